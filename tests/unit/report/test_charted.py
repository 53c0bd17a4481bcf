"""What the chart of an indicator says: in one sentence, two icons, and how often such a chart is wrong."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from evenlode.report.charted import chart_found
from evenlode.report.report import FigureRow, TargetStep
from evenlode.report.sure import Assured, ChartFound, Variation
from evenlode.results import Grain, Period, Polarity, next_month

WOBBLE = (50, 52, 49, 51, 48, 50, 53, 49, 51, 50, 48, 52, 50, 49)


def rows(shares: tuple[int | None, ...], of: int = 100) -> list[FigureRow]:
    found, start = [], date(2016, 1, 1)
    for share in shares:
        after = next_month(start)
        value = None if share is None else Fraction(share * of // 100, of)
        numerator = None if value is None else share * of // 100
        period = Period(start, after - timedelta(days=1))
        found.append(FigureRow(f"{start:%b %Y}", period, numerator, of, value, "said", "Year 1"))
        start = after
    return found


def asked(target: str | None) -> tuple[TargetStep, ...]:
    value = None if target is None else Fraction(target)
    return (TargetStep(date(2015, 10, 1), None, "said", value, None, None, "source", True, True),)


def found(
    shares: tuple[int | None, ...],
    target: str | None = None,
    polarity: Polarity = Polarity.HIGHER_IS_BETTER,
    of: int = 100,
) -> ChartFound:
    chart = chart_found(rows(shares, of), asked(target), polarity, Grain.MONTH, "share")
    assert chart is not None
    return chart


def test_a_process_that_only_wobbles_says_so() -> None:
    chart = found(WOBBLE, "0.5")
    assert chart.variation is Variation.COMMON_CAUSE
    assert chart.assurance is Assured.INCONSISTENT
    assert chart.finding.startswith("Feb 2017 is within what chance alone moves. Left as it is")
    assert chart.points == 14
    assert len(chart.limits) == 14


def test_a_leap_is_an_improvement_or_a_worsening_by_the_polarity() -> None:
    assert found((*WOBBLE, 90)).variation is Variation.IMPROVEMENT
    worse = found((*WOBBLE, 90), polarity=Polarity.LOWER_IS_BETTER)
    assert worse.variation is Variation.CONCERN
    assert "above the upper limit: a worsening beyond chance" in worse.finding


def test_the_target_against_the_limits() -> None:
    assert found(WOBBLE, "0.3").assurance is Assured.PASS
    assert found(WOBBLE, "0.9").assurance is Assured.FAIL
    assert found(WOBBLE, "0.9", Polarity.LOWER_IS_BETTER).assurance is Assured.PASS
    assert found(WOBBLE).assurance is None


def test_a_constant_series_is_not_assessable_and_claims_no_false_signals() -> None:
    chart = found((50,) * 14, "0.4")
    assert chart.variation is Variation.NOT_ASSESSABLE
    assert chart.false_signals is None
    assert not chart.notes


def test_a_missing_last_month_is_not_assessable() -> None:
    chart = found((*WOBBLE, None))
    assert chart.variation is Variation.NOT_ASSESSABLE
    assert chart.points == 14


def test_few_figures_make_provisional_limits() -> None:
    assert found(WOBBLE[:6]).notes == ("With 6 figures, fewer than 13, the limits are provisional.",)


def test_rare_events_are_said_to_signal_falsely_more_often() -> None:
    usual, rare = found(WOBBLE, of=10_000).false_signals, found((2, 4, 0, 2, 6, 2, 0, 4, 2, 2, 4, 0, 2, 4), of=100)
    assert usual is not None
    assert rare.false_signals is not None
    assert _last_share(rare.false_signals) > _last_share(usual)


def test_rolling_figures_are_never_charted() -> None:
    chart = chart_found(rows(WOBBLE), asked("0.5"), Polarity.HIGHER_IS_BETTER, Grain.ROLLING_YEAR, "share")
    assert chart is not None
    assert chart.variation is Variation.NOT_ASSESSABLE
    assert not chart.limits


def test_no_figure_makes_no_chart() -> None:
    assert chart_found(rows((None, None)), asked(None), Polarity.HIGHER_IS_BETTER, Grain.MONTH, "share") is None


def _last_share(said: str) -> int:
    return int(said.rsplit("some figure ", 1)[1].split("%")[0])


def test_the_rule_set_is_the_contracts_own() -> None:
    """One leap and back: screened out of the limits by one rule set and kept by the other, which are then wider."""
    leap = (*WOBBLE, 80, *WOBBLE)
    narrow, wide = (
        chart_found(rows(leap), asked(None), Polarity.HIGHER_IS_BETTER, Grain.MONTH, "share", rules)
        for rules in ("plot-the-dots", "making-data-count-workbook")
    )
    assert narrow is not None
    assert wide is not None
    assert (narrow.rules, wide.rules) == ("plot-the-dots", "making-data-count-workbook")
    assert wide.limits[0].upper - wide.limits[0].lower > narrow.limits[0].upper - narrow.limits[0].lower
