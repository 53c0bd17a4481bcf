"""Attribute charts, run rules, funnels, change scores and false-signal rates: worked cases and bad input."""

from __future__ import annotations

from collections.abc import Callable
from math import inf, nan, sqrt
from typing import Any

import numpy as np
import pytest

from evenlode import statistics as st
from evenlode.statistics.runs import run_rules


def test_a_c_chart_by_hand() -> None:
    chart = st.attribute_chart("c", [4, 4, 4, 4, 20, 4, 4, 4, 4, 4, 4, 4, 12, 4])
    centre = 80 / 14
    first = chart.points[0]
    assert (first.mean, first.lower, first.upper) == pytest.approx((centre, 0, centre + 3 * sqrt(centre)))
    assert [place for place, point in enumerate(chart.points) if point.signal is st.Signal.ABOVE] == [4]


def test_laney_s_charts_are_wider_where_more_than_chance_varies() -> None:
    numerators = [400, 600] * 10
    denominators = [1000] * 20
    for plain, prime in (("p", "pp"), ("u", "up")):
        narrow = st.attribute_chart(plain, numerators, denominators).points[0]
        wide = st.attribute_chart(prime, numerators, denominators).points[0]
        assert wide.mean == narrow.mean == 0.5
        assert narrow.upper is not None
        assert wide.upper is not None
        assert wide.upper > narrow.upper + 0.1


def test_u_prime_by_hand() -> None:
    # u-bar 0.5, sigma 0.05, scores -2 and 2 in turn: a mean moving range of 4, so a sigma of 4 / 1.128
    point = st.attribute_chart("up", [80, 120] * 10, [200] * 20).points[0]
    assert point.upper == pytest.approx(0.5 + 3 * 0.05 * 4 / 1.128)


def test_g_and_t_charts_by_hand() -> None:
    between = [10, 30, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20]
    cases = st.attribute_chart("g", between).points[0]
    assert (cases.mean, cases.lower, cases.upper) == pytest.approx((20, 0, 20 + 3 * sqrt(20 * 21)))
    times = st.attribute_chart("t", [8.0**3.6, 10.0**3.6] * 7).points[0]
    reach = 3 * 2 / 1.128
    assert (times.mean, times.lower, times.upper) == pytest.approx(
        (9**3.6, (9 - reach) ** 3.6, (9 + reach) ** 3.6), rel=1e-9
    )


def test_improvement_gives_a_point_its_kind() -> None:
    counts = [4, 4, 4, 4, 20, 4, 4, 4, 4, 4, 4, 4, 4, 20]
    assert st.attribute_chart("c", counts).variation is st.Kind.NEUTRAL_HIGH
    assert st.attribute_chart("c", counts, improvement="decrease").variation is st.Kind.CONCERN


def test_a_long_run_signals_and_is_said() -> None:
    chart = st.attribute_chart("run", [1, 2, 1, 2, 1, 2, 1, 2, 9, 9, 8, 9, 8, 9, 9, 8])
    assert chart.runs == st.RunRules(16, 8, 7, 1, 4, signal=True)
    assert "the run rules signal: the process did not stay the same over the chart" in chart.warnings


@pytest.mark.parametrize(
    ("sides", "longest"),
    [
        ([1, 1, 1, 1, -1], 4),
        ([1, 1, None, 1, 1, 1, -1], 3),
        ([1, 1, 0, 1, 1, -1], 4),
        ([1, None, None, None, -1], 1),
        ([0, None], None),
    ],
)
def test_a_gap_ends_a_run_and_a_point_on_the_line_does_not(sides: list[int | None], longest: int | None) -> None:
    assert run_rules(sides).longest_run == longest


def test_an_absent_month_stands_in_an_attribute_chart() -> None:
    chart = st.attribute_chart("p", [1, 2, 3], [10, 10, 10], dates=["2024-01-01", "2024-02-01", "2024-04-01"])
    assert [point.value for point in chart.points] == [0.1, 0.2, None, 0.3]
    assert "no figure for 2024-03-01: a run of points ends there" in chart.warnings


@pytest.mark.parametrize(
    ("kind", "values", "among"), [("p", [0] * 14, [5] * 14), ("c", [0] * 14, None), ("i", [3] * 14, None)]
)
def test_limits_that_collapse_are_not_assessable(kind: str, values: list[float], among: list[float] | None) -> None:
    chart = st.attribute_chart(kind, values, among)
    assert {point.kind for point in chart.points} == {st.Kind.NOT_ASSESSABLE}
    assert chart.reason == "the limits collapse on the centre line"


