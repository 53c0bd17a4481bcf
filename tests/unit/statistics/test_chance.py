"""The exact binomial tail, against sums of whole numbers and known answers."""

from __future__ import annotations

import time
from decimal import Decimal
from fractions import Fraction
from math import comb

import pytest

from evenlode.statistics import Refusal, chance_of_at_least


def by_hand(successes: int, trials: int, chance: Fraction) -> Fraction:
    """Every term of the tail as an exact ratio."""
    terms = (comb(trials, k) * chance**k * (1 - chance) ** (trials - k) for k in range(successes, trials + 1))
    return sum(terms, Fraction(0))


@pytest.mark.parametrize("chance", [Fraction(0), Fraction(1, 10), Fraction(3, 5), Fraction(93, 100), Fraction(1)])
@pytest.mark.parametrize("trials", [0, 1, 7, 40])
def test_every_tail_is_that_of_the_exact_sum(trials: int, chance: Fraction) -> None:
    for successes in range(trials + 2):
        found = chance_of_at_least(successes, trials, chance)
        assert abs(Fraction(found) - by_hand(successes, trials, chance)) <= Fraction(1, 10**30)


def test_a_fair_coin_gives_at_least_half_heads_a_little_more_than_half_the_time() -> None:
    assert chance_of_at_least(5, 10, Fraction(1, 2)) == Decimal(638) / Decimal(1024)
    assert chance_of_at_least(1, 1, Fraction(1, 2)) == Decimal("0.5")


def test_a_service_on_a_line_of_93_per_cent_passes_about_half_the_time() -> None:
    chance = chance_of_at_least(279, 300, Fraction(93, 100))
    assert abs(Fraction(chance) - by_hand(279, 300, Fraction(93, 100))) <= Fraction(1, 10**30)
    assert Decimal("0.5") < chance < Decimal("0.6")


def test_twenty_thousand_people_take_no_time_and_lose_no_digit() -> None:
    started = time.process_time()
    chance = chance_of_at_least(12_000, 20_000, Fraction(3, 5))
    other_side = 1 - Fraction(chance_of_at_least(8_001, 20_000, Fraction(2, 5)))
    assert time.process_time() - started < 2
    assert abs(Fraction(chance) - other_side) <= Fraction(1, 10**29)
    assert chance == Decimal("0.503071010623980486544969437667")  # summed in whole numbers of 5**20000


@pytest.mark.parametrize(
    ("successes", "trials", "chance", "rule"),
    [
        (-1, 5, Fraction(1, 2), "STAT.COUNT"),
        (1, -5, Fraction(1, 2), "STAT.COUNT"),
        (1.0, 5, Fraction(1, 2), "STAT.COUNT"),
        (1, 5, 0.5, "STAT.CHANCE"),
        (1, 5, Fraction(3, 2), "STAT.CHANCE"),
    ],
)
def test_what_is_no_count_or_no_exact_share_is_refused(
    successes: int, trials: int, chance: Fraction, rule: str
) -> None:
    with pytest.raises(Refusal) as refusal:
        chance_of_at_least(successes, trials, chance)
    assert refusal.value.rule == rule
