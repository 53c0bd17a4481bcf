"""The forecast: sure where nothing is to come, unsure in between, and the same for the same seed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from evenlode.results import Grain, Outturn, Period, Polarity
from evenlode.settlement.forecasting import forecast
from tests.unit.settlement.test_comparing import YEAR, outturn, terms


def months(shares: list[int]) -> list[Outturn]:
    return [
        replace(outturn(count), grain=Grain.MONTH, period=month)
        for month, count in zip(YEAR.months(), shares, strict=False)
    ]


def test_a_year_that_is_over_is_known() -> None:
    found = forecast(terms(), months([60] * 12), {"a": "sum"}, YEAR.end, draws=50)
    (one,) = found.indicators
    assert (one.numerator, one.denominator) == (720, 1200)
    assert (found.low, found.expected, found.high) == (1000, 1000, 1000)
    assert one.reaches[0].chance == 1
    assert one.reaches[0].needed == 0
    assert (found.months, found.accrual) == (12, 1000)


def test_people_still_needed_are_whole_and_exact() -> None:
    found = forecast(terms(), months([50] * 6), {"a": "sum"}, date(2018, 3, 31), draws=200)
    (reach,) = found.indicators[0].reaches
    assert (reach.needed, reach.of) == (720 - 300, 600)
    assert reach.chance < 0.05
    assert found.accrual * 2 in (found.expected, found.expected + 1)


def test_at_the_line_it_is_open_and_the_same_seed_says_the_same() -> None:
    one, two = (forecast(terms(), months([60] * 3), {"a": "sum"}, date(2017, 12, 31), draws=200) for _ in range(2))
    assert one == two
    assert 0.3 < one.indicators[0].reaches[0].chance < 0.7
    assert one.low == 0
    assert one.high == 1000


def test_a_year_that_is_one_snapshot_needs_a_new_one() -> None:
    found = forecast(terms(), months([70] * 6), {"a": "last"}, date(2018, 3, 31), draws=200)
    (reach,) = found.indicators[0].reaches
    assert (reach.needed, reach.of) == (60, 100)


def test_figures_after_the_day_and_of_other_years_do_not_count() -> None:
    other = Outturn("a", "first", outturn(1).kind, Grain.MONTH, Period(date(2016, 10, 1), date(2016, 10, 31)))
    figures = [*months([50] * 12), replace(other, numerator=1, denominator=100)]
    assert forecast(terms(), figures, {}, date(2017, 12, 31), draws=50).indicators[0].denominator == 300


def test_without_counts_nothing_is_forecast() -> None:
    found = forecast(terms(), [], {}, date(2017, 12, 31), draws=50)
    assert found.indicators[0].why_not
    assert found.expected == 0


@pytest.mark.parametrize(("shares", "needed"), [([30] * 6, 480 - 180), ([90] * 6, 480 - 540)])
def test_where_lower_is_better_it_is_how_many_at_most(shares: list[int], needed: int) -> None:
    given = terms("2/5")
    (outcome,) = given.outcomes
    lower = replace(outcome.indicators[0], polarity=Polarity.LOWER_IS_BETTER)
    found = forecast(
        replace(given, outcomes=(replace(outcome, indicators=(lower,)),)),
        months(shares),
        {"a": "sum"},
        date(2018, 3, 31),
        50,
    )
    assert found.indicators[0].reaches[0].needed == needed
    assert found.indicators[0].reaches[0].line == Fraction(2, 5)
