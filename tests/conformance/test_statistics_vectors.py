"""Every figure of the published packages, against ours: to 1e-9 of it, labels and refusals exactly."""

from __future__ import annotations

from collections import Counter

import pytest

from evenlode import statistics as st
from tests.conformance.statistics import attribute, changes, funnels, indicators, spc
from tests.conformance.statistics.comparing import REFUSED, Method, rows, value
from tests.conformance.statistics.differing import DIFFERENCES

METHODS = [*indicators.METHODS, *spc.METHODS, *attribute.METHODS, *funnels.METHODS, *changes.METHODS]
FIGURES = {
    "proportion": (24, 150),
    "rate": (18, 138),
    "mean": (7, 31),
    "directly_standardised_rate": (10, 50),
    "repeat_events_rate": (2, 8),
    "indirectly_standardised_ratio and _rate": (6, 78),
    "life_expectancy": (161, 481),
    "quantile_groups": (89, 178),
    "xmr, points": (2195, 21950),
    "xmr, variation and assurance": (94, 742),
    "attribute_chart": (236, 2596),
    "funnel, points": (272, 3264),
    "funnel, over-dispersion": (7, 21),
    "funnel_significance": (126, 252),
    "funnel_limits": (100, 500),
    "reliable_change": (208, 1872),
    "clinical_cutoff": (6, 30),
}
"""The rows of each file and the figures compared in them, so that none drops out unseen."""


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.name)
def test_every_figure_is_the_package_s_or_a_difference_that_is_told(method: Method) -> None:
    figures = list(method.figures())
    assert (len(rows(method.file)), len(figures)) == FIGURES[method.name]
    told = tuple(difference.vector for difference in DIFFERENCES)
    assert [figure for figure in figures if not figure.agrees and not figure.row.startswith(told)] == []


def test_every_method_has_its_count() -> None:
    assert [method.name for method in METHODS] == list(FIGURES)


def test_every_difference_that_is_told_exists_and_has_its_reason() -> None:
    differing = [figure for method in METHODS for figure in method.figures() if not figure.agrees]
    found = {figure.row.split()[0] for figure in differing}
    assert found == {difference.vector for difference in DIFFERENCES}
    assert [figure for figure in differing if not figure.because] == []


def test_the_refusals_are_those_of_the_package() -> None:
    refused = Counter(
        method.name for method in indicators.METHODS for figure in method.figures() if figure.ours == REFUSED
    )
    assert refused == {
        "proportion": 6,
        "rate": 3,
        "mean": 1,
        "life_expectancy": 81,
        "quantile_groups": 8,
    }


def test_rows_taken_for_consecutive_give_the_package_s_limits_over_absent_months() -> None:
    name = "missing_months_rows_absent"
    chart = spc.charts(close_up=True)[name]
    lines = [row for row in rows("spc_points_expected.csv") if row["scenario"] == name]
    assert len(lines) == len(chart.points) == 23
    for line, point in zip(lines, chart.points, strict=True):
        wanted = value(line["mean"]), value(line["lpl"]), value(line["upl"])
        assert (point.mean, point.lower, point.upper) == pytest.approx(wanted, rel=1e-9)
        assert point.signal == line["special_cause_type"]


def test_absent_months_are_shown_and_not_assessable() -> None:
    chart = spc.charts(close_up=False)["missing_months_rows_absent"]
    assert [str(point.date) for point in chart.points if point.value is None] == [
        "2021-07-01",
        "2021-08-01",
        "2022-10-01",
    ]
    assert {point.kind for point in chart.points if point.value is None} == {st.Kind.NOT_ASSESSABLE}
    assert "no figure for 2021-07-01, 2021-08-01, 2022-10-01: a run of points ends there" in chart.warnings
