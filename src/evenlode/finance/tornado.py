"""Tornado: each assumption at either end of its range, the others as they are, and what that does to the case."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from evenlode.finance.case import Case, recompute
from evenlode.finance.thousands import Thousands


@dataclass(frozen=True, slots=True)
class Bar:
    """One assumption. Headroom is that of the last year, savings net of investment; beyond is the contract's saving
    beyond efficiency over all years. Both in thousands of pounds, at the low and the high end of the range."""

    assumption: str
    low: Fraction
    high: Fraction
    headroom_at_low: Thousands
    headroom_at_high: Thousands
    beyond_at_low: Thousands
    beyond_at_high: Thousands

    @property
    def swing(self) -> Thousands:
        """How far the headroom moves from one end to the other."""
        return abs(self.headroom_at_high - self.headroom_at_low)


def tornado(case: Case) -> tuple[Bar, ...]:
    """A bar for each range of the case, the widest swing first; ties as declared."""
    bars = []
    for one in case.declared.ranges:
        low, high = (
            recompute(case.declared, case.fits, case.changes.and_(one.assumption, value))
            for value in (one.low, one.high)
        )
        ends = [(found.headroom[-1].net_of_investment, found.dominance.in_all) for found in (low, high)]
        bars.append(Bar(one.assumption, one.low, one.high, ends[0][0], ends[1][0], ends[0][1], ends[1][1]))
    return tuple(sorted(bars, key=lambda bar: -bar.swing))
