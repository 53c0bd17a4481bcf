"""Each year's target is the best year so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evenlode.stress.bench import Bench
from evenlode.stress.finding import Figure, Found
from evenlode.stress.words import percent

if TYPE_CHECKING:
    import numpy as np

CODE = "S17"
FAMILY = "design"
FORMULA = "P(x in year y meets the greatest x of the years before), no true change"
SOURCE = "seeded simulation; without ties it is 1 over the number of years"

AFTER = 5


def ratcheted(random: np.random.Generator, people: int, share: float, years: int) -> list[float]:
    """The chance of meeting the best so far in each year after the first, where this share stays true."""
    import numpy as np

    counts = random.binomial(people, share, (years, AFTER + 1))
    best = np.maximum.accumulate(counts, axis=1)
    return [float((counts[:, year] >= best[:, year - 1]).mean()) for year in range(1, AFTER + 1)]


def run(bench: Bench) -> Found:
    """The chance of meeting such a target in each year, where the fewest and where the most are counted."""
    shares = [one for one in bench.shares if one.line is not None]
    if not shares:
        return Found("No indicator is judged against a line.")
    figures = []
    by_size = sorted(shares, key=lambda one: one.people)
    for one in dict.fromkeys((by_size[0], by_size[-1])):
        random = bench.random(f"{CODE} {one.indicator.indicator}")
        chances = ratcheted(random, one.people, float(one.line or 0), bench.years)
        said = ", ".join(percent(chance) for chance in chances)
        figures.append(Figure(f"{one.indicator.code}, {one.people:,} counted", f"{said} in years 2 to 6", chances[-1]))
    return Found(
        f"Under a target that is each time the best so far, a service that stays the same passes {figures[-1].said}.",
        tuple(figures),
    )
