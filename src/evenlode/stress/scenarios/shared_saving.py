"""A saving that is shared may be luck."""

from __future__ import annotations

from statistics import NormalDist

from evenlode.stress.bench import Bench
from evenlode.stress.finding import Figure, Found
from evenlode.stress.saving import counted, standard_error
from evenlode.stress.words import percent, thousands

CODE = "S19"
FAMILY = "money"
FORMULA = "se = CV / sqrt(n); P(pay) = 1 - Phi(MSR / se); E(pay) = share se phi(MSR / se) envelope"
SOURCE = "CV 2 of a person's yearly cost, half of savings shared: assumptions"

HALF, FALSE = 0.5, 0.10
RATES = (0.0, 0.02, 0.04)


def shared_by_luck(rate: float, error: float) -> tuple[float, float]:
    """The chance that luck alone passes the minimum rate, and what it then pays, as a share of the envelope.

    A saving beyond the rate is shared from its first pound: E = half x se x phi(rate / se).
    """
    z = rate / error
    return 1 - NormalDist().cdf(z), HALF * error * NormalDist().pdf(z)


def rate_for(false: float, error: float) -> float:
    """The minimum rate that luck passes this often."""
    return error * NormalDist().inv_cdf(1 - false)


def run(bench: Bench) -> Found:
    """The chance of sharing a saving that is not there under three minimum rates, and what it pays."""
    people = counted(bench)
    if not people or bench.envelope is None:
        return Found("The contract states no value for the year.", not_estimable="no envelope or no people are stated")
    error = standard_error(people)
    figures, pays = [], []
    for rate in RATES:
        chance, share = shared_by_luck(rate, error)
        expected = share * bench.envelope
        pays.append(expected)
        said = f"shared {percent(chance)} of the time; {thousands(expected)} a year for nothing"
        figures.append(Figure(f"minimum rate {percent(rate)}", said, chance, round(expected)))
    needed = rate_for(FALSE, error)
    figures.append(Figure("minimum rate for one false share in ten years", percent(needed, 1), needed))
    return Found(
        f"With {people:,} people the cost moves by {percent(error, 1)} through luck alone, so half of savings would "
        f"pay {thousands(pays[0])} a year for nothing.",
        tuple(figures),
        (round(min(pays)), round(max(pays))),
    )
