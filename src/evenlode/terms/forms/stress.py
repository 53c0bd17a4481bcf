"""stress/*.yaml: what the stress bench assumes of each indicator where no data say it: numbers, shares and scores."""

from __future__ import annotations

from pydantic import Field, model_validator

from evenlode.terms.form import Form
from evenlode.terms.values import Number, Share, Slug, Text, Whole, YesNo, wrong


class ScoresForm(Form):
    """Scores of an instrument at entry: mean, SD, the reliability of two scores of somebody who stays the same.

    step: the distance between two possible scores. threshold: the least change that counts as improvement, in the
    units of the score; reliable: the least change that is reliable. lower_is_better: of the score, not of the share.
    rated_by_staff: those who are paid on it give the score.
    """

    mean: Number
    sd: Number
    reliability: Share
    step: Number
    threshold: Number
    reliable: Number
    lower_is_better: YesNo = False
    rated_by_staff: YesNo = False


class AssumedForm(Form):
    """One indicator: how many are counted in a contract year, and the share that is true of the service as it is.

    share: left out where nobody knows; the bench then takes the line itself, and says so. outside_control: why what
    is measured lies largely outside the provider, where it does. segments: how many of them are in each segment that
    the indicator is shown by.
    """

    indicator: Slug
    people: Whole = Field(ge=1)
    share: Share | None = None
    scores: ScoresForm | None = None
    outside_control: Text | None = None
    segments: dict[Text, Whole] = {}
    reference: Text | None = None
    illustrative: Text | None = None

    @model_validator(mode="after")
    def _has_a_source(self) -> AssumedForm:
        if not (self.reference or self.illustrative):
            raise wrong("CFG.MISSING", "an assumption says where it is from", "Add reference or illustrative")
        return self


class StressForm(Form):
    """A file of stress/: assumptions by indicator."""

    stress: Slug
    title: Text
    assumed: tuple[AssumedForm, ...]
