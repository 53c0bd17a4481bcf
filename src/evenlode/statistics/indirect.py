"""Indirect standardisation: events that happened against those expected at a reference population's rates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import fsum

from evenlode.statistics.checks import above_zero, number, numbers, same_length, share
from evenlode.statistics.count_limits import count_limits
from evenlode.statistics.estimate import Estimate
from evenlode.statistics.refusal import Refusal


def expected_events(
    population: Sequence[float], reference_events: Sequence[float], reference_population: Sequence[float]
) -> float:
    """The events that this population would have if each of its bands had the reference population's rate.

    Raises Refusal where columns differ in length, a population is below zero, a reference population is not above
    zero, or a number is missing; names the row.
    """
    where = "expected_events"
    same_length(
        where, population=population, reference_events=reference_events, reference_population=reference_population
    )
    people = numbers(where, "population", population, least=0)
    happened = numbers(where, "reference events", reference_events, least=0)
    among = above_zero(where, "reference population", reference_population)
    return fsum(here * events / base for here, events, base in zip(people, happened, among, strict=True))


def indirectly_standardised_ratio(
    observed: float | Sequence[float],
    population: Sequence[float],
    reference_events: Sequence[float],
    reference_population: Sequence[float],
    per: float = 100,
    confidence: float = 0.95,
) -> Estimate:
    """Observed over expected events, times `per`: 100 means as many as expected.

    observed: the events in all, or by band. The interval is that of the observed count, exact below 10 and Byar from
    10; the expected events are taken as known. Two ratios have different weights: compare each with 100, not with one
    another. Raises Refusal as expected_events, and where no event is expected.

    Source: Breslow NE, Day NE. Statistical methods in cancer research, volume II. IARC 1987.
    """
    where = "indirectly_standardised_ratio"
    if isinstance(observed, Iterable):
        by_band = list(observed)
        same_length(where, observed=by_band, population=population)
        events = fsum(numbers(where, "observed", by_band, least=0))
    else:
        events = number(where, "observed", observed, least=0)
    expected = expected_events(population, reference_events, reference_population)
    if expected == 0:
        message = "no event is expected at the reference rates"
        raise Refusal("STAT.DENOMINATOR", where, message, "Choose a reference period in which events happened")
    lower, upper, method = count_limits(events, share(where, "confidence", confidence))
    scale = number(where, "per", per) / expected
    return Estimate(value=events * scale, lower=lower * scale, upper=upper * scale, method=method)


def indirectly_standardised_rate(
    observed: float | Sequence[float],
    population: Sequence[float],
    reference_events: Sequence[float],
    reference_population: Sequence[float],
    per: float = 100_000,
    confidence: float = 0.95,
) -> Estimate:
    """The indirectly standardised ratio times the reference population's crude rate. Raises as the ratio does."""
    where = "indirectly_standardised_rate"
    happened = numbers(where, "reference events", reference_events, least=0)
    reference = fsum(happened) / fsum(above_zero(where, "reference population", reference_population))
    return indirectly_standardised_ratio(
        observed, population, reference_events, reference_population, per * reference, confidence
    )
