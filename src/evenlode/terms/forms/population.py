"""population.yaml: who is in scope, the segmentation schemes, and the sources' contradictions as dated switches."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from evenlode.terms.dated import Dated
from evenlode.terms.form import Form
from evenlode.terms.values import Slug, Text, Whole, YesNo


class ScopeRuleForm(Form):
    """One row of the scope table; the first rule that fires decides."""

    rule: Whole
    test: Text
    result: Literal["in", "later", "out", "reject"]
    reference: Text


class SegmentForm(Form):
    """A segment that indicators may name: the HoNOS cluster codes that make it up."""

    segment: Text
    scheme: Slug
    honos_clusters: tuple[Text, ...]


class SchemeForm(Form):
    """A way of dividing people into segments, with the categories it has."""

    scheme: Slug
    title: Text
    preferred: YesNo = False
    categories: tuple[Text, ...]
    taken_forward: tuple[Text, ...] = ()
    reference: Text


class SwitchForm(Form):
    """A contradiction between or inside the sources: its options, and the one in force from a date."""

    switch: Slug
    conflict: Text
    options: dict[Slug, Text]
    choice: Dated[Slug]
    reference: Text


class PopulationForm(Form):
    """The file population.yaml."""

    age_from: Dated[Whole]
    age_to: Dated[Whole]
    scope: tuple[ScopeRuleForm, ...]
    schemes: tuple[SchemeForm, ...]
    segments: tuple[SegmentForm, ...] = Field(min_length=1)
    switches: tuple[SwitchForm, ...] = ()
    illustrative: dict[Text, Text] = {}
