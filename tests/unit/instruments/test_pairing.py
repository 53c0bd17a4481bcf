"""The national pairing rule: which two assessments, and which referrals count."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenlode.instruments import Assessment, Excluded, Pair, Referral, excluded, pair
from evenlode.results import Period

QUARTER = Period(date(2023, 10, 1), date(2023, 12, 31))
COUNTED = Referral(
    received=date(2023, 1, 10),
    age=40,
    team="A06",
    direct_contacts=(date(2023, 2, 1), date(2023, 3, 1)),
)


def at(day: str, score: int | None) -> Assessment:
    return Assessment(date.fromisoformat(day), None if score is None else Fraction(score))


FIRST, SECOND, THIRD = at("2023-02-01", 20), at("2023-06-01", 25), at("2023-11-01", 30)


def test_the_first_is_compared_with_the_latest() -> None:
    assert pair([THIRD, FIRST, SECOND], QUARTER.end) == Pair(FIRST, THIRD)


def test_what_came_after_the_period_is_not_known_yet() -> None:
    assert pair([FIRST, SECOND, at("2024-01-01", 40)], QUARTER.end) == Pair(FIRST, SECOND)


def test_after_an_invalid_first_there_is_no_baseline() -> None:
    found = pair([at("2023-02-01", None), SECOND, THIRD], QUARTER.end)
    assert found == Pair()
    assert not found.is_paired


def test_an_invalid_follow_up_is_passed_over() -> None:
    assert pair([FIRST, SECOND, at("2023-11-01", None)], QUARTER.end) == Pair(FIRST, SECOND)


def test_one_assessment_is_a_baseline_alone() -> None:
    found = pair([FIRST], QUARTER.end)
    assert found == Pair(FIRST, None)
    assert not found.is_paired
    assert pair([], QUARTER.end) == Pair()


def test_of_several_on_the_last_day_the_first_counts() -> None:
    again = at("2023-11-01", 38)
    assert pair([FIRST, THIRD, again], QUARTER.end).follow_up is THIRD
    assert pair([FIRST, again, THIRD], QUARTER.end).follow_up is again


def test_a_second_one_on_the_first_day_is_a_follow_up() -> None:
    again = at("2023-02-01", 22)
    assert pair([FIRST, again], QUARTER.end) == Pair(FIRST, again)


def test_an_open_referral_with_two_contacts_counts() -> None:
    assert excluded(COUNTED, QUARTER) is None


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"age": 17}, Excluded.UNDER_18),
        ({"received": date(2019, 3, 31)}, Excluded.BEFORE_APRIL_2019),
        ({"rejected": True}, Excluded.REJECTED),
        ({"hospital_spell": True}, Excluded.HOSPITAL_SPELL),
        ({"team": "A02"}, Excluded.OTHER_TEAM),
        ({"reason": "08"}, Excluded.ORGANIC),
        ({"received": date(2024, 1, 1)}, Excluded.NOT_IN_PERIOD),
        ({"closed": date(2023, 9, 30)}, Excluded.NOT_IN_PERIOD),
        ({"direct_contacts": (date(2023, 2, 1), date(2024, 1, 1))}, Excluded.FEW_CONTACTS),
        ({"received": QUARTER.end - timedelta(days=179)}, Excluded.OPEN_TOO_SHORT),
    ],
)
def test_a_referral_is_left_out_for_a_reason(changed: dict[str, Any], reason: Excluded) -> None:
    assert excluded(replace(COUNTED, **changed), QUARTER) is reason


@pytest.mark.parametrize(
    "changed",
    [
        {"age": 18},
        {"received": date(2019, 4, 1)},
        {"reason": "01"},
        {"closed": QUARTER.start},
        {"closed": QUARTER.end},
        {"closed": date(2024, 1, 1)},
        {"received": QUARTER.end - timedelta(days=180)},
        {"received": date(2023, 12, 1), "closed": date(2023, 12, 20)},
    ],
)
def test_a_referral_on_the_edge_counts(changed: dict[str, Any]) -> None:
    assert excluded(replace(COUNTED, **changed), QUARTER) is None


@given(st.lists(st.tuples(st.integers(0, 700), st.one_of(st.none(), st.integers(0, 40)))))
def test_a_pair_is_of_two_valid_scores_in_order_and_in_time(rows: list[tuple[int, int | None]]) -> None:
    start = date(2022, 6, 1)
    listed = [Assessment(start + timedelta(days), None if score is None else Fraction(score)) for days, score in rows]
    found = pair(listed, QUARTER.end)
    if found.baseline is None:
        assert found.follow_up is None
        return
    assert found.baseline.day == min(one.day for one in listed)
    assert found.baseline.score is not None
    if found.follow_up is not None:
        assert found.follow_up.score is not None
        assert found.baseline.day <= found.follow_up.day <= QUARTER.end
        assert found.follow_up is not found.baseline
