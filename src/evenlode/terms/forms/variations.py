"""variations.yaml: every agreed change of the contract, numbered, dated and signed."""

from __future__ import annotations

from evenlode.terms.form import Form
from evenlode.terms.values import Day, Slug, Text


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


class VariationsForm(Form):
    """The file variations.yaml."""

    variations: tuple[VariationForm, ...] = ()