def test_over_dispersion_decides_who_is_an_outlier() -> None:
    rng = np.random.default_rng(11)
    sizes = rng.integers(50, 900, 40)
    shares = rng.normal(0.6, 0.06, 40).clip(0.05, 0.95)
    seen = [int(size * share) for size, share in zip(sizes, shares, strict=True)]
    alone = st.funnel(seen, sizes.tolist(), over_dispersion=False)
    adjusted = st.funnel(seen, sizes.tolist())
    assert (alone.phi, alone.tau2) == (0, 0)
    assert adjusted.phi > 1 < adjusted.tau2 + 1
    assert sum(point.outlier for point in adjusted.points) < sum(point.outlier for point in alone.points)
    assert alone.limits == tuple(point.limits for point in alone.points)
    assert adjusted.limits == tuple(point.adjusted for point in adjusted.points)


def test_a_change_beyond_error_that_crosses_the_line_is_recovery() -> None:
    found = st.reliable_change(30, 50, sd=8, reliability=0.875, cutoff=45)
    assert found.error == pytest.approx(4)
    assert found.index == pytest.approx(5)
    assert found.category is st.Change.RECOVERED
    assert (found.change.lower, found.change.upper) == pytest.approx((20 - 7.84, 20 + 7.84))
    assert st.reliable_change(30, 40, 8, 0.875, cutoff=45).category is st.Change.IMPROVED
    assert st.reliable_change(30, 37.84, 8, 0.875).category is st.Change.UNCHANGED
    assert st.reliable_change(50, 30, 8, 0.875, cutoff=45).category is st.Change.HARMED
    assert st.reliable_change(42, 30, 8, 0.875, cutoff=45).category is st.Change.DETERIORATED
    assert st.reliable_change(30, 50, 8, 0.875, higher_is_better=False).category is st.Change.DETERIORATED


def test_the_three_cut_offs() -> None:
    assert st.clinical_cutoff("a", 20, 5, 6, 4, higher_is_better=False) == 10
    assert st.clinical_cutoff("b", 20, 5, 6, 4, higher_is_better=False) == 14
    assert st.clinical_cutoff("c", 20, 5, 6, 4, higher_is_better=False) == pytest.approx(110 / 9)


def test_with_no_effect_half_would_seem_better_and_more_of_those_who_enter_ill() -> None:
    assert st.no_effect_change(10, 6, 0.8, threshold=0) == pytest.approx(0.5)
    everybody = st.no_effect_change(10, 6, 0.8, 1, higher_is_better=False, step=1)
    assert everybody == pytest.approx(0.4476, abs=1e-4)
    ill = st.no_effect_change(10, 6, 0.8, 1, higher_is_better=False, entered_between=(12, inf), step=1)
    rng = np.random.default_rng(5)
    true, first, second = (rng.normal(0, sqrt(part), 400_000) for part in (0.8, 0.2, 0.2))
    before, after = 10 + 6 * (true + first), 10 + 6 * (true + second)
    entered = before >= 12
    assert ill == pytest.approx(float((before - after >= 0.5)[entered].mean()), abs=0.004)
    whole = st.no_effect_change(10, 6, 0.8, 1, higher_is_better=False, entered_between=(-inf, inf), step=1)
    assert whole == pytest.approx(everybody, abs=1e-6)


def test_false_signals_are_those_that_were_measured() -> None:
    single = st.false_signal_rate(24, series=4000)
    assert single.any_point == pytest.approx(0.188, abs=0.025)
    assert single.last_point == pytest.approx(0.018, abs=0.007)
    rolling = st.false_signal_rate(24, rolling=3, series=4000)
    assert rolling.any_point == pytest.approx(0.915, abs=0.02)
    assert rolling.last_point == pytest.approx(0.211, abs=0.025)
    rare = st.false_signal_rate(24, expected=0.5, series=4000)
    assert rare.any_point == pytest.approx(0.597, abs=0.03)
    assert st.false_signal_rate(24, series=4000) == single
    assert st.false_signal_rate(24, series=4000, seed=2) != single


@pytest.mark.parametrize(
    ("chart", "given"),
    [
        ("run", {}),
        ("i", {}),
        ("c", {"expected": 9}),
        ("p", {"expected": 0.6, "denominator": 80}),
        ("pp", {"expected": 0.6, "denominator": 80}),
        ("u", {"expected": 0.1, "denominator": 80}),
        ("up", {"expected": 0.1, "denominator": 80}),
        ("g", {"expected": 30}),
        ("t", {"expected": 30}),
    ],
)
def test_an_attribute_chart_flags_seldom_at_its_last_point(chart: str, given: dict[str, float]) -> None:
    found = st.false_signal_rate(24, chart, series=500, **given)  # type: ignore[arg-type] # floats by name
    assert found.last_point < 0.04
    assert found.runs is not None
    assert found.runs <= found.any_point < 0.5


