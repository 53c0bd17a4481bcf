"""What chance alone would do: against scipy's own figures, and how often nothing is taken for something."""

from __future__ import annotations

import random
from datetime import date

import pytest

from evenlode.results import Period
from evenlode.signals.chance import at_least, differ, more_of_them, together
from evenlode.signals.comparing import Least, Shares, look_at
from evenlode.signals.looking import LEVEL, Look

YEAR = Period(date(2017, 10, 1), date(2018, 9, 30))


def test_more_of_them_is_fishers_exact_test() -> None:
    """Figures of scipy 1.16, fisher_exact(..., alternative="greater")."""
    assert more_of_them(8, 30, 2, 40) == pytest.approx(0.013026351351078385, rel=1e-9)
    assert more_of_them(25, 60, 30, 90) == pytest.approx(0.1934510351235603, rel=1e-9)
    assert more_of_them(0, 30, 5, 40) == pytest.approx(1)
    assert more_of_them(1, 1, 0, 1) == pytest.approx(0.5)


def test_at_least_is_the_upper_tail_of_a_binomial() -> None:
    """A figure of scipy, binom.sf(19, 40, 1 / 3)."""
    assert at_least(20, 40, 1 / 3) == pytest.approx(0.021440733529787072, rel=1e-9)
    assert at_least(0, 40, 1 / 3) == 1


def test_codes_differ_by_pearsons_chi_square_with_rare_ones_together() -> None:
    """A figure of scipy, chi2_contingency(..., correction=False)."""
    assert differ([60, 30, 10], [40, 45, 15]) == pytest.approx(0.018315638888734182, rel=1e-9)
    assert differ([60, 30, 4, 3, 3], [40, 45, 5, 6, 4]) == pytest.approx(0.018315638888734182, rel=1e-9)
    assert differ([50], [60]) is None
    assert differ([50, 1], [60, 0]) is None
    assert differ([], []) is None


def test_the_allowance_for_many_looks_is_holms() -> None:
    assert together([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert together([]) == []
    assert together([0.9, 0.8]) == [1.0, 1.0]


def test_a_year_in_which_nothing_is_wrong_seldom_has_a_signal() -> None:
    """Twenty looks a year at shares that are the same: the level bounds how often any of them fires."""
    luck = random.Random(1509)  # noqa: S311 - simulated counts, no secret
    years, fired = 300, 0
    for _ in range(years):
        chances = []
        for _ in range(20):
            counts = [sum(luck.random() < 0.2 for _ in range(of)) for of in (40, 150)]
            chances.append(more_of_them(counts[0], 40, counts[1], 150))
        fired += min(together(chances)) < LEVEL
    assert fired / years <= 0.02


def test_shares_are_not_assessed_where_there_are_too_few_and_no_count_is_told() -> None:
    few = look_at(Shares(3, 29, 4, 500), Least(), "6", "lead", YEAR, "never said")
    assert (few.figure, few.expected, few.chance) == (None, None, None)
    assert few.sentence == "Too few to tell: it takes 30 on either side, and 5 that are in it."
    assert look_at(Shares(2, 30, 2, 30), Least(), "6", "lead", YEAR, "x").chance is None
    enough = look_at(Shares(12, 30, 3, 30), Least(), "6", "lead", YEAR, "{figure} of them, {expected} of the others")
    assert isinstance(enough, Look)
    assert enough.sentence == "40.0% of them, 10.0% of the others"
    assert enough.large
    assert not look_at(Shares(500, 10_000, 400, 10_000), Least(), "6", "lead", YEAR, "x").large
