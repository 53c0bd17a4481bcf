"""The income hoped for in a bid is not the envelope."""

from __future__ import annotations

from evenlode.stress.bench import Bench
from evenlode.stress.finding import Figure, Found
from evenlode.stress.words import percent, thousands

CODE = "S24"
FAMILY = "money"
FORMULA = "gap x envelope; and what of it the whole pot could fill"
SOURCE = "UnitingCare: a contract of £726m against 20% more hoped for. National Audit Office 2016"

GAPS = (0.02, 0.05, 0.10, 0.20)


def run(bench: Bench) -> Found:
    """What a gap would cost in a year, and whether the pot is larger than it."""
    if bench.envelope is None:
        return Found("The contract states no value for the year.", not_estimable="no envelope is stated")
    pot = bench.terms.pot
    figures = tuple(
        Figure(
            f"a bid {percent(gap)} above the envelope",
            f"{thousands(gap * bench.envelope)} a year, {gap * bench.envelope / pot:.1f} times the pot",
            gap * bench.envelope / pot,
            round(gap * bench.envelope),
        )
        for gap in GAPS
        if pot
    )
    return Found(
        f"A bid that hopes for a fifth more than the envelope is {thousands(GAPS[-1] * bench.envelope)} a year short: "
        "reconcile to nothing, or stop.",
        figures,
        (round(GAPS[0] * bench.envelope), round(GAPS[-1] * bench.envelope)),
    )
