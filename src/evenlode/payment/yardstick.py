"""Yardstick: the line or the levels that judge a period, with the day they are from and the variation that set them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from evenlode.problems import refuse
from evenlode.results import Outturn, Period, Polarity, say_day

if TYPE_CHECKING:
    from evenlode.terms.terms import IndicatorTerms


@dataclass(frozen=True, slots=True)
class Rung:
    """One line to reach: its name where it is a level, its value, and the share of the money that reaching it pays."""

    name: str | None
    line: Fraction
    pays: Fraction


@dataclass(frozen=True, slots=True)
class Yardstick:
    """The rungs in force, lowest level first; a target is a single rung without a name.

    says: where they come from, for example 'in force from 1 October 2017 (variation CV-03)'.
    """

    rungs: tuple[Rung, ...]
    is_share: bool
    start: date
    variation: str | None
    says: str


def meets(value: Fraction, line: Fraction, polarity: Polarity) -> bool:
    """True where the value is on the line or beyond it the better way. Whole numbers across: nothing is rounded."""
    ours, theirs = value.numerator * line.denominator, line.numerator * value.denominator
    return ours >= theirs if polarity is Polarity.HIGHER_IS_BETTER else ours <= theirs


def yardstick_on(indicator: IndicatorTerms, day: date) -> Yardstick | None:
    """What is in force on the day: the target, or else the levels; None where neither is."""
    line = indicator.line_on(day)
    if line is not None:
        says = _say_in_force(line.start, line.variation)
        return Yardstick((Rung(None, line.value, Fraction(1)),), line.is_share, line.start, line.variation, says)
    ladder = indicator.ladder_on(day)
    if ladder is None or not ladder.levels:
        return None
    rungs = tuple(Rung(name, rung.value, pays) for name, rung, pays in ladder.levels)
    says = _say_in_force(ladder.start, ladder.variation)
    return Yardstick(rungs, ladder.levels[0][1].is_share, ladder.start, ladder.variation, says)


def _say_in_force(start: date, variation: str | None) -> str:
    by = f" (variation {variation})" if variation else ""
    return f"in force from {say_day(start)}{by}"


@dataclass(frozen=True, slots=True)
class MonthsWithoutCounts:
    """The months that a yardstick by month still needs before it can be worked out."""

    months: tuple[Period, ...]

    @property
    def says(self) -> str:
        """One sentence on what is still awaited."""
        others = len(self.months) - 1
        more = f" and {others} more" if others else ""
        return (
            "The line changes in mid-year and each month counts by its denominator;"
            f" none has come for {self.months[0].start:%B %Y}{more}."
        )


def yardstick_by_month(
    by_month: Mapping[Period, Yardstick | None], months: Sequence[Outturn]
) -> Yardstick | MonthsWithoutCounts | None:
    """The yardsticks of the months of a year, weighted exactly by the denominator of each month's outturn.

    Where every month has the same line no counts are needed. None where some month has no line yet, or nobody was
    counted in any. What a level pays is that of the year's last month. Raises Refusal where a mid-year change
    renames the levels, since those cannot be averaged.
    """
    in_force = [stick for stick in by_month.values() if stick is not None]
    if not in_force or len(in_force) < len(by_month):
        return None
    last = in_force[-1]
    if all(stick.start == last.start for stick in in_force):
        return last
    counted = {month.period: month.denominator for month in months}
    without = tuple(month for month in by_month if counted.get(month) is None)
    if without:
        return MonthsWithoutCounts(without)
    weights = [counted[month] or 0 for month in by_month]
    return _weighted(in_force, weights) if sum(weights) else None


def _weighted(sticks: Sequence[Yardstick], weights: Sequence[int]) -> Yardstick:
    last = sticks[-1]
    names = {tuple(rung.name for rung in stick.rungs) for stick in sticks}
    if len(names) > 1:
        message = f"levels change their names in mid-year, on {last.start}, so months cannot be weighted"
        raise refuse("CFG.LEVELS", message, "Change the names from the first day of a contract year", field="levels")
    rungs = tuple(
        Rung(rung.name, _mean([stick.rungs[place].line for stick in sticks], weights), rung.pays)
        for place, rung in enumerate(last.rungs)
    )
    says = "that the lines of the months come to, weighted by the numbers counted in each"
    return Yardstick(rungs, last.is_share, last.start, last.variation, says)


def _mean(lines: Sequence[Fraction], weights: Sequence[int]) -> Fraction:
    return sum((line * weight for line, weight in zip(lines, weights, strict=True)), Fraction(0)) / sum(weights)
