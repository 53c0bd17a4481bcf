"""One more person decides a whole indicator's money."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from evenlode.stress.bench import Bench
from evenlode.stress.finding import Found
from evenlode.stress.pricing import Drawn
from evenlode.stress.words import by_indicator, thousands

if TYPE_CHECKING:
    from evenlode.stress.pricing import Whole

CODE = "S8"
FAMILY = "design"
FORMULA = "the largest difference in pay that one person more in the numerator makes, where pay jumps most"
SOURCE = "the contract's own judging and paying"

STEPS = 401
"""Into how many counts the way from nobody to everybody is cut; the part where pay jumps most is then cut again."""


def run(bench: Bench) -> Found:
    """The most that one person moves, indicator by indicator."""
    if not bench.shares:
        return Found("No indicator is judged on a share.")
    whole = {one.indicator.indicator: (0, one.people) for one in bench.shares}
    while any(high - low > STEPS for low, high in whole.values()):
        whole = {name: (low, high) for name, (low, high, _) in steepest(bench, whole).items()}
    values = {name: float(most) for name, (_, _, most) in steepest(bench, whole).items()}
    said = {
        one.indicator.indicator: f"{thousands(values[one.indicator.indicator])} for one person more of {one.people:,}"
        for one in bench.shares
    }
    top = max(values.values())
    return Found(
        f"At the steepest point one person more is worth {thousands(top)}.",
        by_indicator(bench.shares, values, said, values),
        (round(min(values.values())), round(top)),
    )


def steepest(bench: Bench, between: Mapping[str, tuple[int, int]]) -> dict[str, tuple[int, int, int]]:
    """Where pay jumps most between two counts of each indicator: from which count to which, and by how many pence."""
    import numpy as np

    people = {one.indicator.indicator: one.people for one in bench.shares}
    counts = {name: np.linspace(low, high, STEPS).astype(np.int64) for name, (low, high) in between.items()}
    earned = bench.price({name: Drawn(own, _all(own, people[name])) for name, own in counts.items()}).earned
    found = {}
    for name, own in counts.items():
        jumps = np.abs(np.diff(earned[name]))
        at = int(jumps.argmax())
        found[name] = int(own[at]), int(own[at + 1]), int(jumps[at])
    return found


def _all(counts: Whole, people: int) -> Whole:
    import numpy as np

    return np.full(len(counts), people, dtype=np.int64)
