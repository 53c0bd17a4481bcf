"""Together: counts of years whose true shares move by more than chance, and move together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from evenlode.money import Pence
from evenlode.stress.bench import Bench
from evenlode.stress.calibration import Calibration, of_a_year
from evenlode.stress.pricing import Drawn

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Numbers = npt.NDArray[np.float64]

WHERE = (Fraction(-5, 100), Fraction(-2, 100), Fraction(0))
"""Where the service stands against its lines: five points short, two points short, on them."""


@dataclass(frozen=True, slots=True)
class Beside:
    """Pay where the service stands so, drawn in one way: its mean, one SD and its middle nine tenths, in pence."""

    assumption: str
    drawn: str
    mean: Pence
    luck: Pence
    low: Pence
    high: Pence


def drawn_together(
    bench: Bench,
    name: str,
    shares: Mapping[str, Fraction],
    correlations: Numbers,
    alike: Mapping[str, float] | None = None,
) -> dict[str, Drawn]:
    """Counts whose quantiles follow a Gaussian copula.

    correlations: of the figures of `bench.shares`, in their order and in the direction of the figures. alike: by
    indicator, how alike two people of a year are; its counts are then beta-binomial instead of binomial.
    """
    import numpy as np
    from scipy.special import ndtr

    drawn = bench.draw(name, shares)
    normal = bench.random(f"{name} together").normal(size=(bench.years, len(bench.shares))) @ _root(correlations).T
    for place, one in enumerate(bench.shares):
        slug = one.indicator.indicator
        if slug in shares:
            chances = cumulative(one.people, float(shares[slug]), (alike or {}).get(slug, 0.0))
            counts = np.searchsorted(chances, ndtr(normal[:, place])).clip(0, one.people).astype(np.int64)
            drawn[slug] = Drawn(counts, drawn[slug].denominators)
    return drawn


def cumulative(people: int, share: float, alike: float = 0.0) -> Numbers:
    """P(X <= x) for x from 0 to everybody: binomial, or beta-binomial where people of one year are alike."""
    import numpy as np
    from scipy.special import bdtr, betaln, gammaln

    counts = np.arange(people + 1, dtype=np.float64)
    if alike <= 0 or not 0 < share < 1:
        return np.asarray(bdtr(counts, people, share), dtype=np.float64)
    size = (1 - alike) / alike
    a, b = share * size, (1 - share) * size
    ways = gammaln(people + 1) - gammaln(counts + 1) - gammaln(people - counts + 1)
    return np.asarray(np.cumsum(np.exp(ways + betaln(counts + a, people - counts + b) - betaln(a, b))))


def beside(bench: Bench, calibration: Calibration) -> tuple[Beside, ...]:
    """Pay under independent draws beside draws as the figures were, with what moves a period passing or lasting."""
    if not calibration.is_estimable:
        return ()
    correlations = _matrix(bench, calibration)
    found = []
    for gap in WHERE:
        shares = bench.true_shares(gap, of="line")
        stands = f"{int(abs(gap) * 100)} points short of every line" if gap else "on every line"
        found.append(_told(bench, stands, "people independent", bench.draw(f"beside {gap}", shares)))
        for lasting, said in ((False, "as the figures moved, passing"), (True, "as the figures moved, lasting")):
            alike = {one.indicator: of_a_year(one, lasting=lasting) for one in calibration.indicators}
            drawn = drawn_together(bench, f"beside {gap} {said}", shares, correlations, alike)
            found.append(_told(bench, stands, said, drawn))
    return tuple(found)


def _told(bench: Bench, stands: str, said: str, drawn: Mapping[str, Drawn]) -> Beside:
    import numpy as np

    total = bench.price(drawn).total
    low, high = (round(float(edge)) for edge in np.quantile(total, (0.05, 0.95)))
    return Beside(stands, said, round(float(total.mean())), round(float(total.std())), low, high)


def _matrix(bench: Bench, calibration: Calibration) -> Numbers:
    """The correlations of the bench's indicators; nothing where a pair's is not estimable."""
    import numpy as np

    place = {one.indicator.indicator: number for number, one in enumerate(bench.shares)}
    found = np.eye(len(place))
    for pair in calibration.pairs:
        if pair.correlation is not None and pair.first in place and pair.second in place:
            first, second = place[pair.first], place[pair.second]
            found[first, second] = found[second, first] = pair.correlation.value
    return found


def _root(correlations: Numbers) -> Numbers:
    """A root of the correlations. Pairs estimated one by one may not fit together: what is below zero is left out."""
    import numpy as np

    values, vectors = np.linalg.eigh(correlations)
    root = vectors * np.sqrt(np.clip(values, 0, None))
    return np.asarray(root / np.sqrt((root**2).sum(axis=1, keepdims=True)))
