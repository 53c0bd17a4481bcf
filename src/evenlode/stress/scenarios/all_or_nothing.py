"""The bonus for all outcomes is all or nothing, and chance works against it."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

from evenlode.stress.bench import Bench
from evenlode.stress.finding import Figure, Found
from evenlode.stress.pricing import BONUS
from evenlode.stress.words import percent, thousands

CODE = "S7"
FAMILY = "chance"
FORMULA = "product of the outcomes' chances, where they do not move together"
SOURCE = "elementary; 7 outcomes at 0.9 each give 0.48"

CHANCES = (0.8, 0.9, 0.95)


def all_of(chances: Sequence[float]) -> float:
    """The chance that everything with these chances happens, where nothing moves together."""
    return prod(chances)


def run(bench: Bench) -> Found:
    """How often the bonus is paid at the lines, and how often it could be at all."""
    outcomes = len(bench.terms.outcomes)
    figures = [
        Figure(f"{outcomes} outcomes at {percent(chance)} each", percent(every), every)
        for chance in CHANCES
        for every in [all_of([chance] * outcomes)]
    ]
    if not bench.terms.bonus_points:
        return Found("The contract has no bonus for all outcomes.", tuple(figures))
    most = bench.at_stake.get(BONUS, 0)
    if not most:
        return Found("Nobody can earn the bonus in this year: an outcome cannot be achieved.", tuple(figures), (0, 0))
    paid = bench.price(bench.draw(CODE, bench.true_shares(of="line"))).earned[BONUS]
    often, mean = float((paid > 0).mean()), float(paid.mean())
    figures.insert(0, Figure("every indicator exactly on its line", f"paid in {percent(often)} of years", often))
    return Found(
        f"A service exactly on every line would earn the bonus of {thousands(most)} in {percent(often)} of years.",
        tuple(figures),
        (round(mean), most),
    )