CALLS: list[tuple[Callable[..., Any], tuple[Any, ...], str, str]] = [
    (st.attribute_chart, ("x", [1]), "STAT.CHOICE", "'x'"),
    (st.attribute_chart, ("p", [1]), "STAT.ROWS", "needs denominators"),
    (st.attribute_chart, ("c", [1], [2]), "STAT.ROWS", "takes no denominators"),
    (st.attribute_chart, ("p", [1, 3], [2, 2]), "STAT.NUMERATOR", "row 2"),
    (st.attribute_chart, ("u", [1, 3], [2, 0]), "STAT.NUMERATOR", "row 2"),
    (st.attribute_chart, ("p", [1], [2, 2]), "STAT.ROWS", "numerators has 1"),
    (st.attribute_chart, ("c", [1, -1]), "STAT.RANGE", "row 2"),
    (st.attribute_chart, ("c", [1, nan]), "STAT.NUMBER", "row 2"),
    (st.attribute_chart, ("c", []), "STAT.EMPTY", "no numerator"),
    (st.attribute_chart, ("p", [0], [0]), "STAT.EMPTY", "every value"),
    (st.attribute_chart, ("t", [1, 0]), "STAT.RANGE", "row 2"),
    (st.attribute_chart, ("c", [1, 2], None, "neutral", ["2024-02-01", "2024-01-01"]), "STAT.DATES", "row 2"),
    (st.funnel, ([1, 3], [2, 2]), "STAT.NUMERATOR", "row 2"),
    (st.funnel, ([1, -3], [2, 2]), "STAT.RANGE", "row 2"),
    (st.funnel, ([1, 1], [2, 0]), "STAT.DENOMINATOR", "row 2"),
    (st.funnel, ([1], [2, 2]), "STAT.ROWS", "numerators has 1"),
    (st.funnel, ([], []), "STAT.EMPTY", "no numerator"),
    (st.funnel, ([0, 0], [2, 2]), "STAT.NUMERATOR", "none"),
    (st.funnel, ([1, 0], [2, 2], "ratio"), "STAT.NUMERATOR", "row 2"),
    (st.funnel, ([1], [2], "share"), "STAT.CHOICE", "'share'"),
    (st.funnel, ([1], [2], "proportion", True, 1, "SHMI", 0.9), "STAT.CHOICE", "0.9"),
    (st.funnel_significance, ([1, 3], [2, 2]), "STAT.NUMERATOR", "row 2"),
    (st.funnel_limits, ([10, 0], 0.5), "STAT.DENOMINATOR", "row 2"),
    (st.funnel_limits, ([10], 50), "STAT.RANGE", "50"),
    (st.reliable_change, (None, 3, 1, 0.8), "STAT.NUMBER", "before"),
    (st.reliable_change, (1, nan, 1, 0.8), "STAT.NUMBER", "after"),
    (st.reliable_change, (1, 3, 0, 0.8), "STAT.RANGE", "SD"),
    (st.reliable_change, (1, 3, 1, 1), "STAT.RELIABILITY", "1"),
    (st.clinical_cutoff, ("d", 1, 1, 1, 1), "STAT.CHOICE", "'d'"),
    (st.no_effect_change, (10, 0, 0.8, 1), "STAT.RANGE", "SD"),
    (st.no_effect_change, (10, 6, 0.8, 1, True, (12, 12)), "STAT.RANGE", "nobody"),
    (st.false_signal_rate, (1,), "STAT.COUNT", "one point"),
    (st.false_signal_rate, (24, "p"), "STAT.ROWS", "expected"),
    (st.false_signal_rate, (24, "p", True, 1, 0.5), "STAT.NUMBER", "denominator"),
    (st.false_signal_rate, (24, "p", True, 1, 5, 80), "STAT.RANGE", "share"),
]


@pytest.mark.parametrize(("ask", "given", "rule", "says"), CALLS)
def test_bad_input_is_refused_and_the_row_is_named(
    ask: Callable[..., Any], given: tuple[Any, ...], rule: str, says: str
) -> None:
    with pytest.raises(st.Refusal) as refusal:
        ask(*given)
    assert refusal.value.rule == rule
    assert says in refusal.value.message
