"""The chance of at least so many successes: the upper tail of a binomial distribution, in decimals that never vary."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, localcontext
from fractions import Fraction

from evenlode.statistics.refusal import Refusal, refuse_unless_whole

_PLACES = Decimal("1e-30")
_NEGLIGIBLE = Decimal("1e-45")
_WORKING_DIGITS = 60


def chance_of_at_least(successes: int, trials: int, chance: Fraction) -> Decimal:
    """P(X >= successes) for X binomial with so many trials and this chance each, right to 30 decimal places.

    The terms are worked out from the most likely count outwards, each from the one beside it, relative to the
    largest, and divided by their sum, so that no factorial, logarithm or float is needed and every machine gives
    the same digits. The walk stops where a term is below 1e-45 of the largest: some 15 standard deviations either
    way, a few milliseconds for 20,000 trials.

    Raises Refusal where a count is not a whole number of zero or more, or the chance is not an exact share
    from 0 to 1.
    """
    refuse_unless_whole("chance_of_at_least", successes=successes, trials=trials)
    if not isinstance(chance, Fraction) or not 0 <= chance <= 1:
        message = f"the chance {chance!r} is not an exact share from 0 to 1"
        raise Refusal("STAT.CHANCE", "chance_of_at_least", message, "Give a Fraction from 0 to 1")
    if successes > trials or (chance == 0 and successes > 0):
        return Decimal(0)
    if successes == 0 or chance == 1:
        return Decimal(1)
    with localcontext(prec=_WORKING_DIGITS):
        likeliest = min(trials, (trials + 1) * chance.numerator // chance.denominator)
        up = list(_walk_up(likeliest, trials, chance))
        down = list(_walk_up(trials - likeliest, trials, 1 - chance))
        whole = 1 + sum(up) + sum(down)
        if successes > likeliest:
            return (sum(up[successes - likeliest - 1 :], Decimal(0)) / whole).quantize(_PLACES)
        below = sum(down[likeliest - successes :], Decimal(0))
        return (1 - below / whole).quantize(_PLACES)


def _walk_up(start: int, trials: int, chance: Fraction) -> Iterator[Decimal]:
    """The terms above the start, each as a multiple of the start's own, until they no longer matter."""
    hit, miss = chance.numerator, chance.denominator - chance.numerator
    term = Decimal(1)
    for count in range(start, trials):
        term = term * ((trials - count) * hit) / ((count + 1) * miss)
        if term < _NEGLIGIBLE:
            return
        yield term
