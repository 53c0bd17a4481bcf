"""Pay swings from year to year although nothing changes, and how much depends on the shape of the line."""

from __future__ import annotations

from evenlode.stress.bench import Bench
from evenlode.stress.finding import Figure, Found
from evenlode.stress.redesign import as_levels, as_linear
from evenlode.stress.words import between, thousands

CODE = "S5"
FAMILY = "design"
FORMULA = "SD, mean and middle nine tenths of pay on the line: as agreed, as three levels, and in a straight line"
SOURCE = "the contract's own judging and paying of the same draws under three designs"


def run(bench: Bench) -> Found:
    """The same invented years paid as agreed and under two other shapes with the same lines in their middle."""
    import numpy as np

    drawn = bench.draw(CODE, bench.true_shares(of="line"))
    designs = {
        "as agreed": bench,
        "three levels around each line": bench.under(as_levels(bench.terms)),
        "a straight line around each line": bench.under(as_linear(bench.terms)),
    }
    figures = []
    for name, design in designs.items():
        total = design.price(drawn).total
        low, high = (float(edge) for edge in np.quantile(total, (0.05, 0.95)))
        said = f"{thousands(float(total.std()))} SD about {thousands(float(total.mean()))}; {between(low, high)}"
        figures.append(Figure(name, said, float(total.std()), round(float(total.std()))))
    agreed, straight = figures[0], figures[2]
    return Found(
        f"{agreed.said.split(' SD')[0]} of pay a year is one SD of luck as agreed, and "
        f"{straight.said.split(' SD')[0]} in a straight line.",
        tuple(figures),
        (straight.pounds or 0, agreed.pounds or 0),
    )
