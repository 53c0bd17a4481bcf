"""XmR charts: gaps, target history, rebasing, bad input, and thousands of series at once."""

from __future__ import annotations

from datetime import date
from math import inf, nan
from typing import Any

import numpy as np
import pytest

from evenlode import statistics as st

ZIGZAG = [48.0, 49.0] * 10
MONTHS = [date(2024 + place // 12, place % 12 + 1, 1) for place in range(20)]


def rise_from(values: list[float | None], start: int, length: int) -> list[float | None]:
    """The series with a stretch that climbs by a fifth a month."""
    return [48.2 + 0.2 * (p - start) if start <= p < start + length else v for p, v in enumerate(values)]


def test_limits_are_the_mean_and_so_many_moving_ranges() -> None:
    chart = st.xmr(ZIGZAG)
    assert {(point.mean, point.lower, point.upper) for point in chart.points} == {(48.5, 45.84, 51.16)}
    assert chart.variation is st.Kind.COMMON_CAUSE
    assert chart.assurance is None
    assert chart.warnings == ()
    assert chart.measured == 20


def test_the_named_rule_sets_differ_by_screening() -> None:
    values = [*ZIGZAG[:10], 69.0, *ZIGZAG[11:]]
    found = {name: st.xmr(values, screen_outliers=screens) for name, screens in st.RULE_SETS.items()}
    assert {name: chart.method for name, chart in found.items()} == {name: name for name in st.RULE_SETS}
    narrow, wide = (found[name].points[0].upper for name in ("plot-the-dots", "making-data-count-workbook"))
    assert narrow is not None
    assert wide is not None
    assert narrow < wide


@pytest.mark.parametrize(("length", "signals"), [(6, 0), (7, 7)])
def test_seven_points_that_rise_are_a_trend(length: int, signals: int) -> None:
    chart = st.xmr(rise_from([*ZIGZAG], 6, length))
    assert sum(point.signal is st.Signal.RISE for point in chart.points) == signals


@pytest.mark.parametrize(
    ("sign", "before", "after"), [(1, st.Signal.RISE, st.Signal.FALL), (-1, st.Signal.FALL, st.Signal.RISE)]
)
def test_a_turning_point_belongs_to_the_later_trend(sign: int, before: st.Signal, after: st.Signal) -> None:
    peak = [50 + sign * (3 - abs(step)) for step in range(-6, 7)]
    found = [point.signal for point in st.xmr([40.0, 60.0] * 6 + peak + [40.0, 60.0] * 6).points]
    assert found[13:18] == [before] * 5
    assert found[18:24] == [after] * 6


@pytest.mark.parametrize("gap", ["an empty row", "no row"])
def test_a_missing_month_breaks_a_run_and_is_shown(gap: str) -> None:
    values = rise_from([*ZIGZAG], 6, 8)
    whole = st.xmr(values, MONTHS)
    assert sum(point.signal is st.Signal.RISE for point in whole.points) == 8
    if gap == "an empty row":
        chart = st.xmr([None if place == 10 else value for place, value in enumerate(values)], MONTHS)
    else:
        kept = [place for place in range(20) if place != 10]
        chart = st.xmr([values[place] for place in kept], [MONTHS[place] for place in kept])
    assert len(chart.points) == 20
    assert not [point for point in chart.points if point.signal is st.Signal.RISE]
    assert chart.points[10].kind is st.Kind.NOT_ASSESSABLE
    assert chart.points[10].reason == "no figure for this period"
    assert chart.warnings == ("no figure for 2024-11-01: a run of points ends there",)


def test_the_same_gap_has_the_same_limits_however_it_is_written() -> None:
    rng = np.random.default_rng(3)
    values = rng.normal(50, 4, 20).round(1).tolist()
    empty = st.xmr([None if place in (4, 5) else value for place, value in enumerate(values)], MONTHS)
    kept = [place for place in range(20) if place not in (4, 5)]
    absent = st.xmr([values[place] for place in kept], [MONTHS[place] for place in kept])
    assert absent.points == empty.points


def test_month_ends_and_weeks_are_steps_and_odd_dates_are_said() -> None:
    ends = ["2024-01-31", "2024-02-29", "2024-03-31", "2024-05-31"]
    assert len(st.xmr([1.0, 2.0, 1.0, 2.0], ends).points) == 5
    weeks = ["2024-01-01", "2024-01-08", "2024-01-22", "2024-01-29"]
    assert len(st.xmr([1.0, 2.0, 1.0, 2.0], weeks).points) == 5
    odd = st.xmr([1.0, 2.0, 1.0, 2.0], ["2024-01-01", "2024-01-03", "2024-01-08", "2024-01-19"])
    assert len(odd.points) == 4
    assert "the dates follow no fixed step: periods that are missing cannot be seen" in odd.warnings


def test_each_point_has_the_target_in_force_on_its_date() -> None:
    chart = st.xmr(ZIGZAG, MONTHS, target={date(2024, 4, 1): 40.0, date(2025, 1, 1): 55.0})
    assert [point.target for point in chart.points] == [None] * 3 + [40.0] * 9 + [55.0] * 8
    assert chart.assurance is st.Assurance.FAIL
    assert st.xmr(ZIGZAG, MONTHS, "decrease", {date(2024, 4, 1): 55.0}).assurance is st.Assurance.PASS


def test_a_target_on_the_limit_is_inconsistently_met() -> None:
    assert st.xmr(ZIGZAG, target=51.16).assurance is st.Assurance.INCONSISTENT
    assert st.xmr(ZIGZAG, target=51.17).assurance is st.Assurance.FAIL
    assert st.xmr(ZIGZAG, target=45.83).assurance is st.Assurance.PASS
    assert st.xmr(ZIGZAG, improvement="neutral", target=51).assurance is None


def test_new_limits_from_a_rebase_date_or_row() -> None:
    values = [*ZIGZAG[:10], *(value + 10 for value in ZIGZAG[:10])]
    by_date, by_row = st.xmr(values, MONTHS, rebase=[MONTHS[10]]), st.xmr(values, rebase=[11])
    assert [point.mean for point in by_date.points] == [48.5] * 10 + [58.5] * 10
    assert [point.mean for point in by_row.points] == [point.mean for point in by_date.points]
    assert by_row.warnings == (
        "group 1: 10 points are fewer than 13: the limits are provisional",
        "group 2: 10 points are fewer than 13: the limits are provisional",
    )


def test_two_rebasings_between_the_same_points_start_one_group() -> None:
    odd = ["2024-01-01", "2024-01-03", "2024-01-08", "2024-01-19"]
    chart = st.xmr([1.0, 2.0, 1.0, 2.0], odd, rebase=["2024-01-05", "2024-01-06", "2024-01-06"])
    assert [point.group for point in chart.points] == [0, 0, 1, 1]
    assert [point.group for point in st.xmr([1.0, 2.0, 1.0], rebase=[2, 2]).points] == [0, 1, 1]


def test_a_group_without_any_figure_is_not_assessable() -> None:
    chart = st.xmr([1.0, 2.0, 1.0, None, None], rebase=[4], target=2)
    assert chart.reason == "0 points in the group: there is no moving range"
    assert chart.assurance is st.Assurance.NOT_ASSESSABLE


def test_limits_are_cut_where_they_are_shown_and_nowhere_else() -> None:
    values = [99.0, 97.0] * 8
    chart = st.xmr(values, bounds=(0, 100))
    assert chart.points[0].upper == pytest.approx(98 + 5.32)
    assert chart.shown_limits(chart.points[0]) == pytest.approx((98 - 5.32, 100))
    assert st.xmr(values).shown_limits(chart.points[0])[1] == chart.points[0].upper


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ([48.0], "1 point in the group: there is no moving range"),
        ([0.1 + 0.2, 0.3] * 8, "the limits collapse on the mean: no moving range but zero is left"),
        ([48.0] * 15, "every value is the same: there are no limits"),
        ([48.0] * 14 + [50.0], "the limits collapse on the mean: no moving range but zero is left"),
        ([1.0, None, 2.0], "no two neighbouring points, or no moving range left after screening: there are no limits"),
    ],
)
def test_without_limits_nothing_is_assessable(values: list[float | None], reason: str) -> None:
    chart = st.xmr(values, target=49)
    assert {point.kind for point in chart.points} == {st.Kind.NOT_ASSESSABLE}
    assert chart.reason == reason
    assert chart.assurance is st.Assurance.NOT_ASSESSABLE
    assert f"not assessable: {reason}" in chart.warnings


