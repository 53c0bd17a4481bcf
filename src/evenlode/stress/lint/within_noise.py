"""A target lies so near to what is true already that chance decides."""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt

from evenlode.stress.bench import Bench
from evenlode.stress.words import percent
from evenlode.terms.contract import Contract

RULE = "DESIGN.WITHIN_NOISE"


def found(contract: Contract, bench: Bench) -> Iterator[tuple[str | None, str, str]]:
    """Within 1.96 standard errors of the share that was measured or stated."""
    for one in bench.shares:
        if one.share is None or one.line is None:
            continue
        share = float(one.share)
        reach = 1.96 * sqrt(share * (1 - share) / one.people)
        if abs(float(one.line) - share) <= reach:
            said = (
                f"{one.indicator.code} asks for {percent(one.line, 1)} and {percent(share, 1)} is true now: the gap is "
                f"within the {percent(reach, 1)} that chance moves a year's figure"
            )
            yield (
                one.indicator.indicator,
                said,
                f"Move the line by {percent(reach, 1)} or more, or pay in a straight line",
            )
