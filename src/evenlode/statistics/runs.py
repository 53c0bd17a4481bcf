"""Anhøj's run rules: a run too long, or crossings too few, to be chance."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from math import comb, log2

from evenlode.statistics.chart import RunRules

TAIL = 0.05


def run_rules(sides: Sequence[int | None]) -> RunRules:
    """The run rules for the side of each point: 1 above the centre line, -1 below, 0 on it, None missing.

    A point on the line is not counted and breaks nothing; a missing one ends a run. The longest run allowed is
    log2(n) + 3, rounded; the fewest crossings are the 5th percentile of the binomial with n - 1 chances of one half.

    Source: Anhøj J, Olesen AV. Run charts revisited. PLoS ONE 2014; 9(11): e113825.
    """
    useful = [side for side in sides if side]
    if not useful:
        return RunRules(0, None, None, None, None, signal=False)
    longest = length = 0
    before = None
    for side in sides:
        if side == 0:
            continue
        if side is not None:
            length = length + 1 if side == before else 1
            longest = max(longest, length)
        before = side
    crossings = sum(side != after for side, after in pairwise(useful))
    most, fewest = round(log2(len(useful))) + 3, fewest_crossings(len(useful))
    return RunRules(len(useful), longest, most, crossings, fewest, signal=longest > most or crossings < fewest)


@cache
def fewest_crossings(useful: int) -> int:
    """The least count whose binomial share, of n - 1 trials at one half, is 5% or more."""
    trials = useful - 1
    below, count = comb(trials, 0), 0
    while below < TAIL * 2**trials:
        count += 1
        below += comb(trials, count)
    return count
