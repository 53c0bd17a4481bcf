"""The incentive is too small to matter or too large to bear."""

from __future__ import annotations

from fractions import Fraction

from evenlode.stress.bench import Bench
from evenlode.stress.finding import Figure, Found
from evenlode.stress.words import percent, thousands

CODE = "S33"
FAMILY = "design"
FORMULA = "(E(pay, one point better) - E(pay, one point worse)) / 2 on the lines, and pot over envelope"
SOURCE = "national advice of 2016: 2% to 4% of value at risk; the contract's own judging and paying"

POINT = Fraction(1, 100)


def run(bench: Bench) -> Found:
    """What one point of improvement everywhere pays on average, and how much of the value is at risk."""
    better, worse = (
        float(bench.price(bench.draw(CODE, bench.true_shares(gap, of="line"))).total.mean()) for gap in (POINT, -POINT)
    )
    a_point = (better - worse) / 2
    figures = [Figure("one point better everywhere", f"pays {thousands(a_point)} more", a_point, round(a_point))]
    people = sum(one.people for one in bench.shares if one.line is not None) / 100
    if people:
        each = a_point / people
        figures.append(Figure("for each person more", f"{thousands(each)} on average", each, round(each)))
    if bench.envelope:
        risk = bench.terms.pot / bench.envelope
        figures.append(Figure("at risk of the year's value", f"{percent(risk, 1)}; advice is 2% to 4%", risk))
    return Found(
        f"One point of improvement everywhere pays {thousands(a_point)}. If that is less than it costs, nobody will do "
        "it; if it is far more, it will be reported whether or not it is there.",
        tuple(figures),
        (round(a_point), round(a_point)),
    )
