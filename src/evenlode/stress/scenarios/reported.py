"""What the provider reports is not what people say."""

from __future__ import annotations

from math import sqrt

from evenlode.stress.bench import Bench
from evenlode.stress.finding import Found
from evenlode.stress.words import by_indicator, percent

CODE = "S26"
FAMILY = "measurement"
FORMULA = "flag where |reported - independent| > 3 sqrt(t(1 - t)(1/n + 1/m)), m = 300 in the independent sample"
SOURCE = "four-hour waits in 2004/05: 96% reported, 77% in a survey. Bevan G, Hood C. BMJ 2006; 332: 419-422"

SAMPLE, TIMES = 300, 3


def run(bench: Bench) -> Found:
    """The smallest difference between the provider's figure and a survey of 300 that is not chance."""
    values, said = {}, {}
    for one in bench.shares:
        if one.line is not None:
            share = float(one.line)
            gap = TIMES * sqrt(share * (1 - share) * (1 / one.people + 1 / SAMPLE))
            values[one.indicator.indicator] = gap
            said[one.indicator.indicator] = f"a difference of {percent(gap, 1)} or more is no chance"
    if not values:
        return Found("No indicator is judged against a line.")
    return Found(
        f"A survey of {SAMPLE} would show differences of {percent(min(values.values()), 1)} to "
        f"{percent(max(values.values()), 1)} between what is reported and what people say; 96 against 77 would show.",
        by_indicator(bench.shares, values, said, {}),
    )
