"""Uplifts: what a price or a yearly amount becomes under dated uplifts, and what it is worth in real terms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from evenlode.money import Pence, share_of

if TYPE_CHECKING:
    from evenlode.terms.money_terms import Uplift


def uplifted(amount: Pence, uplift: Uplift) -> Pence:
    """The amount under one uplift, in whole pence."""
    return share_of(amount, uplift.factor)


def factor_between(uplifts: Iterable[Uplift], start: date, day: date) -> Fraction:
    """What the uplifts after the first day, up to and on the other, come to together, exact."""
    factor = Fraction(1)
    for uplift in uplifts:
        if start < uplift.start <= day:
            factor *= uplift.factor
    return factor


def project(amount: Pence, factors: Sequence[Fraction]) -> tuple[Pence, ...]:
    """The amount and what it becomes year by year: every year from the exact one before it, each rounded once."""
    found, exact = [amount], Fraction(1)
    for factor in factors:
        exact *= factor
        found.append(share_of(amount, exact))
    return tuple(found)


def real_terms(amount: Pence, value_then: Pence, value_now: Pence) -> Pence:
    """What an amount paid now is worth beside a contract that went from one value to another; pence.

    A sub-contract flat at £1m while the head contract goes from £36m to £43m is worth £837,209 of the first year's
    money. Raises ValueError where either value is not above nothing.
    """
    if value_then <= 0 or value_now <= 0:
        raise ValueError("the value of the head contract is not above nothing")
    return share_of(amount, Fraction(value_then, value_now))
