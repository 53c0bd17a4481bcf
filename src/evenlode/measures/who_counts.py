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


def who_counts(store: Store, definition: Definition, segments: ibis.Table, month: Period) -> list[CountedUnit]:
    """The units of one calendar month behind the figure of everybody, in the order of their names.

    It holds rows about people, so it is for whoever may see those. Raises a Refusal where the figure is supplied, or
    where nothing can be measured in that month.
    """
    found, days = counting(store, definition, month)
    number = month_number(days.end)
    snapshot = found.NATURE is Nature.SNAPSHOT
    if snapshot:  # from the first day of the definition, so that a row says since when it has been so
        days = Period(definition.in_force.start, days.end)
    rows = counted_rows(store, definition, Question(lambda store: segments), days)
    here = rows.filter((rows.from_month <= number) & (rows.to_month >= number))
    units: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in store.fetch(here.distinct()):
        units[row["unit"]].append(row)
    return [_unit(unit, own, days, snapshot) for unit, own in sorted(units.items())]


def _unit(unit: str, rows: Sequence[Mapping[str, Any]], days: Period, snapshot: bool) -> CountedUnit:
    total = [row for row in rows if row["provider"] == row["segment"] == EVERYONE]
    top = max(row["rank"] for row in total)
    decide = [row for row in total if row["rank"] == top]
    any_of = {name: any(row[name] for row in decide) for name in _FLAGS}
    failed = any(row["denominator"] > row["numerator"] for row in decide)
    counted, why = _said(any_of, failed)
    if snapshot:
        since = min(row["from_month"] for row in decide)
        why = f"{why} on {say_day(days.end)}, as since {first_day(since):%B %Y}"
    elif len(decide) < len(total):
        why = f"{why}; the latest of {len(total)} events decides"
    elif len(decide) > 1:
        why = f"{why}; {len(decide)} events decide together"
    return CountedUnit(
        unit=unit,
        person=decide[0]["person"],
        providers=tuple(sorted({row["provider"] for row in rows} - {EVERYONE})),
        segments=tuple(sorted({row["segment"] for row in rows} - {EVERYONE})),
        counted=counted,
        why=why,
    )


def _said(flags: Mapping[str, bool], failed: bool) -> tuple[str, str]:
    """What the flags come to, and the reason in words."""
    if flags["denominator"] and not failed:
        return "numerator and denominator", "meets the definition"
    if flags["denominator"]:
        return "denominator", "has no record, which counts against" if flags["missing"] else "does not meet it"
    if flags["missing"]:
        return "neither, missing", "has no record and is left out"
    if flags["untimed"]:
        return "neither, untimed", "cannot be timed"
    return "neither", "is left out by the definition"
