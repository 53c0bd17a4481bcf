"""How many would seem to improve with no effect at all: measurement error, and regression to the mean."""

from __future__ import annotations

from math import inf, sqrt
from statistics import NormalDist

from evenlode.statistics.checks import number, share
from evenlode.statistics.refusal import Refusal

STEPS = 4_000
"""Slices of the entry scores; the answer is then right to some seven decimal places."""
SPAN = 8
"""Standard deviations either side of the mean that entry scores are looked at."""


def no_effect_change(
    entry_mean: float,
    entry_sd: float,
    reliability: float,
    threshold: float,
    higher_is_better: bool = True,
    entered_between: tuple[float, float] | None = None,
    step: float = 0,
) -> float:
    """The share, from 0 to 1, of people whose second score is better by the threshold or more although nobody changed.

    entry_mean, entry_sd: of the first score in everybody who could have entered. reliability: the correlation of two
    scores of a person who stays the same. threshold: the least change that counts as improvement. entered_between: only
    people whose first score was from one to the other are counted (infinite: no limit); they come back towards the
    mean. step: the distance between two scores of a scale of whole points, so that `any fall` is a fall of one step: a
    change of the threshold or more then begins half a step before it.

    Scores are taken for normal with one variance. Without entered_between the entry mean makes no difference. Raises
    Refusal where the SD is not above zero, the reliability is no share, a number is missing, or nobody would enter.

    Source: Davis CE. The effect of regression to the mean. Am J Epidemiol 1976; 104: 493-498.
    """
    where = "no_effect_change"
    mean, sd = number(where, "entry mean", entry_mean), number(where, "entry SD", entry_sd)
    if sd <= 0:
        raise Refusal("STAT.RANGE", where, f"the entry SD {sd:g} is not above zero", "Give the SD of entry scores")
    alike = share(where, "reliability", reliability)
    least = (number(where, "threshold", threshold) - number(where, "step", step, least=0) / 2) / sd
    if entered_between is None:
        return 1 - NormalDist().cdf(least / sqrt(2 * (1 - alike)))
    low, high = entered_between
    start, end = ((edge - mean) / sd if abs(edge) < inf else edge for edge in (low, high))
    start, end = max(start, -SPAN), min(end, SPAN)
    if not start < end:
        message = f"nobody enters with a score from {low:g} to {high:g}"
        raise Refusal("STAT.RANGE", where, message, "Give the lower limit first, in the units of the entry mean")
    return _in_slices(start, end, alike, least, 1 if higher_is_better else -1)


def _in_slices(start: float, end: float, alike: float, least: float, towards: int) -> float:
    """The mean over entry scores, by the midpoint rule: given the first, the second is normal about r times it."""
    normal = NormalDist()
    left = sqrt(1 - alike * alike)
    width = (end - start) / STEPS
    weights = improved = 0.0
    for place in range(STEPS):
        entry = start + (place + 0.5) * width
        weight = normal.pdf(entry)
        weights += weight
        improved += weight * (1 - normal.cdf((least + towards * entry * (1 - alike)) / left))
    return improved / weights
