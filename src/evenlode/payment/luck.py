"""Luck: how far chance alone could have decided a judgement. Beside it, never part of it: judging stays exact."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from evenlode.results import Judgement, Kind, Polarity
from evenlode.statistics import chance_of_at_least, proportion

if TYPE_CHECKING:
    from evenlode.terms.terms import IndicatorTerms, Terms


@dataclass(frozen=True, slots=True)
class Luck:
    """Decimal text with four places, from 0 to 1; None where it does not apply.

    interval_lower, interval_upper: the 95% Wilson score limits of the judged share. chance_pass_at_line: the chance
    that a service whose true share is exactly the line would pass with these numbers; the rest is its chance to fail.
    """

    interval_lower: str | None = None
    interval_upper: str | None = None
    chance_pass_at_line: str | None = None


def luck(judgement: Judgement, terms: Terms) -> Luck:
    """The luck in a judgement of a proportion; all None for any other kind, or without counts."""
    because = judgement.because
    indicator = next((found for found in terms.indicators() if found.indicator == judgement.indicator), None)
    if (
        indicator is None
        or indicator.kind is not Kind.PROPORTION
        or because.numerator is None
        or not because.denominator
    ):
        return Luck()
    limits = proportion(because.numerator, because.denominator)
    chance = None if because.line is None else _chance_at_line(because.denominator, because.line, indicator)
    return Luck(f"{limits.lower:.4f}", f"{limits.upper:.4f}", chance)


def _chance_at_line(denominator: int, line: Fraction, indicator: IndicatorTerms) -> str | None:
    """The chance of a count on the line or beyond it, when each person's own chance is the line."""
    if not 0 <= line <= 1:
        return None
    if indicator.polarity is Polarity.HIGHER_IS_BETTER:
        needed = -(-line.numerator * denominator // line.denominator)
        return f"{chance_of_at_least(needed, denominator, line):.4f}"
    allowed = line.numerator * denominator // line.denominator
    return f"{1 - chance_of_at_least(allowed + 1, denominator, line):.4f}"
