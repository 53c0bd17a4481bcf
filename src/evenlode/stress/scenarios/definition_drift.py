"""The definition changes and the figure jumps."""

from __future__ import annotations

from evenlode.stress.bench import Bench
from evenlode.stress.finding import Figure, Found
from evenlode.stress.words import percent

CODE = "S28"
FAMILY = "measurement"
FORMULA = "P(|x after - x before| >= 5 points) from an audit of 20 to the whole caseload, nothing changed"
SOURCE = "the review of 2020: L7 by an audit of 20 notes to September 2018, by the caseload since"

NOTES, STEP, SHARE = 20, 0.05, 0.85


def run(bench: Bench) -> Found:
    """How often such a change of definition looks like a change of service."""
    caseload = max((one.people for one in bench.assumed), default=0)
    if not caseload:
        return Found("Nothing is known of how many people there are.", not_estimable="no people are stated")
    random = bench.random(CODE)
    audit = random.binomial(NOTES, SHARE, bench.years) / NOTES
    whole = random.binomial(caseload, SHARE, bench.years) / caseload
    again = random.binomial(caseload, SHARE, bench.years) / caseload
    jump, steady = (float((abs(first - whole) >= STEP).mean()) for first in (audit, again))
    return Found(
        f"A change from {NOTES} notes to the caseload looks like a step of five points in {percent(jump)} of years, "
        "with nothing changed; history must be measured again on both definitions.",
        (
            Figure(f"audit of {NOTES}, then {caseload:,} people", percent(jump), jump),
            Figure(f"{caseload:,} people both times", percent(steady), steady),
        ),
    )
