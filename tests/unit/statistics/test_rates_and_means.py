"""Rates, means, standardised rates, life expectancy, quantiles and missing data: worked cases and bad input."""

from __future__ import annotations

from collections.abc import Callable
from math import inf, nan
from typing import Any

import pytest

from evenlode import statistics as st

STARTS = st.life.STARTS
PEOPLE = [1000.0] * 20
DEATHS = [10.0] * 19 + [300.0]


def test_one_value_has_a_mean_and_no_limits() -> None:
    found = st.mean([4.5])
    assert found == st.NotAssessable("one value says nothing of how far values spread", "Student t", value=4.5)


def test_a_mean_of_three_by_hand() -> None:
    found = st.mean([1, 2, 3])
    reach = 4.302652729911275 / 3**0.5  # t of 0.975 on 2 degrees of freedom, from a printed table
    assert (found.value, found.lower, found.upper) == pytest.approx((2, 2 - reach, 2 + reach))


def test_no_event_has_the_rule_of_three_for_its_upper_limit() -> None:
    found = st.rate(0, 1000, per=1000, confidence=0.9)
    assert found.lower == 0
    assert found.upper == pytest.approx(2.995732273553991)  # minus the logarithm of 0.05


def test_the_same_ages_as_the_standard_leave_the_crude_rate() -> None:
    found = st.directly_standardised_rate([10, 20], [100, 400], [1, 4], per=100)
    assert found.value == pytest.approx(6)


def test_empty_counts_are_taken_as_none_and_said() -> None:
    found = st.directly_standardised_rate([None, 20], [100, 400], [1, 4], per=100)
    assert found.value == pytest.approx(4)
    assert found.method == "Dobson; 1 empty counts taken as 0"


def test_single_events_are_independent_ones() -> None:
    once = st.repeat_events_rate({1: [10, 20]}, [100, 400], [1, 4])
    plain = st.directly_standardised_rate([10, 20], [100, 400], [1, 4])
    assert (once.value, once.lower, once.upper) == pytest.approx((plain.value, plain.lower, plain.upper))


def test_the_same_events_in_fewer_people_are_less_certain() -> None:
    once = st.repeat_events_rate({1: [10, 20]}, [100, 400], [1, 4])
    twice = st.repeat_events_rate({2: [5, 10]}, [100, 400], [1, 4])
    assert isinstance(once, st.Estimate)
    assert isinstance(twice, st.Estimate)
    assert twice.value == pytest.approx(once.value)
    assert twice.upper - twice.lower > 1.3 * (once.upper - once.lower)


def test_nine_events_give_no_rate() -> None:
    found = st.directly_standardised_rate([4, 5], [100, 400], [1, 4])
    assert isinstance(found, st.NotAssessable)
    assert found.reason == "9 events are fewer than 10: no rate is given"


def test_a_reference_against_itself_is_100() -> None:
    found = st.indirectly_standardised_ratio(30, [100, 400], [10, 20], [100, 400])
    assert found.value == pytest.approx(100)
    rate = st.indirectly_standardised_rate([10, 20], [100, 400], [10, 20], [100, 400], per=100)
    assert rate.value == pytest.approx(6)


def test_missing_people_move_a_proportion_between_its_bounds() -> None:
    found = st.missing_data_bounds(30, 50, 50)
    assert (found.worst.value, found.measured.value, found.best.value) == (0.3, 0.6, 0.8)
    assert found.coverage.value == 0.5


def test_equal_values_share_a_group_and_missing_ones_have_none() -> None:
    assert st.quantile_groups([5, 1, None, 5, 3, 2, 1], groups=3) == [1, 3, None, 1, 2, 2, 3]
    assert st.quantile_groups([1, 2, 3, 4, 5], highest_is_first=False) == [1, 2, 3, 4, 5]


def test_more_deaths_shorten_lives() -> None:
    few = st.life_expectancy(PEOPLE, DEATHS)
    many = st.life_expectancy(PEOPLE, [2 * deaths for deaths in DEATHS])
    assert len(few) == 20
    assert all(one.value > other.value for one, other in zip(few, many, strict=True) if one.value and other.value)


