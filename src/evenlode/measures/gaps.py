"""Gaps: who counts against an indicator or soon will, and what would change it by which day. Rows' zone only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from evenlode.data.store import Store
from evenlode.measures.changing import ToChange
from evenlode.measures.counted import Nature
from evenlode.measures.explaining import counting
from evenlode.measures.registry import parameters_of, rows_measure
from evenlode.measures.who_counts import Unit, units
from evenlode.results import EVERYONE, Period
from evenlode.terms.definitions import Definition

if TYPE_CHECKING:
    import ibis

OVER = "nothing any more, unless a record of it is late or wrong"


class State(StrEnum):
    """How somebody or something counts against an indicator."""

    FAILS = "fails"
    MISSING = "no record"
    UNTIMED = "cannot be timed"
    OPEN = "not over yet"
    LAPSES = "counts now, not for long"


@dataclass(frozen=True, slots=True)
class Gap:
    """One person or event, under pseudonyms: how it counts against the figure, and what would change that by when.

    by: the last day for it; None where no day is known, or where nothing changes it any more.
    """

    unit: str
    person: str | None
    providers: tuple[str, ...]
    segments: tuple[str, ...]
    state: State
    change: str
    by: date | None


def gaps(
    store: Store,
    definition: Definition,
    segments: ibis.Table,
    period: Period,
    until: date,
    provider: str = EVERYONE,
) -> list[Gap]:
    """Who counts against one figure, those whose day comes first before the others.

    They are those of the period (see `who_counts.units`) that are in the denominator and not in the numerator, that
    have no record, or whose limit has not passed; and of a snapshot those who are in the numerator and will have
    fallen out of it by the last day of the month that holds `until`, if nothing happens. A provider sees its own
    rows alone. It holds rows about people. Raises a Refusal where nothing can be measured in the period.
    """
    found, days = counting(store, definition, period)
    asked = _asked(store, definition, days)
    due = {row["unit"]: row for row in store.fetch(asked.due)} if asked.due is not None else {}
    told = _Telling(asked, due, found.NATURE is Nature.SNAPSHOT, store.data_to, until)
    every = [told.of(one) for one in units(store, definition, segments, period, provider)]
    return sorted((one for one in every if one), key=lambda one: (one.by or date.max, one.state, one.unit))


def _asked(store: Store, definition: Definition, days: Period) -> ToChange:
    """What the measure says of its gaps, by its optional `to_change`; in general words where it has none."""
    found: Any = rows_measure(definition.measure)
    own = getattr(found, "to_change", None)
    if own is not None:
        said: ToChange = own(store, definition, parameters_of(definition), days)
        return said
    return ToChange() if found.NATURE is Nature.SNAPSHOT else ToChange(fails=None)


@dataclass(frozen=True, slots=True)
class _Telling:
    """All that it takes to say what one unit is told as."""

    asked: ToChange
    due: Mapping[str, Mapping[str, Any]]
    is_snapshot: bool
    data_to: date
    until: date

    def of(self, one: Unit) -> Gap | None:
        """The gap that a unit is; None where it is none."""
        row = self.due.get(one.unit, {})
        by = row.get("by")
        state = self._state(one, by)
        if state is None:
            return None
        words = {
            State.FAILS: self.asked.fails,
            State.MISSING: self.asked.missing,
            State.UNTIMED: self.asked.untimed,
            State.OPEN: self.asked.open,
            State.LAPSES: self.asked.lapses,
        }[state]
        what = f": {row['what']}" if words and row.get("what") else ""
        day = by if state in (State.OPEN, State.LAPSES) else self.until if words else None
        return Gap(one.unit, one.person, one.providers, one.segments, state, f"{words or OVER}{what}", day)

    def _state(self, one: Unit, by: date | None) -> State | None:
        if one.missing and not one.numerator:
            return State.MISSING
        if one.denominator and not one.numerator:
            return State.FAILS
        if one.numerator:
            lapses = self.is_snapshot and self.asked.lapses and by is not None and by < self.until
            return State.LAPSES if lapses else None
        if one.untimed:
            return State.OPEN if by is not None and by > self.data_to else State.UNTIMED
        return None
