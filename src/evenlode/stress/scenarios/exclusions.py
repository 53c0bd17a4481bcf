"""People are excluded from the denominator until the line is met."""

from __future__ import annotations

from math import ceil

from evenlode.results import Polarity
from evenlode.stress.bench import Bench
from evenlode.stress.finding import Found
from evenlode.stress.words import by_indicator, percent, thousands

CODE = "S13"
FAMILY = "gaming"
FORMULA = "E = n - s / t: how many failures must be excluded so that s of n - E meets the line t"
SOURCE = "closed form; exception reporting of the Quality and Outcomes Framework"

SHORT = 0.05


def needed_exclusions(good: float, people: int, line: float) -> int:
    """How many of the failures must be left out so that the good results are the line's share of who remains."""
    return max(ceil(people - good / line), 0)


def run(bench: Bench) -> Found:
    """How many exclusions turn a service five points short of its line into one that meets it."""
    best = bench.at_stake
    values, said, money = {}, {}, {}
    for one in bench.shares:
        if one.line is None or not 0 < one.line < 1:
            continue
        name, higher = one.indicator.indicator, one.indicator.polarity is Polarity.HIGHER_IS_BETTER
        line = float(one.line) if higher else 1 - float(one.line)
        excluded = needed_exclusions((line - SHORT) * one.people, one.people, line)
        values[name] = excluded / one.people
        said[name] = f"{excluded:,} of {one.people:,} ({percent(excluded / one.people)}) excluded would do"
        money[name] = float(best[name])
    if not values:
        return Found("No indicator is judged against a line.")
    return Found(
        f"Excluding between {percent(min(values.values()))} and {percent(max(values.values()))} of people would lift a "
        f"service five points short over each line, for up to {thousands(sum(money.values()))} a year.",
        by_indicator(bench.shares, values, said, money),
        (0, round(sum(money.values()))),
    )
