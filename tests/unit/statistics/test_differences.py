"""Whether shares differ between groups: Pearson's chi-square, small groups taken together."""

from __future__ import annotations

import pytest

from evenlode import statistics as st


def test_two_groups_against_the_figure_worked_by_hand() -> None:
    """60 of 100 and 40 of 100: each is 10 from the 50 expected, so 4 cells of 100 / 50 make 8."""
    found = st.groups_differ([60, 40], [100, 100])
    assert isinstance(found, st.GroupsDiffer)
    assert found.statistic == pytest.approx(8.0)
    assert found.degrees == 1
    assert found.chance == pytest.approx(0.004677734981, rel=1e-9)
    assert found.pooled == ()


def test_groups_alike_do_not_differ() -> None:
    found = st.groups_differ([50, 100, 25], [100, 200, 50])
    assert isinstance(found, st.GroupsDiffer)
    assert found.statistic == pytest.approx(0)
    assert found.chance == pytest.approx(1)


def test_small_groups_are_taken_together_and_nobody_is_dropped() -> None:
    found = st.groups_differ([50, 52, 1, 2, 3], [100, 100, 4, 4, 6])
    assert isinstance(found, st.GroupsDiffer)
    assert found.pooled == (2, 3, 4)
    assert found.degrees == 2


def test_what_is_too_small_even_together_takes_the_next_group_in() -> None:
    found = st.groups_differ([50, 52, 9, 1], [100, 100, 20, 2])
    assert isinstance(found, st.GroupsDiffer)
    assert found.pooled == (2, 3)


@pytest.mark.parametrize(("tops", "bottoms"), [([0, 0], [10, 10]), ([10, 10], [10, 10]), ([1, 1], [2, 2]), ([], [])])
def test_nothing_to_compare_is_not_assessable(tops: list[int], bottoms: list[int]) -> None:
    found = st.groups_differ(tops, bottoms)
    assert isinstance(found, st.NotAssessable)
    assert found.reason


@pytest.mark.parametrize(
    ("tops", "bottoms", "rule"),
    [([1], [1, 2], "STAT.ROWS"), ([3, 1], [2, 2], "STAT.NUMERATOR"), ([-1, 1], [2, 2], "STAT.COUNT")],
)
def test_bad_counts_are_refused(tops: list[int], bottoms: list[int], rule: str) -> None:
    with pytest.raises(st.Refusal) as refused:
        st.groups_differ(tops, bottoms)
    assert refused.value.rule == rule
