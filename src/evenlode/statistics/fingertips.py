"""Funnel limits and findings as Fingertips shows them: each area against the average, chance alone."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from math import sqrt
from statistics import NormalDist

from evenlode.statistics.checks import above_zero, choice, number, numbers, same_length
from evenlode.statistics.count_limits import count_limits
from evenlode.statistics.funnels import Limits
from evenlode.statistics.refusal import Refusal

KINDS = ("proportion", "rate", "ratio")
Z95, Z998 = NormalDist().inv_cdf(0.975), NormalDist().inv_cdf(0.999)


class Significance(StrEnum):
    """Where an area is against the funnel, with the chance of being so far out on that side."""

    LOW_001 = "Low (0.001)"
    LOW_025 = "Low (0.025)"
    NONE = "Not significant"
    HIGH_025 = "High (0.025)"
    HIGH_001 = "High (0.001)"


def funnel_limits(denominators: Sequence[float], average: float, per: float = 1) -> tuple[Limits, ...]:
    """The limits of a proportion at each denominator, for drawing the curve: the average and its normal distance.

    A proportion is beyond them where the average is outside its Wilson interval. Cut to 0 and 1, times `per`. Raises
    Refusal for an average that is no share or a denominator not above zero.

    Source: Fingertips technical guidance; PHEindicatormethods, calculate_funnel_limits.
    """
    where = "funnel_limits"
    if not 0 <= number(where, "average", average) <= 1:
        raise Refusal("STAT.RANGE", where, f"the average {average} is not from 0 to 1", "Give a share, such as 0.6")
    number(where, "per", per)
    found = []
    for among in above_zero(where, "denominator", denominators):
        step = sqrt(average * (1 - average) / among)
        edges = (average + z * step for z in (-Z95, Z95, -Z998, Z998))
        found.append(Limits(*(per * min(max(edge, 0.0), 1.0) for edge in edges)))
    return tuple(found)


def funnel_significance(
    numerators: Sequence[float], denominators: Sequence[float], kind: str = "proportion"
) -> tuple[Significance, ...]:
    """Each area against the average of all (a ratio: against 1), without over-dispersion.

    kind: proportion; rate, of events to exposure; ratio, of observed to expected events. A proportion is compared by
    funnel_limits, a rate or ratio by the interval of its count of events: exact below 10, Byar from 10. Raises Refusal
    as funnel does, and names the row.

    Source: Fingertips technical guidance; PHEindicatormethods, assign_funnel_significance.
    """
    where = "funnel_significance"
    choice(where, "kind", kind, KINDS)
    same_length(where, numerators=numerators, denominators=denominators)
    have = numbers(where, "numerator", numerators, least=0)
    among = above_zero(where, "denominator", denominators)
    average = 1.0 if kind == "ratio" else sum(have) / sum(among)
    if kind == "proportion":
        for row, (top, bottom) in enumerate(zip(have, among, strict=True), 1):
            if top > bottom:
                message = f"row {row}: the numerator {top:g} is above the denominator {bottom:g}"
                raise Refusal("STAT.NUMERATOR", where, message, "Count the numerator among those of the denominator")
        limits = funnel_limits(among, average)
        return tuple(_beyond(top / bottom, of) for top, bottom, of in zip(have, among, limits, strict=True))
    return tuple(_against(top, bottom * average) for top, bottom in zip(have, among, strict=True))


def _beyond(value: float, limits: Limits) -> Significance:
    if value < limits.lower998:
        return Significance.LOW_001
    if value < limits.lower95:
        return Significance.LOW_025
    if value > limits.upper998:
        return Significance.HIGH_001
    return Significance.HIGH_025 if value > limits.upper95 else Significance.NONE


def _against(events: float, expected: float) -> Significance:
    """By the interval of the events: high where even its lower limit is above what is expected."""
    lower95, upper95, _ = count_limits(events, 0.95)
    lower998, upper998, _ = count_limits(events, 0.998)
    return _beyond(-expected, Limits(-upper95, -lower95, -upper998, -lower998))
