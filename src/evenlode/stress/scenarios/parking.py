"""The people with the poorest chances stay on the books and get no service."""

from __future__ import annotations

from evenlode.results import Polarity
from evenlode.stress.bench import Bench
from evenlode.stress.finding import Found
from evenlode.stress.gaming import gamed, without_the_worst

CODE = "S12"
FAMILY = "gaming"
FORMULA = "the poorest tenth drop to half their chance; what they would have used lifts the others by a twentieth"
SOURCE = "chances assumed beta with concentration 4; the shift of effort is an assumption"

PARKED, KEPT, LIFT = 0.10, 0.5, 0.05


def run(bench: Bench) -> Found:
    """The share of everybody when a tenth is parked, and the gap that it opens between the two groups."""
    shares = {}
    for one in bench.shares:
        if one.line is not None:
            higher = one.indicator.polarity is Polarity.HIGHER_IS_BETTER
            line = float(one.line) if higher else 1 - float(one.line)
            others = without_the_worst(line, PARKED)
            poorest = (line - (1 - PARKED) * others) / PARKED
            moved = PARKED * poorest * KEPT + (1 - PARKED) * min(others * (1 + LIFT), 1)
            shares[one.indicator.indicator] = moved if higher else 1 - moved
    return gamed(bench, CODE, shares, "Parking the tenth with the poorest chances")
