"""An audit of twenty notes says little of anything."""

from __future__ import annotations

from evenlode.statistics import proportion
from evenlode.stress.bench import Bench
from evenlode.stress.finding import Figure, Found
from evenlode.stress.words import percent

CODE = "S29"
FAMILY = "measurement"
FORMULA = "Wilson interval of 17 of 20, and how often 20 notes of a service with 85% reach 17"
SOURCE = "the review of 2020 reports an audit of 20 notes until September 2018; Wilson 1927"

NOTES = 20


def run(bench: Bench) -> Found:
    """The interval of an audit on its line, and the chance that it passes whatever is true."""
    found = proportion(17, NOTES)
    random = bench.random(CODE)
    figures = [Figure("17 of 20 found", f"95% interval {percent(found.lower)} to {percent(found.upper)}", found.value)]
    for share in (0.70, 0.85, 0.95):
        passes = float((random.binomial(NOTES, share, bench.years) >= 17).mean())
        figures.append(
            Figure(f"{percent(share)} true of the whole caseload", f"17 or more in {percent(passes)}", passes)
        )
    return Found(
        f"An audit of twenty notes that finds 85% cannot tell {percent(found.lower)} from {percent(found.upper)}.",
        tuple(figures),
    )
