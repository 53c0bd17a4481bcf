"""Unit price: pounds for each outcome reached, up to the cap and never more than its part of the pot."""

from __future__ import annotations

from fractions import Fraction

from evenlode.money import pounds
from evenlode.payment.asked import NOTHING, Answer, Asked, no_line
from evenlode.results import Kind, Status


def judge(asked: Asked) -> Answer:
    """Achieved where the most that it can pay is earned, partial for anything less; whole outcomes alone are paid.

    The share is of the indicator's part of the pot, so that its money comes to price times outcomes to the penny.
    Source: the rate cards of social impact bonds.
    """
    price = asked.indicator.price_on(asked.year.end)
    if price is None:
        return no_line(asked)
    count = _reached(asked)
    earned = count * price.price
    words = f"{count:,} reached, at {pounds(price.price)} each: {pounds(earned)}."
    if not asked.part_of_pot:
        return Answer(Status.NOT_ASSESSABLE, NOTHING, f"{words} No part of this year's pot is set aside for it.")
    most = asked.part_of_pot if price.cap is None else min(price.cap, asked.part_of_pot)
    share = Fraction(min(earned, most), asked.part_of_pot)
    if earned >= most:
        limit = "the cap" if most == price.cap else "its part of the pot"
        if earned > most:
            words += f" More than {limit}, {pounds(most)}, is not paid."
        return Answer(Status.ACHIEVED, share, words)
    return Answer(Status.PARTIAL if earned else Status.NOT_ACHIEVED, share if earned else NOTHING, words)


def _reached(asked: Asked) -> int:
    """How many outcomes: the numerator, or the whole part of a supplied value; never less than none."""
    exact = asked.value if asked.indicator.kind is Kind.SUPPLIED_VALUE else Fraction(asked.outturn.numerator or 0)
    return max(exact.numerator // exact.denominator, 0)
