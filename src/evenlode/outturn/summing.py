"""Summing up: counted rows become counts for all periods, providers and segments in one query for each kind of row.

Snapshots: add at the start of a row, subtract after its end, running total. The engine adds up the changes of each
month; the running total over them is a few numbers a figure and needs no engine. Events: each row falls in one
period of each grain, and a unit with several events in a period counts once in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from evenlode.measures.counted import Counted, Nature
from evenlode.results import Grain

if TYPE_CHECKING:
    import ibis

FIGURES = ("eligible", "denominator", "numerator", "missing", "untimed")
_SHOWN = ("indicator", "provider", "segment")


class Counts(NamedTuple):
    """The counts of one figure."""

    eligible: int = 0
    denominator: int = 0
    numerator: int = 0
    missing: int = 0
    untimed: int = 0

    def plus(self, other: Counts) -> Counts:
        """Both added up, count by count."""
        return Counts(*(one + two for one, two in zip(self, other, strict=True)))


class Figure(NamedTuple):
    """What a figure is of, apart from its period."""

    indicator: str
    provider: str
    segment: str


Series = Mapping[int, Counts]
"""Counts by period; a period with nobody in it is not there. A month and a rolling year go by the number of their
(last) month, a quarter and a contract year by their place since the contract's start, from 0."""

AllSeries = dict[Figure, dict[Grain, Series]]


def read_series(counted: Counted, start: int, rolling: frozenset[str]) -> AllSeries:
    """Every figure that the counted rows hold, by grain. start: the contract's first month.

    Snapshots have months alone: their longer periods are made of months. Events have months, quarters and contract
    years and, for the indicators in `rolling`, rolling years.
    """
    found: AllSeries = defaultdict(dict)
    for figure, changes in _fetch(counted, _changes(_rows(counted, Nature.SNAPSHOT))).items():
        for grain, steps in changes.items():
            found[figure][grain] = _running_total(steps)
    for figure, by_grain in _fetch(counted, _events(_rows(counted, Nature.EVENT), start, rolling)).items():
        for grain, series in by_grain.items():
            found[figure][grain] = {**found[figure].get(grain, {}), **series}
    return dict(found)


def _rows(counted: Counted, nature: Nature) -> Any:
    """The rows of one nature with how many are eligible; None where there are none."""
    import ibis

    parts = [one.rows for one in counted.measured if one.nature is nature]
    if not parts:
        return None
    rows = ibis.union(*parts) if len(parts) > 1 else parts[0]
    return rows.mutate(eligible=ibis.greatest(rows.denominator, rows.missing))


def _changes(rows: Any) -> Any:
    """By how much each figure changes from one month end to the next."""
    import ibis

    if rows is None:
        return None
    starts = rows.select(*_SHOWN, period=rows.from_month, **{name: rows[name] for name in FIGURES})
    ends = rows.select(*_SHOWN, period=rows.to_month + 1, **{name: -rows[name] for name in FIGURES})
    both = starts.union(ends).mutate(grain=ibis.literal(Grain.MONTH.value))
    return both.group_by(*_SHOWN, "grain", "period").agg(**{name: both[name].sum() for name in FIGURES})


def _events(rows: Any, start: int, rolling: frozenset[str]) -> Any:
    """How many units each figure counts in each period.

    A unit with several events in a period counts in the numerator when all of them that are in the denominator do,
    and as missing when all of them are.
    """
    import ibis

    if rows is None:
        return None
    since = rows.from_month - start
    parts = [
        _in_period(rows, Grain.MONTH, rows.from_month),
        _in_period(rows, Grain.QUARTER, since // 3),
        _in_period(rows, Grain.CONTRACT_YEAR, since // 12),
    ]
    if rolling:
        own = rows.filter(rows.indicator.isin(sorted(rolling)))
        parts.extend(_in_period(own, Grain.ROLLING_YEAR, own.from_month + later) for later in range(12))
    together = ibis.union(*parts)
    keys = (*_SHOWN, "grain", "period")
    units = together.group_by(*keys, "unit").agg(**{name: together[name].sum() for name in FIGURES})
    return units.group_by(*keys).agg(
        eligible=(units.eligible > 0).sum(),
        denominator=(units.denominator > 0).sum(),
        numerator=((units.denominator > 0) & (units.numerator == units.denominator)).sum(),
        missing=((units.eligible > 0) & (units.missing == units.eligible)).sum(),
        untimed=(units.untimed > 0).sum(),
    )


def _in_period(rows: ibis.Table, grain: Grain, period: Any) -> ibis.Table:
    import ibis

    return rows.select(*_SHOWN, "unit", *FIGURES, grain=ibis.literal(grain.value), period=period.cast("int64"))


def _fetch(counted: Counted, summed: Any) -> dict[Figure, dict[Grain, dict[int, Counts]]]:
    found: dict[Figure, dict[Grain, dict[int, Counts]]] = defaultdict(lambda: defaultdict(dict))
    for row in counted.store.fetch(summed) if summed is not None else ():
        figure = Figure(row["indicator"], row["provider"], row["segment"])
        found[figure][Grain(row["grain"])][row["period"]] = Counts(*(row[name] for name in FIGURES))
    return found


def _running_total(steps: Mapping[int, Counts]) -> Series:
    """Changes as counts in every period up to the last change."""
    held = Counts()
    totals = {}
    for period in range(min(steps), max(steps) + 1):
        held = held.plus(steps[period]) if period in steps else held
        if any(held):
            totals[period] = held
    return totals
