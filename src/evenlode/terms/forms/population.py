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
    """A segment that indicators may name: the HoNOS cluster codes that make it up.

    age_from, age_to, commissioners: whom it holds, in place of what the population says of everybody.
    """

    segment: Text
    scheme: Slug
    honos_clusters: tuple[Text, ...]
    age_from: Dated[Whole] | None = None
    age_to: Dated[Whole] | None = None
    commissioners: tuple[Text, ...] = ()


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
    """The file population.yaml.

    age_from, age_to: the first and the last age that is counted, in whole years. commissioners: the codes of the
    bodies whose people are counted, as rows give them; none where everybody's are. Both hold for every segment that
    says nothing else.
    """

    age_from: Dated[Whole]
    age_to: Dated[Whole]
    commissioners: tuple[Text, ...] = ()
    scope: tuple[ScopeRuleForm, ...]
    schemes: tuple[SchemeForm, ...]
    segments_: tuple[SegmentForm, ...] = Field(min_length=1, alias="segments")
    switches: tuple[SwitchForm, ...] = ()
    illustrative: dict[Text, Text] = {}

    @property
    def segments(self) -> tuple[SegmentForm, ...]:
        """The segments, each with all that it takes to say who is in it."""
        return tuple(
            one.model_copy(
                update={
                    "age_from": one.age_from or self.age_from,
                    "age_to": one.age_to or self.age_to,
                    "commissioners": one.commissioners or self.commissioners,
                }
            )
            for one in self.segments_
        )
