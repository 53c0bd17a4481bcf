"""What drives the result lies outside the provider."""

from __future__ import annotations

from evenlode.results import Polarity
from evenlode.stress.bench import Bench
from evenlode.stress.finding import Figure, Found
from evenlode.stress.words import thousands

CODE = "S32"
FAMILY = "money"
FORMULA = "SD of pay where one shock outside the service moves every true share by 0, 2 and 4 points (one SD)"
SOURCE = "the contract's own judging and paying; the size of the shock is an assumption"

SHOCKS = (0.0, 0.02, 0.04)


def run(bench: Bench) -> Found:
    """The pay that hangs on jobs, housing and the like, for a service on its lines."""
    import numpy as np

    figures = []
    for shock in SHOCKS:
        common = bench.random(f"{CODE} {shock}").normal(0, shock, bench.years)
        shares = {}
        for one in bench.shares:
            if one.line is not None:
                sign = 1 if one.indicator.polarity is Polarity.HIGHER_IS_BETTER else -1
                shares[one.indicator.indicator] = np.clip(float(one.line) + sign * common, 0, 1)
        sd = float(bench.price(bench.draw(f"{CODE} {shock} drawn", shares)).total.std())
        figures.append(
            Figure(f"a common shock of {shock * 100:g} points", f"pay varies by {thousands(sd)}", sd, round(sd))
        )
    return Found(
        f"A shock of two points outside the service moves pay by {thousands(figures[1].value or 0)}: risk that is "
        "priced into a bid, or passed on.",
        tuple(figures),
        (figures[0].pounds or 0, figures[-1].pounds or 0),
    )
