"""A crude rate with its interval: events over the time or the people they could happen in."""

from __future__ import annotations

from evenlode.statistics.checks import above_zero, number, share
from evenlode.statistics.count_limits import count_limits
from evenlode.statistics.estimate import Estimate


def rate(events: float, exposure: float, per: float = 100_000, confidence: float = 0.95) -> Estimate:
    """Events for every so many of the exposure (person-years, bed days), exact below 10 events and Byar from 10.

    Raises Refusal where the events are below zero, the exposure is not above zero, either is missing, or the
    confidence is not between 0 and 1.
    """
    where = "rate"
    found = number(where, "events", events, least=0)
    scale = number(where, "per", per) / above_zero(where, "exposure", [exposure])[0]
    lower, upper, method = count_limits(found, share(where, "confidence", confidence))
    return Estimate(value=found * scale, lower=lower * scale, upper=upper * scale, method=method)
