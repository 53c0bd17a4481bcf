"""A proportion with its interval: the Wilson score."""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist

from evenlode.statistics.estimate import Estimate
from evenlode.statistics.refusal import Refusal, plain_count, refuse_unless_whole


def proportion(numerator: int, denominator: int, confidence: float = 0.95) -> Estimate:
    """The share numerator / denominator, from 0 to 1, with Wilson score limits.

    confidence is a share, for example 0.95. Raises Refusal where a count is not a whole number of zero or more,
    the denominator is zero, the numerator is above the denominator, or the confidence is not between 0 and 1.

    Source: Wilson EB. Probable inference, the law of succession, and statistical inference. JASA 1927; 22: 209-212.
    """
    where = "proportion"
    numerator, denominator = plain_count(numerator), plain_count(denominator)
    refuse_unless_whole(where, numerator=numerator, denominator=denominator)
    if denominator == 0:
        raise Refusal("STAT.DENOMINATOR", where, "the denominator is zero", "Leave out a group with nobody in it")
    if numerator > denominator:
        message = f"the numerator {numerator} is above the denominator {denominator}"
        raise Refusal("STAT.NUMERATOR", where, message, "Count the numerator among those of the denominator")
    if not 0 < confidence < 1:
        message = f"the confidence {confidence} is not between 0 and 1"
        raise Refusal("STAT.CONFIDENCE", where, message, "Give a share, for example 0.95")

    z = NormalDist().inv_cdf((1 + confidence) / 2)
    missed = denominator - numerator
    middle = 2 * numerator + z * z
    spread = z * sqrt(z * z + 4 * numerator * missed / denominator)
    whole = 2 * (denominator + z * z)
    return Estimate(
        value=numerator / denominator,
        lower=(middle - spread) / whole if numerator else 0.0,
        upper=(middle + spread) / whole if missed else 1.0,
        method="Wilson",
    )
