"""Referrals move, and another provider loses its margin."""

from __future__ import annotations

from evenlode.stress.bench import Bench
from evenlode.stress.finding import Figure, Found
from evenlode.stress.words import percent

CODE = "S25"
FAMILY = "money"
FORMULA = "income lost = shift x share of income; margin lost = income lost x fixed part of cost"
SOURCE = "Bedford: 30% of the income of the local hospital's service stood to move; fixed part of 70% assumed"

SHIFTS, SHARE, FIXED = (0.1, 0.2, 0.3), 0.30, 0.70


def run(bench: Bench) -> Found:
    """The income and the margin that another provider loses, as shares of its income."""
    figures = tuple(
        Figure(
            f"{percent(shift)} of its referrals move",
            f"{percent(shift * SHARE, 1)} of its income and {percent(shift * SHARE * FIXED, 1)} of its margin",
            shift * SHARE * FIXED,
        )
        for shift in SHIFTS
    )
    return Found(
        f"Where {percent(SHARE)} of a provider's income is this work, {percent(SHIFTS[-1])} of referrals moving "
        f"costs it {percent(SHIFTS[-1] * SHARE * FIXED, 1)} of margin.",
        figures,
    )
