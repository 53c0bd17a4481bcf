"""One more person decides a whole indicator's money."""

from __future__ import annotations

from evenlode.stress.bench import Bench
from evenlode.stress.finding import Found
from evenlode.stress.pricing import Drawn
from evenlode.stress.words import by_indicator, thousands

CODE = "S8"
FAMILY = "design"
FORMULA = "the largest difference in pay that one person more in the numerator makes, over all counts"
SOURCE = "the contract's own judging and paying"


def run(bench: Bench) -> Found:
    """The most that one person moves, indicator by indicator, the others standing on the safe side of their lines."""
    import numpy as np

    values, said = {}, {}
    for one in bench.shares:
        name = one.indicator.indicator
        steps = np.linspace(0, one.people, min(one.people + 1, 4_001)).astype(np.int64)
        full = np.full(len(steps), one.people, dtype=np.int64)
        earned = bench.price({name: Drawn(steps, full)}).earned[name]
        jump = int(np.abs(np.diff(earned)).argmax())
        between = np.arange(steps[jump], steps[jump + 1] + 1)
        near = bench.price({name: Drawn(between, np.full(len(between), one.people, dtype=np.int64))}).earned[name]
        most = int(np.abs(np.diff(near)).max()) if len(near) > 1 else 0
        values[name], said[name] = float(most), f"{thousands(most)} for one person more of {one.people:,}"
    if not values:
        return Found("No indicator is judged on a share.")
    top = max(values.values())
    return Found(
        f"At the steepest point one person more is worth {thousands(top)}.",
        by_indicator(bench.shares, values, said, values),
        (round(min(values.values())), round(top)),
    )
