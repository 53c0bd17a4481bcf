"""Bands: what is passed on of an amount that runs through bands of the envelope, exactly; losses mirror savings."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING

from evenlode.money import Pence

if TYPE_CHECKING:
    from evenlode.terms.money_terms import Band


def passed_on(amount: Fraction, envelope: Pence, bands: Iterable[Band]) -> Fraction:
    """The share of each band times what of the amount lies in it, in exact pence; the sign of the amount stays."""
    size, found = abs(amount), Fraction(0)
    for band in bands:
        start = band.start * envelope
        end = size if band.end is None else min(size, band.end * envelope)
        if end > start:
            found += (end - start) * band.share
    return found if amount >= 0 else -found


def above(costs: Iterable[Pence], limit: Pence) -> Pence:
    """What the costs of people come to above the truncation point, one person at a time."""
    return sum(max(cost - limit, 0) for cost in costs)