BAD: list[tuple[dict[str, Any], str, str]] = [
    ({"values": []}, "STAT.EMPTY", "no value"),
    ({"values": [None, None]}, "STAT.EMPTY", "every value"),
    ({"values": [1, nan, 2]}, "STAT.NUMBER", "row 2"),
    ({"values": [1, inf, 2]}, "STAT.NUMBER", "row 2"),
    ({"values": [1, "2"]}, "STAT.NUMBER", "row 2"),
    ({"values": [1, 2], "dates": ["2024-01-01"]}, "STAT.ROWS", "dates has 1"),
    ({"values": [1, 2], "dates": ["2024-01-01", "2024-01-01"]}, "STAT.DATES", "row 2: 2024-01-01 is there twice"),
    ({"values": [1, 2], "dates": ["2024-02-01", "2024-01-01"]}, "STAT.DATES", "row 2: 2024-01-01 comes after"),
    ({"values": [1, 2], "dates": ["2024-02-01", "soon"]}, "STAT.DATES", "row 2: 'soon'"),
    ({"values": [1, 200], "bounds": (0, 100)}, "STAT.RANGE", "row 2"),
    ({"values": [1, 2], "target": 101, "bounds": (0, 100)}, "STAT.RANGE", "the target 101"),
    ({"values": [1, 2], "bounds": (100, 0)}, "STAT.RANGE", "not in order"),
    ({"values": [1, 2], "target": nan}, "STAT.NUMBER", "target"),
    ({"values": [1, 2], "target": {date(2024, 1, 1): 5}}, "STAT.DATES", "without dates"),
    ({"values": [1, 2], "improvement": "up"}, "STAT.CHOICE", "'up'"),
    ({"values": [1, 2], "fix_after": 11}, "STAT.FIX_AFTER", "11"),
    ({"values": [1, 2], "rebase": [3]}, "STAT.REBASE", "3"),
    ({"values": [1, 2], "dates": ["2024-01-01", "2024-02-01"], "rebase": ["2024-03-01"]}, "STAT.REBASE", "2024-03-01"),
]


