"""People who got better fill in the second form, and others do not."""

from __future__ import annotations

from evenlode.stress.bench import Bench
from evenlode.stress.finding import Found
from evenlode.stress.gaming import gamed
from evenlode.stress.words import percent

CODE = "S15"
FAMILY = "measurement"
FORMULA = "x = p c / (p c + (1 - p) d): completion c among those who improve and d among the others"
SOURCE = "completion of 50% and 35% assumed; paired scores are had of 20% to 50% of people"

IMPROVED, OTHERS = 0.50, 0.35


def among_completed(share: float, improved: float, others: float) -> float:
    """The share that is seen where so many of those who improve, and of the others, complete the second form."""
    return share * improved / (share * improved + (1 - share) * others)


def run(bench: Bench) -> Found:
    """Indicators of change alone: the share among those who completed, in place of that among everybody."""
    shares = {}
    for one in bench.shares:
        if one.scores is not None and one.line is not None:
            shares[one.indicator.indicator] = among_completed(float(one.line), IMPROVED, OTHERS)
    if not shares:
        return Found("No indicator is judged on a change of scores whose spread is known.")
    how = f"Forms from {percent(IMPROVED)} of those who improve and {percent(OTHERS)} of the others"
    return gamed(bench, CODE, shares, how)
