"""A saving is real only when a ward closes."""

from __future__ import annotations

from evenlode.stress.bench import Bench
from evenlode.stress.finding import Figure, Found
from evenlode.stress.words import percent

CODE = "S23"
FAMILY = "money"
FORMULA = "realised saving = whole wards in the planned saving, over the planned saving"
SOURCE = (
    "savings of 4% a year as in the business case; wards of equal size; the review reports a ward that did not close"
)

YEARLY, WARDS, YEARS = 0.04, (5, 10, 20), 5


def run(bench: Bench) -> Found:
    """The share of the planned saving that is realised by year, for services of 5, 10 and 20 wards."""
    figures = []
    for wards in WARDS:
        shares = [int(YEARLY * year * wards + 1e-9) / wards / (YEARLY * year) for year in range(1, YEARS + 1)]
        said = ", ".join(percent(share) for share in shares)
        figures.append(Figure(f"{wards} wards", f"{said} in years 1 to {YEARS}", shares[-1]))
    return Found(
        f"With {WARDS[0]} wards, planned savings of {percent(YEARLY)} a year come as {figures[0].said}.", tuple(figures)
    )
