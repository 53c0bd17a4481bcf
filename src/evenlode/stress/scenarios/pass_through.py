"""Somebody bears the luck after it is passed through."""

from __future__ import annotations

from evenlode.stress.bench import Bench
from evenlode.stress.finding import Figure, Found
from evenlode.stress.words import percent, thousands

CODE = "S34"
FAMILY = "money"
FORMULA = "SD of pay x the part passed on; the rest stays with the lead provider"
SOURCE = "the contract's own judging and paying; the parts are examples where no sub-contract states one"

PARTS = (0.0, 0.25, 0.5)


def run(bench: Bench) -> Found:
    """Who bears one SD of luck on the lines, for three parts passed on to the partners."""
    sd = float(bench.price(bench.draw(CODE, bench.true_shares(of="line"))).total.std())
    figures = tuple(
        Figure(
            f"{percent(part)} passed on",
            f"partners bear {thousands(part * sd)}, the lead provider {thousands((1 - part) * sd)}",
            part * sd,
            round(part * sd),
        )
        for part in PARTS
    )
    return Found(
        f"Luck moves pay by {thousands(sd)} a year; passing half on puts {thousands(sd / 2)} on partners with the "
        "smallest reserves.",
        figures,
        (0, round(sd * PARTS[-1])),
    )