@pytest.mark.parametrize(("given", "rule", "says"), BAD)
def test_bad_input_is_refused_and_the_row_is_named(given: dict[str, Any], rule: str, says: str) -> None:
    with pytest.raises(st.Refusal) as refusal:
        st.xmr(**given)
    assert refusal.value.rule == rule
    assert says in refusal.value.message


@pytest.mark.parametrize("screen", [True, False])
def test_many_series_at_once_are_the_same_charts(screen: bool) -> None:
    rng = np.random.default_rng(7)
    values = rng.normal(50, 5, (60, 40)).round(1)
    values[:, 20:] += rng.choice([0, 8], (60, 1))
    values[rng.random(values.shape) < 0.05] = np.nan
    values[0] = 48
    values[2, :15] = np.nan
    values[1, 20:] = 45 + 0.2 * np.arange(20)
    many = st.xmr_many(values, fix_after=15, screen_outliers=screen)
    better = st.improving(many, "decrease")
    seen = set()
    for row, line in enumerate(values.tolist()):
        chart = st.xmr(
            [None if value != value else value for value in line],
            None,
            "decrease",
            None,
            (),
            15,
            screen_outliers=screen,
        )
        for place, point in enumerate(chart.points):
            assert many.signal(row, place) is point.signal
            assert better[row, place] == (point.kind is st.Kind.IMPROVEMENT) - (point.kind is st.Kind.CONCERN)
            seen.add(point.signal)
        upper = chart.points[0].upper
        assert many.upper[row] == pytest.approx(upper) if upper is not None else np.isnan(many.upper[row])
    assert seen == set(st.Signal)


@pytest.mark.parametrize("given", [[], [1.0, 2.0], [[1.0, inf]]])
def test_an_array_that_is_no_table_of_numbers_is_refused(given: list[Any]) -> None:
    with pytest.raises(st.Refusal):
        st.xmr_many(given)
