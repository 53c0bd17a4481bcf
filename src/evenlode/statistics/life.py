"""Life expectancy from an abridged life table: Chiang's second method with Silcocks' variance of the last band."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from math import inf, sqrt
from statistics import NormalDist

from evenlode.statistics.checks import above_zero, numbers, same_length, share
from evenlode.statistics.estimate import Estimate, NotAssessable
from evenlode.statistics.refusal import Refusal

STARTS = (0, 1, *range(5, 95, 5))
FEWEST_PERSON_YEARS = 5_000
WIDEST_95 = 20
"""Years: where the 95% interval is wider the value is not shown."""

METHOD = "Chiang II with Silcocks"


def life_expectancy(
    population: Sequence[float], deaths: Sequence[float], starts: Sequence[int] = STARTS, confidence: float = 0.95
) -> list[Estimate | NotAssessable]:
    """Years still to live at each start age: 0, 1, 5, 10 and so on to 90 and over.

    population: person-years of each band; deaths in them. Raises Refusal where the bands are not these twenty, a
    population is not above zero, there are more deaths than person-years in a band, none in the last, or fewer than
    5,000 person-years in all. An age is NotAssessable where its 95% interval is wider than 20 years (its limits are
    kept), or where everybody dies before the last band, so that the interval there collapses to nothing.

    Sources: Chiang CL. The life table and its applications. Krieger 1984; Silcocks PBS et al. J Epidemiol Community
    Health 2001; 55: 38-43; Toson B, Baker A. National Statistics Methodological Series 33, 2003; Eayres D, Williams
    ES. J Epidemiol Community Health 2004; 58: 243-249.
    """
    share("life_expectancy", "confidence", confidence)
    years, dead = _checked(population, deaths, starts)
    expected, errors = _table(years, dead)
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    return [_said(value, error, z) for value, error in zip(expected, errors, strict=True)]


def _said(value: float | None, error: float, z: float) -> Estimate | NotAssessable:
    if value is None or error == 0:
        reason = "the table ends here: in a later band every person is expected to die, so no interval is left"
        return NotAssessable(reason, METHOD)
    lower, upper = value - z * error, value + z * error
    if 2 * NormalDist().inv_cdf(0.975) * error > WIDEST_95:
        reason = f"the 95% interval is wider than {WIDEST_95} years"
        return NotAssessable(reason, METHOD, lower=lower, upper=upper)
    return Estimate(value=value, lower=lower, upper=upper, method=METHOD)


def _checked(
    population: Sequence[float], deaths: Sequence[float], starts: Sequence[int]
) -> tuple[list[float], list[float]]:
    where = "life_expectancy"
    same_length(where, population=population, deaths=deaths, starts=starts)
    if tuple(starts) != STARTS:
        message = f"the bands do not start at {', '.join(map(str, STARTS))}, in this order"
        raise Refusal("STAT.AGES", where, message, "Give all twenty age bands from 0 to 90 and over")
    years = above_zero(where, "population", population)
    dead = numbers(where, "deaths", deaths, least=0)
    for row, (lived, died) in enumerate(zip(years, dead, strict=True), 1):
        if died > lived:
            message = f"row {row}: there are more deaths ({died:g}) than person-years ({lived:g})"
            raise Refusal("STAT.NUMERATOR", where, message, "Count deaths among those of the population")
    if sum(years) <= FEWEST_PERSON_YEARS:
        message = f"{sum(years):g} person-years in all are not more than {FEWEST_PERSON_YEARS}"
        raise Refusal("STAT.TOO_FEW", where, message, "Take several years or areas together")
    if dead[-1] == 0:
        message = f"row {len(dead)}: nobody died in the last band, so the table has no end"
        raise Refusal("STAT.TOO_FEW", where, message, "Take several years or areas together")
    return years, dead


def _table(years: list[float], dead: list[float]) -> tuple[list[float | None], list[float]]:
    """The years expected at each start age (None where nobody is left) and their standard errors."""
    bands = len(years) - 1
    mortality = [died / lived for died, lived in zip(dead, years, strict=True)]
    widths = [after - start for start, after in pairwise(STARTS)]
    parts = [0.1] + [0.5] * (bands - 1)
    dying = [min(1.0, m * n / (1 + m * n * (1 - a))) for m, n, a in zip(mortality[:bands], widths, parts, strict=True)]
    alive = list(accumulate(dying, lambda left, q: left * (1 - q), initial=1.0))
    lived = [
        n * (alive[i + 1] + a * (alive[i] - alive[i + 1])) for i, (n, a) in enumerate(zip(widths, parts, strict=True))
    ]
    lived.append(alive[bands] / mortality[bands])
    to_live = list(accumulate(reversed(lived)))[::-1]
    expected = [ahead / left if left > 0 else None for ahead, left in zip(to_live, alive, strict=True)]

    spread = []
    for i in range(bands):
        of_survival = dying[i] ** 2 * (1 - dying[i]) / dead[i] if dead[i] else 0.0
        spread.append(of_survival * (alive[i] * ((1 - parts[i]) * widths[i] + (expected[i + 1] or 0.0))) ** 2)
    spread.append(alive[bands] ** 2 / (dead[bands] * mortality[bands] ** 2))
    ahead = list(accumulate(reversed(spread)))[::-1]
    errors = [sqrt(s) / left if left > 0 else inf for s, left in zip(ahead, alive, strict=True)]
    return expected, errors
