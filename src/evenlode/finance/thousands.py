"""Thousands of pounds as the documents print them: exact fractions inside, whole thousands when said."""

from __future__ import annotations

from fractions import Fraction

from evenlode.money import Pence

Thousands = Fraction
"""An amount in thousands of pounds, exact. Never a float."""


def whole(amount: Thousands) -> int:
    """The amount in whole thousands, half rounded away from nothing, as printed tables do."""
    rounded = (2 * abs(amount).numerator + amount.denominator) // (2 * amount.denominator)
    return rounded if amount >= 0 else -rounded


def said(amount: Thousands) -> str:
    """'37,110' from an amount: whole thousands of pounds."""
    return f"{whole(amount):,}"


def to_pence(amount: Thousands) -> Pence:
    """Pence, half a penny rounded away from nothing."""
    return whole(amount * 100_000)


def from_pence(amount: Pence) -> Thousands:
    """Exact thousands of pounds from pence."""
    return Fraction(amount, 100_000)


def percent(share: Fraction, places: int = 1) -> str:
    """'2.4%' from a share, with so many decimals at most, half rounded away from nothing."""
    scaled = whole(share * 100 * 10**places)
    sign, digits = ("-" if scaled < 0 else ""), str(abs(scaled)).rjust(places + 1, "0")
    text = f"{digits[:-places]}.{digits[-places:]}".rstrip("0").rstrip(".") if places else digits
    return f"{sign if text.strip('0.') else ''}{text}%"
