"""Other readings: a definition with the changes that an alternative names, and a population with its last age."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from evenlode.terms.dated import Dated, Entry
from evenlode.terms.definitions import Definition
from evenlode.terms.forms.outcome import AlternativeForm
from evenlode.terms.forms.population import SegmentForm

SUPPLIED = "supplied"
_ALWAYS = date(1900, 1, 1)


def read_as(definition: Definition, other: AlternativeForm) -> Definition:
    """The definition under another reading. One whose figure is supplied stays as it is, unless a measure is named."""
    if other.measure is None and definition.measure == SUPPLIED:
        return definition
    own = definition.parameters if other.measure is None else {}
    kept = {name: value for name, value in own.items() if name not in other.without}
    return replace(
        definition,
        measure=other.measure or definition.measure,
        parameters={**kept, **other.with_},
        segments=definition.segments if other.segments is None else other.segments,
        provider=other.provider or definition.provider,
        annual=other.annual or definition.annual,
    )


def segments_as(segments: tuple[SegmentForm, ...], other: AlternativeForm) -> tuple[SegmentForm, ...]:
    """The segments, their last age that of the reading where it names one."""
    if other.age_to is None:
        return segments
    ages = Dated([(_ALWAYS, Entry(value=other.age_to))])
    return tuple(one.model_copy(update={"age_to": ages}) for one in segments)
