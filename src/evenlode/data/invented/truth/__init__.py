"""The truth table: what every figure must be, worked out from the invented people and never from what was sent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from evenlode.data.invented.days import day_number
from evenlode.data.invented.plan import Plan
from evenlode.data.invented.truth.counting import (
    COUNTS,
    MONTHS,
    AllWaits,
    Events,
    Snapshot,
    Sums,
    add_events,
    add_snapshot,
)
from evenlode.data.invented.truth.discharges import returned_within
from evenlode.data.invented.truth.official import (
    Adults,
    followed_up,
    review_in_date,
    seen_before_admission,
    seen_twice,
)
from evenlode.data.invented.truth.pairs import paired_in_referral
from evenlode.data.invented.truth.population import Cells, Population
from evenlode.data.invented.truth.referrals import (
    answered_within,
    attendances_before_after,
    contact_within,
    letter_within,
)
from evenlode.data.invented.truth.scores import paired_change
from evenlode.data.invented.truth.statuses import checks_complete, seen_lately, share_with_value, status_at_date
from evenlode.data.invented.truth.table import Counts, read_truth, write_truth
from evenlode.data.invented.truth.understood import is_understood
from evenlode.data.invented.truth.waits import four_week_wait, has_median, median_wait
from evenlode.data.invented.world import World
from evenlode.data.months import first_day, last_day, month_number
from evenlode.results import EVERYONE, Grain, Kind
from evenlode.terms.definitions import Definition

if TYPE_CHECKING:
    from evenlode.terms.contract import Contract

__all__ = ["Counts", "Truth", "read_truth"]

_SNAPSHOTS: Mapping[str, Callable[[Population, Definition], Snapshot]] = {
    "status_at_date": status_at_date,
    "share_with_value": share_with_value,
    "checks_complete": checks_complete,
    "seen_lately": seen_lately,
    "review_in_date": review_in_date,
}
_EVENTS: Mapping[str, Callable[[Population, Definition], Events]] = {
    "returned_within": returned_within,
    "answered_within": answered_within,
    "contact_within": contact_within,
    "letter_within": letter_within,
    "attendances_before_after": attendances_before_after,
    "paired_change": paired_change,
    "followed_up": followed_up,
    "seen_before_admission": seen_before_admission,
    "seen_twice": seen_twice,
    "median_wait": median_wait,
    "four_week_wait": four_week_wait,
    "paired_in_referral": paired_in_referral,
}


class Truth:
    """What is true, block after block: people are in one block each, so that counts of blocks add up.

    A definition that is not understood in full is left out: no answer is better than a wrong one.
    """

    def __init__(self, plan: Plan, contract: Contract) -> None:
        self._plan = plan
        self._segments = contract.population.segments
        official = contract.taking_up([one.benchmark for one in contract.benchmarks])
        self._definitions = [one for one in official.definitions(plan.span) if is_understood(one)]
        self._sums: Sums = {}
        self._waits: AllWaits = defaultdict(lambda: defaultdict(list))

    def add(self, world: World) -> None:
        """Count a block."""
        people = Population.of(world, self._segments)
        others: dict[str, Population] = {}
        for definition in self._definitions:
            if definition.measure in _SNAPSHOTS:
                whom = definition.parameters.get("whom")
                counted = people if whom is None else others.setdefault(str(whom), Adults.whom(people, whom))
                found = _SNAPSHOTS[definition.measure](counted, definition)
                add_snapshot(self._sums, definition, counted, _in_force(self._plan, definition, counted.cells, found))
            else:
                events = _EVENTS[definition.measure](people, definition)
                first, last = day_number(definition.in_force.start), day_number(definition.in_force.end)
                day = events.period_day
                here = (day >= max(first, self._plan.start)) & (day <= min(last, self._plan.end))
                add_events(self._sums, definition, people, events.kept(here), self._waits)

    def write(self, path: Path) -> None:
        """The whole table as CSV, sorted; a figure with nobody in it is left out but for a year of everybody."""
        write_truth(path, self._rows())

    def _rows(self) -> Iterator[tuple[str, ...]]:
        for (indicator, grain, provider, segment), counts in self._sums.items():
            length = MONTHS[grain]
            no_share = self._changes(indicator) and not self._baseline(indicator, provider, segment)
            for number, row in enumerate(counts.tolist()):
                first = self._plan.first_month + number * length
                start, end = first_day(first), last_day(first + length - 1)
                whole = (grain, provider, segment) == (Grain.CONTRACT_YEAR, EVERYONE, EVERYONE)
                measured = any(one.indicator == indicator and end in one.in_force for one in self._definitions)
                said = dict(zip(COUNTS, row, strict=True))
                if measured and (said["eligible"] or said["untimed"] or whole):
                    blank = no_share or (self._changes(indicator) and not said["denominator"])
                    if self._kind(indicator) is Kind.MEDIAN:
                        blank = not has_median(self._waits[indicator, grain, provider, segment][number])
                    written = ["" if blank and name == "numerator" else str(count) for name, count in said.items()]
                    yield (indicator, grain.value, start.isoformat(), end.isoformat(), provider, segment, *written)

    def _changes(self, indicator: str) -> bool:
        """True for an indicator whose figure is a change since a year."""
        return self._kind(indicator) is Kind.CHANGE

    def _kind(self, indicator: str) -> Kind:
        return next(one.kind for one in self._definitions if one.indicator == indicator)

    def _baseline(self, indicator: str, provider: str, segment: str) -> int:
        """How many were counted in the year that a change is taken from."""
        given = next(one.parameters["baseline"] for one in self._definitions if one.indicator == indicator)
        begins = month_number(date.fromisoformat(str(given)))
        years = self._sums[indicator, Grain.CONTRACT_YEAR, provider, segment]
        return int(years[(begins - self._plan.first_month) // 12, COUNTS.index("denominator")])


def _in_force(plan: Plan, definition: Definition, cells: Cells, found: Snapshot) -> Snapshot:
    """The same with nothing at month ends on which the definition is not in force."""
    first, last = day_number(definition.in_force.start), day_number(definition.in_force.end)
    here = (cells.day >= first) & (cells.day <= min(last, plan.end))
    return Snapshot(found.numerator & here, found.denominator & here, found.missing & here)
