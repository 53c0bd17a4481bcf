"""Summing up: counted rows become counts for all periods, providers and segments, in one query for each indicator.

Snapshots: add at the start of a row, subtract after its end, running total. The engine adds up the changes of each
month; the running total over them is a few numbers a figure and needs no engine. Events: each row falls in one
period of each grain, and a unit with several events in a period counts once in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from evenlode.data.planned import ask
from evenlode.data.questions import Question
from evenlode.data.store import Store
from evenlode.measures.counted import Counted, Measured, Nature
from evenlode.measures.units import COUNTS, counts_of_units
from evenlode.population.sets import by_segment
from evenlode.results import Grain

if TYPE_CHECKING:
    import ibis

_SHOWN = ("provider", "segment")
_OF_A_UNIT = ("unit", "denominator", "numerator", "missing", "untimed", "rank")


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


Tell = Callable[[int, int], None]
"""Told how many indicators are summed up, of how many."""


def read_series(counted: Counted, start: int, rolling: frozenset[str], tell: Tell) -> AllSeries:
    """Every figure that the counted rows hold, by grain. start: the contract's first month.

    Snapshots have months alone: their longer periods are made of months. Events have months, quarters and contract
    years and, for the indicators in `rolling`, rolling years.

    The versions of an indicator are summed up together: a unit with events under two of them counts once.
    """
    found: AllSeries = defaultdict(dict)
    indicators = _by_indicator(counted)
    for done, ((indicator, nature), versions) in enumerate(indicators.items()):
        tell(done, len(indicators))
        rows = tuple(one.question for one in versions)
        if nature is Nature.SNAPSHOT:
            question = Question(changes, (rows, versions[0].bits))
        else:
            question = Question(events, (rows, start, indicator in rolling))
        for figure, by_grain in _read(ask(counted.store, question), indicator).items():
            for grain, periods in by_grain.items():
                series = _running_total(periods) if nature is Nature.SNAPSHOT else periods
                found[figure][grain] = {**found[figure].get(grain, {}), **series}
    return dict(found)


def _by_indicator(counted: Counted) -> dict[tuple[str, Nature], tuple[Measured, ...]]:
    """What was measured of each indicator."""
    found: dict[tuple[str, Nature], tuple[Measured, ...]] = defaultdict(tuple)
    for one in counted.measured:
        found[one.definition.indicator, one.nature] += (one,)
    return found


def changes(store: Store, versions: tuple[Question, ...], bits: Question | None) -> ibis.Table:
    """By how much each figure of an indicator changes from one month end to the next.

    bits: what the sets of segments in the rows mean; None for rows with segments. Sets are told apart into segments
    once they are added up, which is exact: a person is in one set at a time.
    """
    import ibis

    rows = _together(store, versions)
    rows = rows.mutate(eligible=ibis.greatest(rows.denominator, rows.missing))
    same = rows.group_by(*_SHOWN, "from_month", "to_month").agg(**{name: rows[name].sum() for name in COUNTS})
    starts = same.select(*_SHOWN, period=same.from_month, **{name: same[name] for name in COUNTS})
    ends = same.select(*_SHOWN, period=same.to_month + 1, **{name: -same[name] for name in COUNTS})
    found = _added_up(starts.union(ends))
    if bits is not None:
        found = _added_up(by_segment(found, bits.rows(store)))
    return found.mutate(grain=ibis.literal(Grain.MONTH.value))


def _added_up(rows: ibis.Table) -> ibis.Table:
    return rows.group_by(*_SHOWN, "period").agg(**{name: rows[name].sum().cast("int64") for name in COUNTS})


def events(store: Store, versions: tuple[Question, ...], start: int, rolling: bool) -> ibis.Table:
    """How many units each figure of an indicator counts in each period."""
    import ibis

    together = _together(store, versions).select(*_SHOWN, *_OF_A_UNIT, "from_month")
    rows = store.keep(("counted", together.op()), lambda: together)
    since = rows.from_month - start
    parts = [
        _in_period(rows, Grain.MONTH, rows.from_month),
        _in_period(rows, Grain.QUARTER, since // 3),
        _in_period(rows, Grain.CONTRACT_YEAR, since // 12),
    ]
    if rolling:
        parts.extend(_in_period(rows, Grain.ROLLING_YEAR, rows.from_month + later) for later in range(12))
    return counts_of_units(ibis.union(*parts), (*_SHOWN, "grain", "period"))


def _together(store: Store, versions: tuple[Question, ...]) -> ibis.Table:
    import ibis

    parts = [one.rows(store) for one in versions]
    return ibis.union(*parts) if len(parts) > 1 else parts[0]


def _in_period(rows: ibis.Table, grain: Grain, period: Any) -> ibis.Table:
    import ibis

    return rows.select(*_SHOWN, *_OF_A_UNIT, grain=ibis.literal(grain.value), period=period.cast("int64"))


def _read(rows: Iterable[Mapping[str, Any]], indicator: str) -> dict[Figure, dict[Grain, dict[int, Counts]]]:
    found: dict[Figure, dict[Grain, dict[int, Counts]]] = defaultdict(lambda: defaultdict(dict))
    for row in rows:
        figure = Figure(indicator, row["provider"], row["segment"])
        found[figure][Grain(row["grain"])][row["period"]] = Counts(*(row[name] for name in COUNTS))
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
