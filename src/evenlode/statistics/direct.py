"""Directly standardised rates: what the rate would be in a population of standard ages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import fsum, sqrt

from evenlode.statistics.checks import above_zero, number, numbers, same_length, share, some
from evenlode.statistics.count_limits import byar_limits
from evenlode.statistics.estimate import Estimate, NotAssessable
from evenlode.statistics.refusal import Refusal

FEWEST_EVENTS = 10
"""Below this no rate is given: the weights then rest on one or two events."""

METHOD = "Dobson"
REPEATS = "Dobson, with confidence adjusted for non-independent events"


def directly_standardised_rate(
    events: Sequence[float | None],
    population: Sequence[float],
    standard: Sequence[float],
    per: float = 100_000,
    confidence: float = 0.95,
) -> Estimate | NotAssessable:
    """Events, population and standard population by age band, in the same order, to one rate with Dobson's limits.

    A band whose events are None counts as none, as in PHEindicatormethods, and the method says how many there were.
    Fewer than 10 events: NotAssessable. Raises Refusal where columns differ in length, a population is not above
    zero, or a number is below zero or missing; names the row.

    Source: Dobson AJ et al. Confidence intervals for weighted sums of Poisson parameters. Stat Med 1991; 10: 457-462.
    """
    where = "directly_standardised_rate"
    same_length(where, events=events, population=population, standard=standard)
    counts = numbers(where, "events", [0 if count is None else count for count in events], least=0)
    weights = _weights(where, population, standard)
    variance = fsum(weight * weight * count for weight, count in zip(weights, counts, strict=True))
    empty = sum(count is None for count in events)
    method = f"{METHOD}; {empty} empty counts taken as 0" if empty else METHOD
    return _standardised(where, counts, weights, variance, per, confidence, method)


def repeat_events_rate(
    people_by_event_count: Mapping[int, Sequence[float]],
    population: Sequence[float],
    standard: Sequence[float],
    per: float = 100_000,
    confidence: float = 0.95,
) -> Estimate | NotAssessable:
    """The directly standardised rate where one person can have several events, which makes the interval wider.

    people_by_event_count: for each number of events, how many people of each age band had exactly that many. People
    are independent, events of one person are not, so a person with k events adds k squared to the variance.
    Refusals and NotAssessable as for directly_standardised_rate.

    Source: Stukel TA et al. Confidence limits for rates of repeated events. Stat Med 1994; 13: 1781-1791; as in
    PHEindicatormethods, calculate_dsr with independent_events = FALSE.
    """
    where = "repeat_events_rate"
    some(where, "number of events", list(people_by_event_count))
    weights = _weights(where, population, standard)
    counts = [0.0] * len(weights)
    variance = 0.0
    for times, people in people_by_event_count.items():
        if not isinstance(times, int) or isinstance(times, bool) or times < 1:
            message = f"the number of events {times!r} is not a whole number from 1"
            raise Refusal("STAT.COUNT", where, message, "Give how many events each of these people had")
        same_length(where, people=people, population=population)
        for band, had in enumerate(numbers(where, f"people with {times} events", people, least=0)):
            counts[band] += times * had
            variance += (times * weights[band]) ** 2 * had
    return _standardised(where, counts, weights, variance, per, confidence, REPEATS)


def _weights(where: str, population: Sequence[float], standard: Sequence[float]) -> list[float]:
    """What one event of each band adds to the rate."""
    same_length(where, population=population, standard=standard)
    people = above_zero(where, "population", population)
    ideal = numbers(where, "standard population", standard, least=0)
    whole = fsum(ideal)
    if whole == 0:
        message = "the standard population is zero in every row"
        raise Refusal("STAT.DENOMINATOR", where, message, "Give a standard population, for example that of Europe 2013")
    return [of / whole / have for of, have in zip(ideal, people, strict=True)]


def _standardised(
    where: str,
    counts: list[float],
    weights: list[float],
    variance: float,
    per: float,
    confidence: float,
    method: str,
) -> Estimate | NotAssessable:
    """Dobson: the limits of the total count, stretched to the standard deviation of the weighted sum."""
    scale = number(where, "per", per)
    share(where, "confidence", confidence)
    total = fsum(counts)
    if total < FEWEST_EVENTS:
        return NotAssessable(f"{total:g} events are fewer than {FEWEST_EVENTS}: no rate is given", method)
    value = fsum(weight * count for weight, count in zip(weights, counts, strict=True))
    lower, upper = byar_limits(total, confidence)
    stretch = sqrt(variance / total)
    return Estimate(
        value=value * scale,
        lower=(value + stretch * (lower - total)) * scale,
        upper=(value + stretch * (upper - total)) * scale,
        method=method,
    )
