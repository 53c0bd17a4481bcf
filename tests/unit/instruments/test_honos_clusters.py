"""HoNOS clusters: codes as sent, super-clusters, reviews and ladders."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from evenlode.instruments.honos_clusters import (
    HONOS_CLUSTERS,
    SuperCluster,
    Transition,
    honos_cluster,
    review_due,
    super_cluster,
    transition,
    within_review,
)


def test_there_are_twenty_one_and_no_nine() -> None:
    assert list(HONOS_CLUSTERS) == [*range(9), *range(10, 22)]
    counted = Counter(one.super_cluster for one in HONOS_CLUSTERS.values())
    assert counted == {
        SuperCluster.VARIANCE: 1,
        SuperCluster.NON_PSYCHOTIC: 8,
        SuperCluster.PSYCHOSIS: 8,
        SuperCluster.ORGANIC: 4,
    }


@pytest.mark.parametrize("code", [3, "3", "03", " 03 "])
def test_a_leading_zero_changes_nothing(code: str | int) -> None:
    found = honos_cluster(code)
    assert found is not None
    assert found.code == 3


@pytest.mark.parametrize("code", [22, "99", "-1", "", "x", None, "003", "²", True])
def test_what_is_no_code_is_invalid(code: str | int | None) -> None:
    assert honos_cluster(code) is None
    assert super_cluster(code) is SuperCluster.INVALID
    assert review_due(code, date(2019, 1, 1)) is None
    assert within_review(code, date(2019, 1, 1), date(2019, 1, 2)) is None


def test_nine_was_left_blank() -> None:
    assert super_cluster("09") is SuperCluster.BLANK
    assert honos_cluster("09") is None


def test_the_groups_are_not_the_swapped_ones() -> None:
    groups = {code: one.group for code, one in HONOS_CLUSTERS.items()}
    assert (groups[0], groups[4], groups[5]) == (None, "mild, moderate or severe", "very severe and complex")
    assert all(group for code, group in groups.items() if code)


def test_how_long_until_a_review() -> None:
    found = {code: one.review_days or one.review_months for code, one in HONOS_CLUSTERS.items()}
    assert {code for code, months in found.items() if months == 12} == {7, 8, 10, 11, 12, 13, 18}
    assert {code: found[code] for code in (1, 2, 14, 15)} == {1: 84, 2: 105, 14: 28, 15: 28}
    assert {code for code, months in found.items() if months == 6} == {0, 3, 4, 5, 6, 16, 17, 19, 20, 21}


@pytest.mark.parametrize(
    ("assessed", "due"),
    [
        (date(2019, 8, 31), date(2020, 2, 29)),
        (date(2018, 8, 31), date(2019, 2, 28)),
        (date(2019, 12, 31), date(2020, 6, 30)),
        (date(2019, 7, 15), date(2020, 1, 15)),
    ],
)
def test_six_months_are_calendar_months(assessed: date, due: date) -> None:
    assert review_due(3, assessed) == due


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (1, 5, Transition.STEP_UP),
        ("05", "1", Transition.STEP_DOWN),
        (11, 14, Transition.STEP_UP),
        (20, 18, Transition.STEP_DOWN),
        (20, 21, Transition.NOT_COMPARABLE),
        (10, 11, Transition.NOT_COMPARABLE),
        (5, 11, Transition.NOT_COMPARABLE),
        (0, 3, Transition.NOT_COMPARABLE),
        (16, 16, Transition.SAME),
        (9, 9, Transition.NOT_COMPARABLE),
        (4, 99, Transition.NOT_COMPARABLE),
        (4, None, Transition.DISCHARGED),
    ],
)
def test_only_rungs_of_one_ladder_compare(before: str | int, after: str | int | None, expected: Transition) -> None:
    assert transition(before, after) is expected
