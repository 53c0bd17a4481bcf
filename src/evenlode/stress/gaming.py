"""Gaming: what a share becomes when people are left out, parked or lost, and what the contract then pays for it."""

from __future__ import annotations

from collections.abc import Mapping

from evenlode.stress.bench import Bench
from evenlode.stress.finding import Found
from evenlode.stress.words import by_indicator, percent, thousands

CONCENTRATION = 4
"""How far people differ in their chances: a beta distribution with the true share for mean and so much weight."""


def without_the_worst(share: float, dropped: float) -> float:
    """The share that is left when the part of the people with the poorest chances is left out.

    Chances follow a beta distribution about the share. Worked out from its own tail: the mean of what lies above a
    quantile of a beta(a, b) is a / (a + b) times the tail of a beta(a + 1, b) over that of a beta(a, b).
    """
    from scipy.special import betainc, betaincinv

    a, b = share * CONCENTRATION, (1 - share) * CONCENTRATION
    if not 0 < share < 1:
        return share
    cut = betaincinv(a, b, dropped)
    return float(share * (1 - betainc(a + 1, b, cut)) / (1 - dropped))


def gamed(bench: Bench, code: str, shares: Mapping[str, float], how: str) -> Found:
    """The pay for the shares after gaming beside that for the shares as they are, both on the line to begin with."""
    lines = bench.true_shares(of="line")
    before = bench.price(bench.draw(code, lines))
    after = bench.price(bench.draw(f"{code} after", {**lines, **shares}))
    chances = {name: (float(before.achieved[name].mean()), float(after.achieved[name].mean())) for name in shares}
    money = {name: float(after.earned[name].mean() - before.earned[name].mean()) for name in shares}
    said = {
        name: f"{percent(lines[name], 1)} becomes {percent(shares[name], 1)}, passes {percent(was)} then {percent(now)}"
        for name, (was, now) in chances.items()
    }
    gain = float(after.total.mean() - before.total.mean())
    return Found(
        f"{how} would be worth {thousands(gain)} a year to a service on every line, with nobody better off.",
        by_indicator(bench.shares, {name: shares[name] for name in shares}, said, money),
        (0, max(round(gain), 0)),
    )
