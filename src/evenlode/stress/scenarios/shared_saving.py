"""A saving that is shared may be luck."""

from __future__ import annotations

from statistics import NormalDist

from evenlode.stress.bench import Bench
from evenlode.stress.finding import Figure, Found
from evenlode.stress.saving import counted, standard_error
from evenlode.stress.words import percent, thousands

CODE = "S19"
FAMILY = "money"
FORMULA = "se = CV / sqrt(n); P(pay) = 1 - Phi(MSR / se); E(pay) = share se phi(0) envelope where MSR is 0"
SOURCE = "CV 2 of a person's yearly cost, half of savings shared: assumptions"

HALF = 0.5
RATES = (0.0, 0.02, 0.04)


def run(bench: Bench) -> Found:
    """The chance of sharing a saving that is not there under three minimum rates, and what it pays."""
    people = counted(bench)
    if not people or bench.envelope is None:
        return Found("The contract states no value for the year.", not_estimable="no envelope or no people are stated")
    error, normal = standard_error(people), NormalDist()
    figures, pays = [], []
    for rate in RATES:
        z = rate / error
        expected = HALF * error * (normal.pdf(z) if rate else normal.pdf(0)) * bench.envelope
        pays.append(expected)
        chance = 1 - normal.cdf(z)
        said = f"shared {percent(chance)} of the time; {thousands(expected)} a year for nothing"
        figures.append(Figure(f"minimum rate {percent(rate)}", said, chance, round(expected)))
    needed = error * normal.inv_cdf(0.9)
    figures.append(Figure("minimum rate for one false share in ten years", percent(needed, 1), needed))
    return Found(
        f"With {people:,} people the cost moves by {percent(error, 1)} through luck alone, so half of savings would "
        f"pay {thousands(pays[0])} a year for nothing.",
        tuple(figures),
        (round(min(pays)), round(max(pays))),
    )
