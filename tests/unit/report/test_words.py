"""Words: what a person would say, and never a figure that looks as if it met a line it missed."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from evenlode.report import words
from evenlode.results import Grain, Period


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (0, 7, "none of seven outcomes was"),
        (1, 7, "one of seven outcomes was"),
        (2, 7, "two of seven outcomes were"),
        (7, 7, "all seven outcomes were"),
        (2, 2, "both outcomes were"),
        (0, 2, "neither outcome was"),
        (1, 1, "the only outcome was"),
        (0, 1, "the only outcome was not"),
        (11, 12, "11 of 12 outcomes were"),
    ],
)
def test_singular_and_plural_agree(part: int, whole: int, said: str) -> None:
    assert words.some_of(part, whole, "outcome") == said


@pytest.mark.parametrize(
    ("share", "said"),
    [
        ("1/4", "a quarter"),
        ("255/1000", "about a quarter"),
        ("37/100", "37%"),
        ("1/200", "less than 1%"),
        ("995/1000", "100%"),
        ("1", "all"),
    ],
)
def test_a_share_is_said_as_a_person_says_it(share: str, said: str) -> None:
    assert words.part_of(Fraction(share)) == said


def test_rounding_never_lifts_a_figure_over_its_line() -> None:
    assert words.figure(Fraction(5996, 10000), "share", Fraction(3, 5)) == "59.96%"
    assert words.figure(Fraction(599999, 1000000), "share", Fraction(3, 5)) == "59.9999%"
    assert words.figure(Fraction(3, 5), "share", Fraction(3, 5)) == "60.0%"


def test_a_figure_is_written_in_its_own_unit() -> None:
    assert words.figure(Fraction(-12, 1000), "change") == "−1.2 percentage points"
    assert words.figure(Fraction(25, 2), "number") == "12.5"
    assert words.gap_said(Fraction(1, 100), "share") == "1 percentage point"
    assert words.gap_said(Fraction(4, 10000), "share") == "0.04 percentage points"


def test_half_is_rounded_away_from_nothing() -> None:
    assert words.decimals(Fraction(1, 8), 2) == "0.13"
    assert words.decimals(Fraction(-1, 8), 2) == "−0.13"
    assert words.decimals(Fraction(-1, 1000), 2) == "0.00"


def test_units_are_singular_for_one() -> None:
    assert words.in_units(Fraction(1), "points") == "1 point"
    assert words.in_units(Fraction(176, 10), "points") == "17.6 points"
    assert words.in_units(Fraction(50), "% of the pot") == "50% of the pot"


def test_periods_have_short_names() -> None:
    quarter = Period(date(2017, 7, 1), date(2017, 9, 30))
    assert words.period_name(quarter, Grain.QUARTER) == "Jul to Sep 2017"
    assert words.period_name(Period(date(2017, 9, 1), date(2017, 9, 30)), Grain.MONTH) == "Sep 2017"
    assert words.period_name(Period(date(2016, 12, 1), date(2017, 2, 28)), Grain.QUARTER) == "Dec 2016 to Feb 2017"
