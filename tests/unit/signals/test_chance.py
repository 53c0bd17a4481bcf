"""What chance alone would do: against scipy's own figures, and how often nothing is taken for something."""

from __future__ import annotations

import random
from datetime import date

import pytest

from evenlode.results import Period
from evenlode.signals.chance import at_least, differ, differ_in_one, more_of_them, together
from evenlode.signals.comparing import Shares, Words, look_at
from evenlode.signals.looking import Look
from evenlode.terms.forms.signals import SharesForm, SignalsForm

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
        fired += min(together(chances)) < SignalsForm().level
    assert fired / years <= 0.02


def test_one_code_at_a_time_is_fishers_test_with_an_allowance_for_all_of_them() -> None:
    """Twice two codes times scipy's fisher_exact([[18, 7], [7, 18]], alternative="greater"), 0.0021."""
    assert differ_in_one([18, 7], [7, 18]) == pytest.approx(4 * more_of_them(18, 25, 7, 25))
    assert differ_in_one([18, 7], [7, 18]) == pytest.approx(4 * 0.0020997059305834635)
    assert differ_in_one([10, 10], [10, 10]) == 1
    assert differ_in_one([20], [20]) is None
    assert differ_in_one([20, 0], [20, 0]) is None
    assert differ_in_one([], []) is None


WORDS = Words("{figure} of them, {expected} of the others", "more of them")


def looked(*counts: int, **lines: int) -> Look:
    return look_at(Shares(*counts), SharesForm(**lines), 0.01, "6", "lead", YEAR, WORDS)


def test_shares_are_not_assessed_where_there_are_too_few_and_no_count_is_told() -> None:
    few = looked(3, 9, 4, 500)
    assert (few.figure, few.expected, few.chance) == (None, None, None)
    assert few.sentence == "Too few to say: it takes 10 on either side, and 5 in all that show it."
    assert looked(2, 30, 2, 30).chance is None
    enough = looked(12, 30, 3, 30)
    assert isinstance(enough, Look)
    assert enough.sentence == "40.0% of them, 10.0% of the others"
    assert enough.large
    assert not looked(500, 10_000, 400, 10_000).large


def test_few_people_are_tested_and_their_shares_are_not_told() -> None:
    found = looked(12, 14, 1, 15)
    assert found.chance is not None
    assert found.chance < 0.0001
    assert (found.figure, found.expected, found.sentence) == (None, None, "more of them")
    assert looked(12, 14, 1, 15, fewest=15).chance is None
    assert looked(12, 14, 1, 15, fewest_told=14).figure == 12 / 14


def test_where_even_the_most_striking_pattern_could_be_chance_it_is_too_few_to_say() -> None:
    found = looked(0, 10, 5, 10)
    assert found.chance is None
    assert found.sentence == "Too few to say: whatever they did, it could be chance."
