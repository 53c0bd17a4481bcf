"""Who counts: the units behind one month's figure, each with what the month makes of it and why. Rows' zone only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from evenlode.data.months import first_day, month_number
from evenlode.data.questions import Question
from evenlode.data.store import Store
from evenlode.measures.counted import Nature
from evenlode.measures.explaining import counting
from evenlode.measures.measuring import counted_rows
from evenlode.results import EVERYONE, Period, say_day
from evenlode.terms.definitions import Definition

if TYPE_CHECKING:
    import ibis

_FLAGS = ("numerator", "denominator", "missing", "untimed")


@dataclass(frozen=True, slots=True)
class CountedUnit:
    """One person or event of a month, under pseudonyms: where it is shown, what it counts as, and why."""

    unit: str
    person: str
    providers: tuple[str, ...]
    segments: tuple[str, ...]
    counted: str
    why: str


@dataclass(frozen=True, slots=True)
class Unit:
    """One person or event of a period with what its rows come to, under pseudonyms.

    since: the number of the month since which a snapshot has been so; None for events. deciding: how many of its
    events decide, of how many there are.
    """

    unit: str
    person: str
    providers: tuple[str, ...]
    segments: tuple[str, ...]
    numerator: bool
    denominator: bool
    missing: bool
    untimed: bool
    since: int | None
    deciding: int
    events: int


def who_counts(store: Store, definition: Definition, segments: ibis.Table, month: Period) -> list[CountedUnit]:
    """The units of one calendar month behind the figure of everybody, in the order of their names.

    It holds rows about people, so it is for whoever may see those. Raises a Refusal where the figure is supplied, or
    where nothing can be measured in that month.
    """
    days = counting(store, definition, month)[1]
    return [_told(unit, days) for unit in units(store, definition, segments, month)]


def units(
    store: Store, definition: Definition, segments: ibis.Table, period: Period, provider: str = EVERYONE
) -> list[Unit]:
    """The units behind the figure of a provider, or of everybody, in the order of their names.

    A snapshot is that of the last month in the period, events are those of all of it. With a provider, nothing is told
    of a unit but what this provider's own rows say. Raises a Refusal as `who_counts` does.
    """
    found, days = counting(store, definition, period)
    last = month_number(days.end)
    snapshot = found.NATURE is Nature.SNAPSHOT
    first = last if snapshot else month_number(days.start)
    if snapshot:  # from the first day of the definition, so that a row says since when it has been so
        days = Period(definition.in_force.start, days.end)
    rows = counted_rows(store, definition, Question(lambda store: segments), days)
    here = rows.filter((rows.from_month <= last) & (rows.to_month >= first))
    if provider != EVERYONE:
        here = here.filter(here.provider == provider)
    by_unit: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in store.fetch(here.distinct()):
        by_unit[row["unit"]].append(row)
    return [_unit(unit, own, provider, snapshot) for unit, own in sorted(by_unit.items())]


def _unit(unit: str, rows: Sequence[Mapping[str, Any]], provider: str, snapshot: bool) -> Unit:
    total = [row for row in rows if row["provider"] == provider and row["segment"] == EVERYONE]
    top = max(row["rank"] for row in total)
    decide = [row for row in total if row["rank"] == top]
    any_of = {name: any(row[name] for row in decide) for name in _FLAGS}
    failed = any(row["denominator"] > row["numerator"] for row in decide)
    return Unit(
        unit=unit,
        person=decide[0]["person"],
        providers=tuple(sorted({row["provider"] for row in rows} - {EVERYONE})),
        segments=tuple(sorted({row["segment"] for row in rows} - {EVERYONE})),
        numerator=any_of["denominator"] and not failed,
        denominator=any_of["denominator"],
        missing=any_of["missing"],
        untimed=any_of["untimed"],
        since=min(row["from_month"] for row in decide) if snapshot else None,
        deciding=len(decide),
        events=len(total),
    )


def _told(one: Unit, days: Period) -> CountedUnit:
    counted, why = _said(one)
    if one.since is not None:
        why = f"{why} on {say_day(days.end)}, as since {first_day(one.since):%B %Y}"
    elif one.deciding < one.events:
        why = f"{why}; the latest of {one.events} events decides"
    elif one.deciding > 1:
        why = f"{why}; {one.deciding} events decide together"
    return CountedUnit(one.unit, one.person, one.providers, one.segments, counted, why)


def _said(one: Unit) -> tuple[str, str]:
    """What a unit comes to, and the reason in words."""
    if one.numerator:
        return "numerator and denominator", "meets the definition"
    if one.denominator:
        return "denominator", "has no record, which counts against" if one.missing else "does not meet it"
    if one.missing:
        return "neither, missing", "has no record and is left out"
    if one.untimed:
        return "neither, untimed", "cannot be timed"
    return "neither", "is left out by the definition"
