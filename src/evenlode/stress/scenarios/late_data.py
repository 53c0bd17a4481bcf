"""Records come after the freeze, and the year would have paid otherwise."""

from __future__ import annotations

from evenlode.stress.bench import Bench
from evenlode.stress.finding import Figure, Found
from evenlode.stress.pricing import Drawn
from evenlode.stress.words import percent, thousands

CODE = "S30"
FAMILY = "measurement"
FORMULA = "|pay at the freeze - pay when all has come|, with 2%, 5% and 10% of records late at random"
SOURCE = "the contract's own judging and paying of both"

LATE = (0.02, 0.05, 0.10)


def run(bench: Bench) -> Found:
    """The money that late records move, on the lines."""
    import numpy as np

    lines = bench.true_shares(of="line")
    drawn = bench.draw(CODE, lines)
    final = bench.price(drawn).total
    figures = []
    for part in LATE:
        random = bench.random(f"{CODE} {part}")
        frozen = dict(drawn)
        for name in lines:
            whole = drawn[name]
            late = (whole.denominators * part).astype(np.int64)
            bad = whole.denominators - whole.numerators
            lost = random.hypergeometric(whole.numerators, bad, late)
            frozen[name] = Drawn(whole.numerators - lost, whole.denominators - late)
        moved = np.abs(bench.price(frozen).total - final)
        often = float((moved > 0).mean())
        said = f"pay changes in {percent(often)} of years, by {thousands(float(moved.mean()))} on average"
        figures.append(Figure(f"{percent(part)} of records late", said, often, round(float(moved.mean()))))
    return Found(
        f"If {percent(LATE[1])} of records come after the freeze, {thousands(figures[1].pounds or 0)} a year moves on "
        "average for a service on its lines.",
        tuple(figures),
        (figures[0].pounds or 0, figures[-1].pounds or 0),
    )
