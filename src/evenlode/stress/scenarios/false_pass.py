"""A service that is worse than the line passes by luck.

Each indicator's true share stands 2, 5 and 10 percentage points on the worse side of its line.
"""

from __future__ import annotations

from fractions import Fraction

from evenlode.stress.bench import Bench
from evenlode.stress.finding import Found
from evenlode.stress.words import by_indicator, percent, thousands

CODE = "S1"
FAMILY = "chance"
FORMULA = "P(X meets the line) for X binomial with the true share d points worse than the line"
SOURCE = "the contract's own judging of binomial draws"

GAPS = (2, 5, 10)


def run(bench: Bench) -> Found:
    """The chance of passing at each gap, and what the contract then pays in a year."""
    priced = {
        gap: bench.price(bench.draw(f"{CODE} {gap}", bench.true_shares(Fraction(-gap, 100), of="line"))) for gap in GAPS
    }
    shares = bench.true_shares(of="line")
    passed = {name: [float(priced[gap].achieved[name].mean()) for gap in GAPS] for name in shares}
    money = {name: float(priced[GAPS[1]].earned[name].mean()) for name in shares}
    said = {
        name: ", ".join(f"{percent(chance)} at {gap} points" for chance, gap in zip(chances, GAPS, strict=True))
        for name, chances in passed.items()
    }
    totals = [float(priced[gap].total.mean()) for gap in GAPS]
    return Found(
        f"With every indicator {GAPS[1]} points worse than its line the contract would still pay "
        f"{thousands(totals[1])} in a year.",
        by_indicator(bench.shares, {name: chances[1] for name, chances in passed.items()}, said, money),
        (round(min(totals)), round(max(totals))),
    )
