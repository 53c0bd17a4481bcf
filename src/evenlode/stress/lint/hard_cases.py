"""The contract pays more when people with poor chances are not taken on or leave."""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt
from statistics import NormalDist

from evenlode.results import Polarity
from evenlode.stress.bench import Bench
from evenlode.stress.gaming import without_the_worst
from evenlode.stress.words import percent
from evenlode.terms.contract import Contract

RULE = "DESIGN.HARD_CASES"

DROPPED, JUMP = 0.05, 0.25


def found(contract: Contract, bench: Bench) -> Iterator[tuple[str | None, str, str]]:
    """Dropping the twentieth with the poorest chances lifts the chance to pass, on the line, by a quarter or more."""
    told = []
    for one in bench.shares:
        if one.line is None or not 0 < one.line < 1:
            continue
        higher = one.indicator.polarity is Polarity.HIGHER_IS_BETTER
        line = float(one.line) if higher else 1 - float(one.line)
        left = without_the_worst(line, DROPPED)
        chance = NormalDist().cdf((left - line) / sqrt(line * (1 - line) / one.people))
        if chance - 0.5 >= JUMP:
            told.append((one.indicator.code, chance))
    if told:
        codes = ", ".join(code for code, _ in told)
        said = (
            f"For {codes} leaving out the twentieth with the poorest chances would lift the chance to pass on the line "
            f"from 50% to {percent(min(chance for _, chance in told))} or more (chances assumed beta)"
        )
        mend = (
            "Count people discharged in the last six months too, watch who is taken on by group, or adjust for case mix"
        )
        yield "outcomes", said, mend
