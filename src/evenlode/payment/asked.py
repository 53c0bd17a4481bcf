"""What a judging shape is asked, and what it answers. A shape is a pure function from Asked to Answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from evenlode.money import Pence
from evenlode.payment.absence import exact_value
from evenlode.payment.words import beside, plain
from evenlode.payment.yardstick import Rung, Yardstick
from evenlode.results import Grain, Kind, Outturn, Period, Polarity, Status

if TYPE_CHECKING:
    from evenlode.terms.terms import IndicatorTerms

_GRAINS = {Grain.MONTH: "months", Grain.QUARTER: "quarters", Grain.ROLLING_YEAR: "rolling years"}

NOTHING, ALL = Fraction(0), Fraction(1)
"""The two commonest shares of an indicator's money."""

MetBy = Callable[[Fraction, Yardstick | None], bool]
"""Whether a figure meets what was in force; the yardstick is None where nothing was."""


class Asked(NamedTuple):
    """One indicator in one contract year, assessable: its figure, the lines in force, and the periods inside the year.

    partial: the contract's rule for calling a missed line a partial achievement. yardstick: what judges the year;
    yardstick_on gives that of any day, for the periods. year: the contract year. part_of_pot: the indicator's own
    part of its pot in pence, worked out only for a unit price. value is nothing where the shape needs no figure.
    """

    indicator: IndicatorTerms
    partial: str
    outturn: Outturn
    value: Fraction
    yardstick: Yardstick | None
    periods: Sequence[Outturn]
    months_in_year: int
    yardstick_on: Callable[[IndicatorTerms, date], Yardstick | None]
    year: Period
    part_of_pot: Pence = 0

    def met_in_half(self, met: MetBy) -> tuple[int, int] | None:
        """How many periods met it, of how many; None unless the contract's rule asks and at least half did.

        The periods are those that the year has, not those that came: one that is not reported counts as not met.
        A period reported with nobody in it is left out.
        """
        if self.partial != "half of its periods" or self.indicator.grain not in _GRAINS:
            return None
        count, of = self._count_met(met)
        return (count, of) if count and 2 * count >= of else None

    def _count_met(self, met: MetBy) -> tuple[int, int]:
        count = empty = 0
        for outturn in self.periods:
            value = exact_value(outturn, self.indicator.kind)
            if value is not None:
                count += met(value, self.yardstick_on(self.indicator, outturn.period.end))
            elif outturn.denominator == 0:
                empty += 1
        in_quarters = self.indicator.grain is Grain.QUARTER
        expected = self.months_in_year // 3 if in_quarters else self.months_in_year
        return count, max(expected - empty, count)

    def say_periods(self, met: tuple[int, int]) -> str:
        """'Met in 7 of 12 months, so a partial achievement.'"""
        return f"Met in {met[0]} of {met[1]} {_GRAINS[self.indicator.grain]}, so a partial achievement."

    def say_compared(self, stick: Yardstick, rung: Rung, is_met: bool) -> str:
        """'412 of 712 (57.9%): below the 60% in force from 1 October 2017 (variation CV-03).'"""
        figure, line = beside(self.value, rung.line, stick.is_share)
        outturn = self.outturn
        if outturn.numerator is not None and outturn.denominator is not None:
            figure = f"{outturn.numerator:,} of {outturn.denominator:,} ({figure})"
        wrong_side = "below" if self.indicator.polarity is Polarity.HIGHER_IS_BETTER else "above"
        the = "" if self.indicator.shape == "levels" else "the "
        level = f"{the}{rung.name}, " if rung.name else ""
        return f"{figure}: {'meets' if is_met else wrong_side} {level}the {line} {stick.says}."

    def say_change(self) -> str:
        """'-1.2 percentage points' for the change of a share; otherwise the change in its own unit."""
        if self.indicator.kind is Kind.CHANGE:
            return f"{plain(self.value * 100)} percentage points"
        return plain(self.value)


class Answer(NamedTuple):
    """What a shape makes of it: the status, the level reached, the share of the indicator's money earned, and why.

    line: the one that decided. periods: how many periods met it and of how many, where that decided.
    """

    status: Status
    share: Fraction
    sentence: str
    level: str | None = None
    line: Fraction | None = None
    periods: tuple[int, int] | None = None


def no_line(asked: Asked) -> Answer:
    """The answer where the contract has no line in force for the whole of the year."""
    sentence = f"The contract has no line in force for {asked.indicator.code} to judge this year by."
    return Answer(Status.NOT_ASSESSABLE, NOTHING, sentence)
