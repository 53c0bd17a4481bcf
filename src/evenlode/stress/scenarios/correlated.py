"""Indicators move together, so that good and bad years pile up."""

from __future__ import annotations

from evenlode.results import Polarity
from evenlode.stress.bench import Bench
from evenlode.stress.finding import Figure, Found
from evenlode.stress.pricing import Drawn
from evenlode.stress.together import drawn_together
from evenlode.stress.words import thousands

CODE = "S27"
FAMILY = "chance"
FORMULA = "Gaussian copula with correlation rho between indicators; effective number m / (1 + (m - 1) rho)"
SOURCE = "seeded simulation; Cheverud JM. Heredity 2001; 87: 52-58 for the effective number"

CORRELATIONS = (0.0, 0.3, 0.6)


def run(bench: Bench) -> Found:
    """The spread of a year's pay on the lines as indicators move more together."""
    figures = []
    for rho in CORRELATIONS:
        total = bench.price(_drawn(bench, rho)).total
        count = len([one for one in bench.shares if one.line is not None])
        effective = effective_number(count, rho)
        sd = float(total.std())
        said = f"pay varies by {thousands(sd)}; {count} indicators tell as much as {effective:.1f}"
        figures.append(Figure(f"correlation {rho:g}", said, sd, round(sd)))
    return Found(
        f"If results move together with a correlation of {CORRELATIONS[-1]:g}, luck moves pay by "
        f"{thousands(figures[-1].value or 0)} a year instead of {thousands(figures[0].value or 0)}.",
        tuple(figures),
        (figures[0].pounds or 0, figures[-1].pounds or 0),
    )


def effective_number(count: int, rho: float) -> float:
    """How many independent indicators tell as much as so many with one correlation between them."""
    return count / (1 + (count - 1) * rho)


def _drawn(bench: Bench, rho: float) -> dict[str, Drawn]:
    """Counts of services on their lines that get better and worse together."""
    import numpy as np

    better = np.array([1 if one.indicator.polarity is Polarity.HIGHER_IS_BETTER else -1 for one in bench.shares])
    correlations = rho * np.outer(better, better) + (1 - rho) * np.eye(len(better))
    return drawn_together(bench, f"{CODE} {rho}", bench.true_shares(of="line"), correlations)
