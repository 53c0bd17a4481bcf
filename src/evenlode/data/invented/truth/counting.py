"""Counting what is true into periods, providers and segments: plain sums of plain arrays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from evenlode.data.invented.days import Array, month_of
from evenlode.data.invented.truth.population import LEAD, Cells, Population
from evenlode.results import EVERYONE, Grain
from evenlode.terms.definitions import Definition

MONTHS = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.CONTRACT_YEAR: 12}
COUNTS = ("eligible", "numerator", "denominator", "missing", "untimed")

Key = tuple[str, Grain, str, str]
"""Indicator, grain, provider, segment."""

AllWaits = defaultdict[Key, defaultdict[int, list[tuple[int, bool]]]]
"""For each key and period the waits that began in it: days, and whether they came to an end."""

Sums = dict[Key, Array]
"""For each key a row a period of the grain, in order, and a column for each of COUNTS."""


@dataclass(frozen=True, eq=False)
class Snapshot:
    """What is true of each cell of the population: numerator, denominator and missing as masks."""

    numerator: Array
    denominator: Array
    missing: Array


@dataclass(frozen=True, eq=False)
class Events:
    """Events of the lead provider. Of the events of one unit in a period those of the highest rank count.

    unit: None where each event is counted by itself. shown: the day whose period it is counted in, where that is not
    its own. waited: for waits, how many days.
    """

    person: Array
    day: Array
    numerator: Array
    denominator: Array
    missing: Array
    untimed: Array
    unit: Array | None = None
    rank: Array | None = None
    shown: Array | None = None
    waited: Array | None = None

    @property
    def period_day(self) -> Array:
        """The day whose period each event is counted in."""
        return self.day if self.shown is None else self.shown

    def kept(self, where: Array) -> Events:
        """Some of the events."""
        return Events(
            self.person[where],
            self.day[where],
            self.numerator[where],
            self.denominator[where],
            self.missing[where],
            self.untimed[where],
            None if self.unit is None else self.unit[where],
            None if self.rank is None else self.rank[where],
            None if self.shown is None else self.shown[where],
            None if self.waited is None else self.waited[where],
        )


def add_snapshot(sums: Sums, definition: Definition, people: Population, found: Snapshot) -> None:
    """Count a snapshot at the month ends of the days on which the definition is in force."""
    plan, cells = people.world.plan, people.cells
    size = len(plan.months)
    for (provider, segment), there in _places_of_cells(definition, people, cells):
        months = np.zeros((size, len(COUNTS)), dtype=np.int64)
        flags = (found.denominator | found.missing, found.numerator, found.denominator, found.missing)
        for column, flag in enumerate(flags):
            months[:, column] = np.bincount(cells.month[there & flag], minlength=size)
        _put(sums, definition, provider, segment, {Grain.MONTH: months})


def add_events(
    sums: Sums, definition: Definition, people: Population, found: Events, waits: AllWaits | None = None
) -> None:
    """Count events under the segments of their people on their day; only those of named segments where it names any.

    waits: where the waits of each period go, for what makes a median of them.
    """
    segments = people.segments_on(found.person, found.day)
    if definition.segments:
        named = np.logical_or.reduce([segments[name] for name in definition.segments])
        found, segments = found.kept(named), {name: inside[named] for name, inside in segments.items()}
    plan = people.world.plan
    month = month_of(found.period_day) - plan.first_month
    everybody = np.ones(len(month), dtype=bool)
    for segment, inside in {EVERYONE: everybody, **segments}.items():
        here, months = found.kept(inside), month[inside]
        by_grain = {
            grain: _of_units(months // length, len(plan.months) // length, here) for grain, length in MONTHS.items()
        }
        for provider in (EVERYONE, people.providers[LEAD]):
            _put(sums, definition, provider, segment, by_grain)
            if waits is not None and here.waited is not None:
                told = list(zip(here.waited.tolist(), here.numerator.tolist(), strict=True))
                for grain, length in MONTHS.items():
                    own = waits[definition.indicator, grain, provider, segment]
                    for period, wait in zip((months // length).tolist(), told, strict=True):
                        own[period].append(wait)


def _places_of_cells(
    definition: Definition, people: Population, cells: Cells
) -> Iterable[tuple[tuple[str, str], Array]]:
    """Each provider and segment, totals included, with the cells that are shown there."""
    inside = np.ones(len(cells.person), dtype=bool)
    if definition.segments:
        inside = np.logical_or.reduce([cells.segments[name] for name in definition.segments])
    under = cells.under[:1] if definition.provider == "lead provider" else cells.under
    for provider, there in zip((EVERYONE, *people.providers), (under.any(axis=0), *under), strict=False):
        for segment, held in {EVERYONE: inside, **cells.segments}.items():
            yield (provider, segment), there & inside & held


def _of_units(period: Array, periods: int, found: Events) -> Array:
    """The counts of each period: of units where there are any, else of the events themselves."""
    eligible = found.denominator | found.missing
    flags = [
        eligible,
        found.denominator & ~found.numerator,
        found.denominator,
        eligible & ~found.missing,
        found.untimed,
    ]
    if found.unit is not None:
        rank = found.rank if found.rank is not None else np.zeros(len(period), dtype=np.int64)
        period, flags = _by_unit(period, found.unit, rank, flags)
    is_eligible, failed, denominator, told, untimed = flags
    columns = (is_eligible, denominator & ~failed, denominator, is_eligible & ~told, untimed)
    return np.stack([np.bincount(period[column], minlength=periods) for column in columns], axis=1)


def _by_unit(period: Array, unit: Array, rank: Array, flags: list[Array]) -> tuple[Array, list[Array]]:
    """One entry a unit and period: a flag holds where any of its events of the highest rank has it."""
    most = int(unit.max(initial=0)) + 1
    units, each = np.unique(period * most + unit, return_inverse=True)
    top = np.full(len(units), -1)
    np.maximum.at(top, each, rank)
    counts = rank == top[each]
    return units // most, [np.bincount(each[counts & flag], minlength=len(units)) > 0 for flag in flags]


def _put(sums: Sums, definition: Definition, provider: str, segment: str, by_grain: Mapping[Grain, Array]) -> None:
    """Add the counts of each grain to what is there. Quarters and years of a snapshot are made of its months."""
    months = by_grain[Grain.MONTH]
    for grain, length in MONTHS.items():
        parts = months.reshape(-1, length, len(COUNTS))
        rule = definition.annual if grain is Grain.CONTRACT_YEAR else "recount"
        if rule in ("sum", "mean of snapshots"):
            found = parts.sum(axis=1)
        elif rule == "last" or grain not in by_grain:
            found = parts[:, -1]
        else:
            found = by_grain[grain]
        at = (definition.indicator, grain, provider, segment)
        sums[at] = sums[at] + found if at in sums else found
