"""Ladders compared with ladders, under every reading of "improved"."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenlode.instruments import ladder_change
from evenlode.problems import Refusal

PLACES = st.lists(st.integers(1, 10), min_size=10, max_size=10)


def areas(places: list[int]) -> dict[str | int, object]:
    return dict(enumerate(places, start=1))


def test_the_readings_disagree() -> None:
    found = ladder_change("recovery-star", areas([3] * 10), areas([8, 2, 2, 2, *[3] * 6]))
    assert (found.A_mean_up, found.B_any_up, found.C_net_up) == (True, True, False)
    assert found.percent_change == Fraction(20, 3)


def test_a_contract_may_ask_for_a_minimum() -> None:
    up_by_two_tenths = (areas([3] * 10), areas([5, *[3] * 9]))
    assert ladder_change("recovery-star", *up_by_two_tenths, minimum_change="0.2").A_mean_up
    assert not ladder_change("recovery-star", *up_by_two_tenths, minimum_change="0.21").A_mean_up
    assert not ladder_change("recovery-star", areas([3] * 10), areas([3] * 10)).A_mean_up
    with pytest.raises(Refusal, match="not 0 or more"):
        ladder_change("recovery-star", *up_by_two_tenths, minimum_change=-1)


@pytest.mark.parametrize("gap", [None, 0, 11])
def test_a_gap_leaves_only_the_count_of_pairs(gap: int | None) -> None:
    found = ladder_change("recovery-star", areas([5] * 10), {**areas([6] * 10), 4: gap})
    assert (found.pairs, found.mean_change, found.up, found.A_mean_up, found.percent_change) == (
        9,
        None,
        None,
        None,
        None,
    )


def test_any_instrument_of_areas_is_a_ladder_in_its_own_direction() -> None:
    found = ladder_change("sfq", dict.fromkeys(range(1, 9), 2), dict.fromkeys(range(1, 9), 1))
    assert (found.up, found.mean_change, found.percent_change) == (8, 1, 50)
    assert ladder_change("sfq", dict.fromkeys(range(1, 9), 0), dict.fromkeys(range(1, 9), 1)).percent_change is None
    with pytest.raises(Refusal, match="no ladder of areas"):
        ladder_change("dialog", {}, {})


@given(PLACES, PLACES)
def test_the_counts_add_up_and_the_mean_follows_the_sum(previous: list[int], current: list[int]) -> None:
    found = ladder_change("recovery-star", areas(previous), areas(current))
    assert (found.up or 0) + (found.same or 0) + (found.down or 0) == found.pairs == 10
    assert found.mean_change == Fraction(sum(current) - sum(previous), 10)
    assert found.A_mean_up is (sum(current) > sum(previous))
    assert found.B_any_up or not found.C_net_up
