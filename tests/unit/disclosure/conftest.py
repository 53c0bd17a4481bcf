"""Outturns of a small contract: providers by segments by months, with every total, from the counts of its cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import pytest

from evenlode.disclosure import Past, Plan
from evenlode.disclosure.system import Shown
from evenlode.results import EVERYONE, Grain, Kind, Outturn, Period

YEAR = Period(date(2017, 10, 1), date(2018, 9, 30))
MONTHS = YEAR.months()
Counts = Mapping[tuple[str, str, int], tuple[int, int]]
"""Numerator and denominator by provider, segment and the number of the month."""

Make = Callable[..., list[Outturn]]


def make_outturns(counts: Counts, indicator: str = "seen-in-time", quarters: bool = False) -> list[Outturn]:
    """Every month with its totals; and the first quarter where it is asked for."""
    providers = [EVERYONE, *sorted({provider for provider, _, _ in counts})]
    segments = [EVERYONE, *sorted({segment for _, segment, _ in counts} - {EVERYONE})]
    spans = [(Grain.MONTH, [month]) for month in sorted({month for _, _, month in counts})]
    spans += [(Grain.QUARTER, [0, 1, 2])] if quarters else []
    return [
        Outturn(
            indicator,
            "2017-10-01 00000000",
            Kind.PROPORTION,
            grain,
            Period(MONTHS[months[0]].start, MONTHS[months[-1]].end),
            provider,
            segment,
            numerator=_sum(counts, 0, provider, segment, months),
            denominator=_sum(counts, 1, provider, segment, months),
        )
        for grain, months in spans
        for provider in providers
        for segment in segments
    ]


def _sum(counts: Counts, which: int, provider: str, segment: str, months: list[int]) -> int:
    return sum(
        pair[which]
        for (one, other, month), pair in counts.items()
        if provider in (one, EVERYONE) and segment in (other, EVERYONE) and month in months
    )


def as_past(*plans: Plan) -> list[Past]:
    """The plans as if they had been released one after the other."""
    return [
        Past(number, tuple(Shown(one.sheet, one.shown, one.policy, is_new=False) for one in plan.sheets))
        for number, plan in enumerate(plans, start=1)
    ]


@pytest.fixture
def outturns() -> Make:
    return make_outturns
