"""Indicators move together, so that good and bad years pile up."""

from __future__ import annotations

from evenlode.results import Polarity
from evenlode.stress.bench import Bench
from evenlode.stress.finding import Figure, Found
from evenlode.stress.pricing import Drawn
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
        effective = count / (1 + (count - 1) * rho)
        sd = float(total.std())
        said = f"pay varies by {thousands(sd)}; {count} indicators tell as much as {effective:.1f}"
        figures.append(Figure(f"correlation {rho:g}", said, sd, round(sd)))
    return Found(
        f"If results move together with a correlation of {CORRELATIONS[-1]:g}, luck moves pay by "
        f"{thousands(figures[-1].value or 0)} a year instead of {thousands(figures[0].value or 0)}.",
        tuple(figures),
        (figures[0].pounds or 0, figures[-1].pounds or 0),
    )


def _drawn(bench: Bench, rho: float) -> dict[str, Drawn]:
    """Counts whose quantiles follow one shared and one own normal number each."""
    import numpy as np
    from scipy.special import ndtr
    from scipy.stats import binom

    shares = bench.true_shares(of="line")
    drawn = bench.draw(f"{CODE} {rho}", shares)
    random = bench.random(f"{CODE} {rho} together")
    shared = random.normal(size=bench.years)
    for one in bench.shares:
        name = one.indicator.indicator
        if name in shares:
            own = np.sqrt(rho) * shared + np.sqrt(1 - rho) * random.normal(size=bench.years)
            sign = 1 if one.indicator.polarity is Polarity.HIGHER_IS_BETTER else -1
            counts = binom.ppf(ndtr(sign * own), one.people, float(shares[name])).astype(np.int64)
            drawn[name] = Drawn(counts, drawn[name].denominators)
    return drawn
