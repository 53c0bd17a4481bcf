"""proposed/*.yaml: indicators that were proposed for an outcome and are not part of the contract."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from evenlode.terms.form import Form
from evenlode.terms.forms.outcome import MeasuredForm, StandardForm
from evenlode.terms.values import Day, Slug, Text, wrong


class ProposedForm(MeasuredForm):
    """One proposed indicator: defined like any other, measured when it is asked for, never judged and never paid on.

    status: `proposed`, or `superseded` where something else took its place, which `by` then names. proposed_on: the
    day of the document, the first of the month where it prints no day. Where no measure can give it, the measure is
    `supplied` and `not_measured` says why.
    """

    indicator: Slug
    status: Literal["proposed", "superseded"]
    proposed_on: Day
    by: Text | None = None
    not_measured: Text | None = None

    @model_validator(mode="after")
    def _says_what_it_must(self) -> ProposedForm:
        if (self.status == "superseded") != (self.by is not None):
            said = "what is superseded says by what, and nothing else does"
            raise wrong("CFG.DEFINITION", said, "Add by: with the code that took its place, or call it proposed")
        if (self.measure == "supplied") != (self.not_measured is not None):
            said = "an indicator that no measure gives says why, and no other does"
            raise wrong("CFG.DEFINITION", said, "Add not_measured: with the reason, or a measure")
        return self

    def as_standard(self) -> StandardForm:
        """The same as a local quality standard, which is measured and reported and moves no money."""
        fields = {name: getattr(self, name) for name in MeasuredForm.model_fields}
        return StandardForm.model_construct(**fields, standard=self.indicator, threshold=None, as_printed=())


class ProposedFileForm(Form):
    """What was proposed for one outcome."""

    outcome: Slug
    reference: Text
    proposed: tuple[ProposedForm, ...]