CALLS: list[tuple[Callable[..., Any], tuple[Any, ...], str, str]] = [
    (st.rate, (-1, 10), "STAT.RANGE", "below 0"),
    (st.rate, (1, 0), "STAT.DENOMINATOR", "not above zero"),
    (st.rate, (nan, 10), "STAT.NUMBER", "nan"),
    (st.rate, (1, 10, 1000, 95), "STAT.CONFIDENCE", "95"),
    (st.rate, ("3", 10), "STAT.NUMBER", "'3'"),
    (st.mean, ([],), "STAT.EMPTY", "no value"),
    (st.mean, ([1, 2, None],), "STAT.NUMBER", "row 3"),
    (st.mean, ([1, nan, 2],), "STAT.NUMBER", "row 2"),
    (st.mean, ([inf],), "STAT.NUMBER", "row 1"),
    (st.directly_standardised_rate, ([1, -2], [5, 5], [1, 1]), "STAT.RANGE", "row 2"),
    (st.directly_standardised_rate, ([1, nan], [5, 5], [1, 1]), "STAT.NUMBER", "row 2"),
    (st.directly_standardised_rate, ([1, 2], [5, 0], [1, 1]), "STAT.DENOMINATOR", "row 2"),
    (st.directly_standardised_rate, ([1], [5, 5], [1, 1]), "STAT.ROWS", "events has 1"),
    (st.directly_standardised_rate, ([1], [5], [0]), "STAT.DENOMINATOR", "every row"),
    (st.repeat_events_rate, ({0: [1]}, [5], [1]), "STAT.COUNT", "0"),
    (st.repeat_events_rate, ({}, [5], [1]), "STAT.EMPTY", "number of events"),
    (st.repeat_events_rate, ({1: [1, 2]}, [5], [1]), "STAT.ROWS", "people has 2"),
    (st.indirectly_standardised_ratio, (1, [5], [0], [5]), "STAT.DENOMINATOR", "no event"),
    (st.indirectly_standardised_ratio, (-1, [5], [1], [5]), "STAT.RANGE", "observed"),
    (st.indirectly_standardised_ratio, ([1, 2], [5], [1], [5]), "STAT.ROWS", "observed has 2"),
    (st.indirectly_standardised_rate, (1, [5, 5], [1, 1], [5, 0]), "STAT.DENOMINATOR", "row 2"),
    (st.missing_data_bounds, (1, 2, -1), "STAT.COUNT", "missing"),
    (st.missing_data_bounds, (3, 2, 1), "STAT.NUMERATOR", "above"),
    (st.quantile_groups, ([1, 2], 3), "STAT.TOO_FEW", "2 areas"),
    (st.quantile_groups, ([1, nan, 3], 2), "STAT.NUMBER", "row 2"),
    (st.quantile_groups, ([1, 2, 3], 1), "STAT.GROUPS", "1"),
    (st.life_expectancy, (PEOPLE[:-1], DEATHS[:-1], STARTS[:-1]), "STAT.AGES", "90"),
    (st.life_expectancy, (PEOPLE, [*DEATHS[:4], 1001, *DEATHS[5:]]), "STAT.NUMERATOR", "row 5"),
    (st.life_expectancy, (PEOPLE, [*DEATHS[:-1], 0]), "STAT.TOO_FEW", "row 20"),
    (st.life_expectancy, ([250.0] * 20, [1.0] * 20), "STAT.TOO_FEW", "5000"),
    (st.life_expectancy, ([0.0, *PEOPLE[1:]], DEATHS), "STAT.DENOMINATOR", "row 1"),
]


@pytest.mark.parametrize(("ask", "given", "rule", "says"), CALLS)
def test_bad_input_is_refused_and_the_row_is_named(
    ask: Callable[..., Any], given: tuple[Any, ...], rule: str, says: str
) -> None:
    with pytest.raises(st.Refusal) as refusal:
        ask(*given)
    assert refusal.value.rule == rule
    assert says in refusal.value.message
    assert refusal.value.fix
