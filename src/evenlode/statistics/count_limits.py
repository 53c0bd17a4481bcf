"""The limits of a count of events: exact below 10, Byar's approximation from 10."""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist

EXACT_BELOW = 10
"""Events from which Byar's approximation is close enough; the threshold of PHEindicatormethods."""


def count_limits(events: float, confidence: float) -> tuple[float, float, str]:
    """The lower and upper limit of a Poisson count, and the name of the method: Exact or Byars.

    Sources: Ulm K. A simple method to calculate the confidence interval of a standardized mortality ratio. Am J
    Epidemiol 1990; 131: 373-375 (exact); Breslow NE, Day NE. Statistical methods in cancer research, volume II.
    IARC 1987: 69 (Byar).
    """
    if events < EXACT_BELOW:
        return *exact_limits(events, confidence), "Exact"
    return *byar_limits(events, confidence), "Byars"


def exact_limits(events: float, confidence: float) -> tuple[float, float]:
    """Half a chi-square quantile with 2x and with 2x + 2 degrees of freedom."""
    from scipy.special import gammaincinv

    tail = (1 - confidence) / 2
    lower = float(gammaincinv(events, tail)) if events > 0 else 0.0
    return lower, float(gammaincinv(events + 1, 1 - tail))


def byar_limits(events: float, confidence: float) -> tuple[float, float]:
    """Byar's cube-root approximation to the exact limits; the events are above zero."""
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    lower = events * (1 - 1 / (9 * events) - z / (3 * sqrt(events))) ** 3
    above = events + 1
    return lower, above * (1 - 1 / (9 * above) + z / (3 * sqrt(above))) ** 3
