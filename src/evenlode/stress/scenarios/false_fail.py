"""A service that is better than the line fails by luck.

Each indicator's true share stands 2, 5 and 10 percentage points on the better side of its line.
"""

from __future__ import annotations

from fractions import Fraction

from evenlode.stress.bench import Bench
from evenlode.stress.finding import Found
from evenlode.stress.words import by_indicator, percent, thousands

CODE = "S2"
FAMILY = "chance"
FORMULA = "1 - P(X meets the line) for X binomial with the true share d points better than the line"
SOURCE = "the contract's own judging of binomial draws"

GAPS = (2, 5, 10)


def run(bench: Bench) -> Found:
    """The chance of failing at each gap, and the money withheld from a service that earned it."""
    best = bench.at_stake
    priced = {
        gap: bench.price(bench.draw(f"{CODE} {gap}", bench.true_shares(Fraction(gap, 100), of="line"))) for gap in GAPS
    }
    shares = bench.true_shares(of="line")
    failed = {name: [1 - float(priced[gap].achieved[name].mean()) for gap in GAPS] for name in shares}
    money = {name: best[name] - float(priced[GAPS[0]].earned[name].mean()) for name in shares}
    said = {
        name: ", ".join(f"{percent(chance)} at {gap} points" for chance, gap in zip(chances, GAPS, strict=True))
        for name, chances in failed.items()
    }
    lost = [sum(best[name] - float(priced[gap].earned[name].mean()) for name in shares) for gap in GAPS]
    return Found(
        f"With every indicator {GAPS[0]} points better than its line the contract would still withhold "
        f"{thousands(lost[0])} in a year.",
        by_indicator(bench.shares, {name: chances[0] for name, chances in failed.items()}, said, money),
        (round(min(lost)), round(max(lost))),
    )
