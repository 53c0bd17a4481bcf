"""Demand and prices grow while a sub-contract stays flat."""

from __future__ import annotations

from evenlode.stress.bench import Bench
from evenlode.stress.finding import Figure, Found
from evenlode.stress.words import percent

CODE = "S22"
FAMILY = "money"
FORMULA = "cost = ((1 + demand growth)(1 + inflation))^year against an income of 1"
SOURCE = (
    "inflation 2.1% as in the business case; demand growth 0%, 2% and 4% assumed; the review reports flat sub-contracts"
)

INFLATION, GROWTH, YEARS, SURPLUS = 0.021, (0.0, 0.02, 0.04), 5, 0.02


def run(bench: Bench) -> Found:
    """The deficit of a partner on flat cash after five years, and the year in which a surplus of 2% is gone."""
    figures, gaps = [], []
    for growth in GROWTH:
        factor = (1 + growth) * (1 + INFLATION)
        gap = 1 - 1 / factor**YEARS
        gone = next(year for year in range(1, 100) if factor**year > 1 + SURPLUS)
        gaps.append(gap)
        said = f"{percent(gap)} of its work unpaid after {YEARS} years; a surplus of 2% is gone in year {gone}"
        figures.append(Figure(f"demand grows by {percent(growth)} a year", said, gap))
    return Found(
        f"A sub-contract that stays flat for {YEARS} years leaves {percent(min(gaps))} to {percent(max(gaps))} of the "
        "work unpaid.",
        tuple(figures),
    )
