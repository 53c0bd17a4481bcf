"""Saving: how far the cost of so many people moves by luck, and what a rule for sharing makes of it."""

from __future__ import annotations

from collections.abc import Callable
from math import log, sqrt
from typing import TYPE_CHECKING

from evenlode.stress.bench import Bench

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Shares = npt.NDArray[np.float64]

VARIATION = 2.0
"""The coefficient of variation of a person's yearly cost: two, as is usual for health care of high need."""


def standard_error(people: int, variation: float = VARIATION) -> float:
    """The SD of the mean cost of so many people, as a share of it, where nothing changes."""
    return variation / sqrt(people)


def counted(bench: Bench) -> int:
    """How many people the envelope covers: the most that any indicator counts."""
    return max((one.people for one in bench.assumed), default=0)


def savings(bench: Bench, name: str, error: float) -> Shares:
    """The saving of each year as a share of the envelope, by luck alone."""
    return bench.random(name).normal(0, error, bench.years)


def shared(saving: Shares, rule: Callable[[Shares], Shares]) -> tuple[float, float]:
    """The mean and SD of what the rule pays, as a share of the envelope."""
    paid = rule(saving)
    return float(paid.mean()), float(paid.std())


def truncated_variation(bench: Bench, quantile: float = 0.99) -> float:
    """The coefficient of variation of lognormal costs cut off at a quantile."""
    import numpy as np

    spread = log(1 + VARIATION**2)
    costs = bench.random("truncation").lognormal(-spread / 2, sqrt(spread), 400_000)
    cut = np.minimum(costs, np.quantile(costs, quantile))
    return float(cut.std() / cut.mean())
