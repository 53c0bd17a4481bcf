"""variations.yaml: every agreed change of the contract, numbered, dated and signed."""

from __future__ import annotations

from pydantic import model_validator

from evenlode.terms.form import Form
from evenlode.terms.values import Day, Slug, Text, wrong


class SignatoryForm(Form):
    """A party that agreed, and when."""

    party: Slug
    on: Day


class VariationForm(Form):
    """One agreed change: what, from which day, why, on what evidence, and who agreed."""

    variation: Text
    title: Text
    agreed: Day
    effective: Day
    why: Text
    evidence: tuple[Text, ...] = ()
    signatories: tuple[SignatoryForm, ...]
    reference: Text
    illustrative: dict[Text, Text] = {}

    @model_validator(mode="after")
    def _before_the_fact(self) -> VariationForm:
        last = max([self.agreed, *(one.on for one in self.signatories)])
        if last > self.effective:
            message = f"it takes effect on {self.effective} and was agreed on {last}, after the fact"
            raise wrong("VARIATION.LATE", message, f"Let it take effect on {last} or later")
        return self


class VariationsForm(Form):
    """The file variations.yaml."""

    variations: tuple[VariationForm, ...] = ()
