"""Money that follows performance, and money that follows luck."""

from __future__ import annotations

from evenlode.stress.bench import Bench
from evenlode.stress.finding import Figure, Found
from evenlode.stress.noise import SPREADS, paid_by_performance
from evenlode.stress.words import percent, thousands

CODE = "S6"
FAMILY = "chance"
FORMULA = "Var(expected pay between services) / Var(pay), true shares normal about the line with SD 1, 3 and 5 points"
SOURCE = "Adams JL. The reliability of provider profiling. RAND 2009: the share of variance that is between services"


def run(bench: Bench) -> Found:
    """The share of the difference in pay that follows true differences, for three spreads of services."""
    found = [(spread, paid_by_performance(bench, spread)) for spread in SPREADS]
    figures = tuple(
        Figure(
            f"services that differ by {percent(spread)} points (one SD)",
            f"{percent(one.reliability)} follows performance; luck alone moves pay by {thousands(one.noise_sd)}",
            one.reliability,
            round(one.noise_sd),
        )
        for spread, one in found
    )
    low, high = min(one.reliability for _, one in found), max(one.reliability for _, one in found)
    return Found(
        f"Between {percent(low)} and {percent(high)} of the differences in pay would follow true differences; "
        "the rest would be luck.",
        figures,
        (round(min(one.noise_sd for _, one in found)), round(max(one.noise_sd for _, one in found))),
    )
