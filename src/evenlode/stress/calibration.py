"""Calibration: from real figures, how far each indicator's true share moves between periods, and which move together.

Periods are months, quarters or contract years, whichever the figures hold most of; rolling ones overlap and are left
out. Fewer than LEAST of them say too little: *not estimable*.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

from evenlode.results import EVERYONE, Grain, Kind, Outturn, Period
from evenlode.terms.terms import Terms

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Numbers = npt.NDArray[np.float64]

LEAST = 8
"""The fewest periods from which anything is estimated; an interval from so few is wide, and shows it."""
GRAINS = {Grain.MONTH: 12, Grain.QUARTER: 4, Grain.CONTRACT_YEAR: 1}
"""The periods that do not overlap, and how many of them make a contract year."""
SAMPLES = 1_000
METHOD = (
    "Beta-binomial by moments (Kleinman JC. J Am Stat Assoc 1973; 68: 46-54); correlation of the periods' figures "
    f"(Pearson); 95% intervals from {SAMPLES:,} seeded resamples of whole periods; at least {LEAST} periods"
)


@dataclass(frozen=True, slots=True)
class Estimate:
    """One figure and its 95% interval."""

    value: float
    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class Calibrated:
    """What an indicator's periods say. Every estimate is None where there are too few of them: not estimable.

    rate: the share of everybody counted. between: the SD of the true share from period to period. alike: how alike
    two people of one period are (intra-class correlation), 0 where periods differ by chance alone. dispersion: how
    many times the variance of chance the figures have.
    """

    indicator: str
    code: str
    grain: Grain
    periods: int
    rate: Estimate | None
    between: Estimate | None
    alike: Estimate | None
    dispersion: Estimate | None


@dataclass(frozen=True, slots=True)
class Together:
    """How two indicators' figures move together over the periods that both have; None where those are too few."""

    first: str
    second: str
    periods: int
    correlation: Estimate | None


@dataclass(frozen=True, slots=True)
class Calibration:
    """All indicators of which there are figures, in the order of the contract, and every pair of them."""

    indicators: tuple[Calibrated, ...]
    pairs: tuple[Together, ...]

    @property
    def is_estimable(self) -> bool:
        """True where at least one indicator has enough periods."""
        return any(one.rate is not None for one in self.indicators)


NO_FIGURES = Calibration((), ())


def calibrated(outturns: Sequence[Outturn], terms: Terms, seed: int) -> Calibration:
    """What these figures of everybody together say of the indicators in force. The same seed, the same intervals."""
    import numpy as np

    indicators: list[Calibrated] = []
    figures: dict[str, tuple[Grain, dict[Period, tuple[int, int]]]] = {}
    for one in terms.indicators():
        if one.kind is not Kind.PROPORTION:
            continue
        grain, counts = _series(outturns, one.indicator)
        if counts:
            random = np.random.default_rng([seed, len(indicators)])
            indicators.append(_of_one(one.indicator, one.code, grain, counts, random))
            figures[one.indicator] = grain, counts
    pairs = [
        _of_two(first, second, figures, np.random.default_rng([seed, 1_000 + number]))
        for number, (first, second) in enumerate(combinations(figures, 2))
    ]
    return Calibration(tuple(indicators), tuple(pairs))


def moments(numerators: Numbers, denominators: Numbers) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """Rate, SD between periods, intra-class correlation and over-dispersion; periods along the last axis.

    Kleinman's moments: S = sum n (x/n - p)^2 has the mean p q ((k - 1) + alike (N - sum n^2 / N - (k - 1))). A
    correlation below zero says no more than that chance explains all, and is given as 0.
    """
    import numpy as np

    periods, total = numerators.shape[-1], denominators.sum(axis=-1)
    rate = numerators.sum(axis=-1) / total
    spread = (denominators * (numerators / denominators - rate[..., None]) ** 2).sum(axis=-1)
    chance = rate * (1 - rate)
    dispersion = np.divide(spread, chance * (periods - 1), out=np.ones_like(rate), where=chance > 0)
    room = total - (denominators**2).sum(axis=-1) / total - (periods - 1)
    excess = (dispersion - 1) * (periods - 1)
    alike = np.clip(np.divide(excess, room, out=np.zeros_like(rate), where=room > 0), 0, 1)
    return rate, np.sqrt(alike * chance), alike, dispersion


def _series(outturns: Sequence[Outturn], indicator: str) -> tuple[Grain, dict[Period, tuple[int, int]]]:
    """The counts of everybody by period, in the grain that has most periods."""
    own = [
        one
        for one in outturns
        if one.indicator == indicator
        and one.grain in GRAINS
        and one.provider == one.segment == one.stratum == EVERYONE
        and one.kind is Kind.PROPORTION
        and one.numerator is not None
        and one.denominator
    ]
    if not own:
        return Grain.CONTRACT_YEAR, {}
    most = Counter(one.grain for one in own).most_common(1)[0][0]
    return most, {one.period: (one.numerator or 0, one.denominator or 0) for one in own if one.grain is most}


def _of_one(
    indicator: str, code: str, grain: Grain, counts: Mapping[Period, tuple[int, int]], random: np.random.Generator
) -> Calibrated:
    import numpy as np

    periods = len(counts)
    if periods < LEAST:
        return Calibrated(indicator, code, grain, periods, None, None, None, None)
    table = np.array([counts[period] for period in sorted(counts)], dtype=np.float64)
    again = table[random.integers(0, periods, (SAMPLES, periods))]
    found = moments(table[:, 0], table[:, 1])
    samples = moments(again[..., 0], again[..., 1])
    estimates = [_with_interval(float(value), sample) for value, sample in zip(found, samples, strict=True)]
    return Calibrated(indicator, code, grain, periods, *estimates)


def _of_two(first: str, second: str, figures: Mapping[str, Any], random: np.random.Generator) -> Together:
    import numpy as np

    (grain, one), (other_grain, two) = figures[first], figures[second]
    both = sorted(set(one) & set(two)) if grain is other_grain else []
    if len(both) < LEAST:
        return Together(first, second, len(both), None)
    shares = np.array([[counts[period][0] / counts[period][1] for counts in (one, two)] for period in both])
    found = float(_correlation(shares[:, 0], shares[:, 1]))
    if np.isnan(found):
        return Together(first, second, len(both), None)
    again = shares[random.integers(0, len(both), (SAMPLES, len(both)))]
    samples = _correlation(again[..., 0], again[..., 1])
    return Together(first, second, len(both), _with_interval(found, samples[~np.isnan(samples)]))


def _correlation(first: Numbers, second: Numbers) -> Numbers:
    """Pearson's correlation along the last axis; not a number where either never moves."""
    import numpy as np

    one, two = (values - values.mean(axis=-1, keepdims=True) for values in (first, second))
    size = np.sqrt((one**2).sum(axis=-1) * (two**2).sum(axis=-1))
    found = np.divide((one * two).sum(axis=-1), size, out=np.full_like(size, np.nan), where=size > 1e-15)
    return np.asarray(found, dtype=np.float64)


def _with_interval(value: float, samples: Numbers) -> Estimate:
    import numpy as np

    lower, upper = np.quantile(samples, (0.025, 0.975))
    return Estimate(value, min(float(lower), value), max(float(upper), value))


def of_a_year(one: Calibrated, *, lasting: bool) -> float:
    """How alike two people of one contract year are.

    lasting: what moves a period moves the whole year. Otherwise each period moves by itself, and a year of k of them
    has a k-th of the variance.
    """
    if one.alike is None:
        return 0.0
    return one.alike.value if lasting else one.alike.value / GRAINS[one.grain]
