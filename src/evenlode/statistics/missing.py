"""Missing data: between which figures the true one lies, whatever the people who were not asked would have said."""

from __future__ import annotations

from dataclasses import dataclass

from evenlode.statistics.estimate import Estimate
from evenlode.statistics.proportions import proportion
from evenlode.statistics.refusal import plain_count, refuse_unless_whole


@dataclass(frozen=True, slots=True)
class MissingBounds:
    """The proportion among those measured, and what it would be had everyone missing failed, or succeeded."""

    measured: Estimate
    worst: Estimate
    best: Estimate
    coverage: Estimate


def missing_data_bounds(numerator: int, denominator: int, missing: int, confidence: float = 0.95) -> MissingBounds:
    """The proportion with `missing` people of unknown result: among those measured, at worst, and at best.

    denominator: the people measured; missing: those who ought to have been. Every figure carries Wilson's limits. No
    model is assumed: nothing but the worst and the best case is certain. Raises Refusal as proportion does.

    Source: Manski CF. Partial identification of probability distributions. Springer 2003, chapter 1.
    """
    missing = plain_count(missing)
    refuse_unless_whole("missing_data_bounds", missing=missing)
    everyone = denominator + missing
    return MissingBounds(
        measured=proportion(numerator, denominator, confidence),
        worst=proportion(numerator, everyone, confidence),
        best=proportion(numerator + missing, everyone, confidence),
        coverage=proportion(denominator, everyone, confidence),
    )
