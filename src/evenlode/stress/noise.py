"""Noise: how much of the pay follows performance, from pairs of years in which the same share is true."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from evenlode.results import Polarity
from evenlode.stress.bench import Bench

if TYPE_CHECKING:
    from evenlode.stress.pricing import Whole

SPREADS = (0.01, 0.03, 0.05)
"""How far services differ in truth: one SD, as a share of 1. Nobody knows it, so three are shown."""


@dataclass(frozen=True, slots=True)
class Follows:
    """reliability: the share of the variance of pay that lies between services. noise_sd: of pay within one, in pence.

    by_indicator: the reliability of each indicator's own pay; None where it pays everybody the same.
    """

    reliability: float
    noise_sd: float
    by_indicator: dict[str, float | None]


def paid_by_performance(bench: Bench, spread: float) -> Follows:
    """Services whose true shares lie about the lines with this SD, each drawn twice.

    Two years of one service differ by luck alone, so the covariance of the pair is the variance between services.
    """
    import numpy as np

    random = bench.random(f"noise {spread}")
    shares = {}
    for one in bench.shares:
        if one.line is not None:
            sign = 1 if one.indicator.polarity is Polarity.HIGHER_IS_BETTER else -1
            moved = float(one.line) + sign * random.normal(0, spread, bench.years)
            shares[one.indicator.indicator] = np.clip(moved, 0, 1)
    first = bench.price(bench.draw(f"noise {spread} first", shares))
    second = bench.price(bench.draw(f"noise {spread} second", shares))
    own = {name: _share_between(first.earned[name], second.earned[name]) for name in shares}
    whole = _share_between(first.total, second.total)
    gap = (first.total - second.total).astype(np.float64)
    return Follows(whole or 0.0, sqrt(float(np.mean(gap**2)) / 2), own)


def _share_between(first: Whole, second: Whole) -> float | None:
    import numpy as np

    pair = np.cov(np.stack([first, second]).astype(np.float64))
    variance = (pair[0, 0] + pair[1, 1]) / 2
    return None if variance == 0 else float(np.clip(pair[0, 1] / variance, 0, 1))
