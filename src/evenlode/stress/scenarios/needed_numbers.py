"""Too few are counted to tell a service on the line from one five points below it."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, sqrt
from statistics import NormalDist

from evenlode.stress.bench import Bench
from evenlode.stress.finding import Found
from evenlode.stress.words import by_indicator

CODE = "S3"
FAMILY = "chance"
FORMULA = "n = ((z_a sqrt(p0 q0) + z_b sqrt(p1 q1)) / (p1 - p0))^2, p1 the line, p0 five points worse"
SOURCE = "Fleiss J, Levin B, Paik M. Statistical methods for rates and proportions. Wiley 2003; one sample"

GAP = Fraction(5, 100)
ERROR = 0.10


def needed(worse: float, line: float, error: float = ERROR) -> int:
    """How many must be counted so that either error happens no more often than this."""
    z = NormalDist().inv_cdf(1 - error)
    spread = z * sqrt(worse * (1 - worse)) + z * sqrt(line * (1 - line))
    return ceil((spread / (line - worse)) ** 2)


def run(bench: Bench) -> Found:
    """The number needed beside the number counted, and the money of the indicators that have too few."""
    best = bench.at_stake
    values, said, money, few = {}, {}, {}, 0
    for one in bench.shares:
        if one.line is None:
            continue
        name = one.indicator.indicator
        number = needed(float(one.better_by(one.line, -GAP)), float(one.line))
        short = one.people < number
        few += short
        values[name] = float(number)
        said[name] = f"{number:,} needed, {one.people:,} counted: {'too few' if short else 'enough'}"
        money[name] = float(best[name]) if short else 0.0
    total = round(sum(money.values()))
    return Found(
        f"{few} of {len(said)} indicators count too few to tell the line from five points below it nine times in ten.",
        by_indicator(bench.shares, values, said, money),
        (total, total),
    )
