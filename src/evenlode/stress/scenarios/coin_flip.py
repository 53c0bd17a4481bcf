"""A service exactly on the line passes or fails like a coin, however many are counted."""

from __future__ import annotations

from evenlode.stress.bench import Bench
from evenlode.stress.finding import Found
from evenlode.stress.words import between, by_indicator, percent, thousands

CODE = "S4"
FAMILY = "chance"
FORMULA = "P(X meets the line) for X binomial with the line itself for its true share"
SOURCE = "the contract's own judging of binomial draws"


def run(bench: Bench) -> Found:
    """The chance of passing on the line, and the middle nine tenths of what a year would then pay."""
    import numpy as np

    shares = bench.true_shares(of="line")
    priced = bench.price(bench.draw(CODE, shares))
    chance = {name: float(priced.achieved[name].mean()) for name in shares}
    money = {name: float(priced.earned[name].std()) for name in shares}
    low, high = (float(edge) for edge in np.quantile(priced.total, (0.05, 0.95)))
    return Found(
        f"A service exactly on every line would be paid {thousands(float(priced.total.mean()))} in an average year, "
        f"and {between(low, high)} in nine years of ten, by chance alone.",
        by_indicator(bench.shares, chance, {name: f"passes {percent(one)}" for name, one in chance.items()}, money),
        (round(low), round(high)),
    )
