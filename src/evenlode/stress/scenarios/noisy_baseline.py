"""The target is the baseline year plus something, and the baseline was luck too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evenlode.stress.bench import Bench
from evenlode.stress.finding import Found
from evenlode.stress.words import by_indicator, percent

if TYPE_CHECKING:
    import numpy as np

CODE = "S18"
FAMILY = "design"
FORMULA = "P(two passes) and P(two fails) in two years against t = x0, x0 and both years of one true share"
SOURCE = "seeded simulation"


def after_one_baseline(random: np.random.Generator, people: int, share: float, years: int) -> tuple[float, float]:
    """The chances of passing twice and of failing twice where the first year is the target of the next two."""
    base, first, second = (random.binomial(people, share, years) for _ in range(3))
    both = (first >= base) & (second >= base)
    neither = (first < base) & (second < base)
    return float(both.mean()), float(neither.mean())


def run(bench: Bench) -> Found:
    """How often one lucky or unlucky baseline decides two years, indicator by indicator."""
    values, said = {}, {}
    for one in bench.shares:
        share = one.baseline
        if share is None:
            continue
        random = bench.random(f"{CODE} {one.indicator.indicator}")
        both, neither = after_one_baseline(random, one.people, float(share), bench.years)
        values[one.indicator.indicator] = both + neither
        said[one.indicator.indicator] = f"two passes {percent(both)}, two fails {percent(neither)}"
    if not values:
        return Found("No indicator has a share to start from.")
    mean = sum(values.values()) / len(values)
    return Found(
        f"A target set at one measured year decides both following years alike {percent(mean)} of the time by luck, "
        "where half would be expected of two fair years.",
        by_indicator(bench.shares, values, said, {}),
    )
