"""The best of several instruments, windows or definitions is reported."""

from __future__ import annotations

from fractions import Fraction

from evenlode.stress.bench import Bench
from evenlode.stress.finding import Found
from evenlode.stress.words import by_indicator, percent, thousands

CODE = "S14"
FAMILY = "gaming"
FORMULA = "P(the best of k independent results meets the line), true share two points worse than it, k = 1, 3, 6"
SOURCE = "1 - (1 - P)^k, P from the contract's own judging"

TRIES = (1, 3, 6)


def best_of(chance: float, tries: int) -> float:
    """The chance that the best of so many independent tries passes."""
    return 1 - (1 - chance) ** tries


def run(bench: Bench) -> Found:
    """The chance that the best of k results passes, and what choosing among three is worth."""
    shares = bench.true_shares(Fraction(-2, 100), of="line")
    priced = bench.price(bench.draw(CODE, shares))
    best = bench.at_stake
    once = {name: float(priced.achieved[name].mean()) for name in shares}
    chances = {name: [best_of(chance, tries) for tries in TRIES] for name, chance in once.items()}
    said = {
        name: ", ".join(f"{percent(chance)} with {tries}" for chance, tries in zip(found, TRIES, strict=True))
        for name, found in chances.items()
    }
    money = {name: best[name] * (found[1] - found[0]) for name, found in chances.items()}
    total = sum(money.values())
    return Found(
        f"The best of three would be worth {thousands(total)} a year to a service two points short everywhere.",
        by_indicator(bench.shares, {name: found[1] for name, found in chances.items()}, said, money),
        (0, round(total)),
    )
