"""Charted: what statistical process control makes of an indicator's periods, in one sentence and two icons."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from evenlode import statistics as st
from evenlode.report.report import FigureRow, TargetStep
from evenlode.report.sure import Assured, ChartFound, Limit, Unit, Variation
from evenlode.report.targets import step_on
from evenlode.results import Grain, Polarity

RULES = "plot-the-dots"
"""The named rule set of a contract that names none: see evenlode.statistics.RULE_SETS."""

_VARIATION = {
    st.Kind.IMPROVEMENT: Variation.IMPROVEMENT,
    st.Kind.CONCERN: Variation.CONCERN,
    st.Kind.COMMON_CAUSE: Variation.COMMON_CAUSE,
    st.Kind.NOT_ASSESSABLE: Variation.NOT_ASSESSABLE,
}
_ASSURED = {
    st.Assurance.PASS: Assured.PASS,
    st.Assurance.FAIL: Assured.FAIL,
    st.Assurance.INCONSISTENT: Assured.INCONSISTENT,
    st.Assurance.NOT_ASSESSABLE: Assured.NOT_ASSESSABLE,
}
_SIGNAL = {
    st.Signal.ABOVE: "above the upper limit",
    st.Signal.BELOW: "below the lower limit",
    st.Signal.RISE: "the last of seven figures that rise",
    st.Signal.FALL: "the last of seven figures that fall",
    st.Signal.TWO_ABOVE: "one of three figures of which two are near the upper limit",
    st.Signal.TWO_BELOW: "one of three figures of which two are near the lower limit",
    st.Signal.SEVEN_ABOVE: "the last of seven figures above the mean",
    st.Signal.SEVEN_BELOW: "the last of seven figures below the mean",
}
_WILL = {
    Assured.PASS: "Left as it is, the process would meet the target every time.",
    Assured.FAIL: "Left as it is, the process would miss the target every time.",
    Assured.INCONSISTENT: "Left as it is, the process would meet the target at some times and miss it at others.",
}
FEWEST = 13
"""With fewer figures than this, limits are provisional: so Making Data Count."""
_FEW = 25
"""Below so many events a period, the false signals are those of a chart of rare events."""


def chart_found(
    rows: Sequence[FigureRow],
    steps: tuple[TargetStep, ...],
    polarity: Polarity,
    grain: Grain,
    unit: Unit,
    rules: str = RULES,
) -> ChartFound | None:
    """The XmR chart of the rows, oldest first; None where no row has a figure.

    rules: the named rule set of the contract, one of evenlode.statistics.RULE_SETS.

    Figures of rolling periods are not charted: they overlap, so that a chart of them signals where nothing changed.
    """
    first = next((place for place, row in enumerate(rows) if row.value is not None), None)
    if first is None:
        return None
    shown = rows[first:]
    points = sum(row.value is not None for row in shown)
    if grain is Grain.ROLLING_YEAR:
        said = "Rolling figures overlap, so no chart is drawn of them: it would signal where nothing changed."
        return ChartFound(said, Variation.NOT_ASSESSABLE, None, points, None, rules)
    chart = st.xmr(
        [None if row.value is None else float(row.value) for row in shown],
        [row.period.start for row in shown],
        improvement="increase" if polarity is Polarity.HIGHER_IS_BETTER else "decrease",
        target=_targets(shown, steps),
        screen_outliers=st.RULE_SETS[rules],
        bounds=(0.0, 1.0) if unit == "share" else None,
    )
    variation = _VARIATION[chart.variation]
    assurance = None if chart.assurance is None else _ASSURED[chart.assurance]
    return ChartFound(
        finding=" ".join(filter(None, (_finding(chart, shown[-1]), _WILL.get(assurance) if assurance else None))),
        variation=variation,
        assurance=assurance,
        points=points,
        false_signals=None if variation is Variation.NOT_ASSESSABLE else _false_signals(shown, points, rules),
        rules=rules,
        limits=_limits(chart, shown),
        notes=() if variation is Variation.NOT_ASSESSABLE else _few(points),
    )


def _targets(rows: Sequence[FigureRow], steps: tuple[TargetStep, ...]) -> dict[date, float] | None:
    """The target of each period, by its first day: the one in force on its last day judges it."""
    found = {row.period.start: step_on(steps, row.period.end) for row in rows}
    known = {day: float(step.value) for day, step in found.items() if step is not None and step.value is not None}
    return known or None


def _finding(chart: st.Chart, last: FigureRow) -> str:
    point = chart.points[-1]
    if chart.variation is st.Kind.NOT_ASSESSABLE:
        return f"{last.label}: the chart cannot say, because {point.reason}." if point.reason else "The chart is empty."
    if chart.variation is st.Kind.COMMON_CAUSE:
        return f"{last.label} is within what chance alone moves."
    better = "an improvement" if chart.variation is st.Kind.IMPROVEMENT else "a worsening"
    return f"{last.label} is {_SIGNAL[point.signal]}: {better} beyond chance."


def _few(points: int) -> tuple[str, ...]:
    return (f"With {points} figures, fewer than {FEWEST}, the limits are provisional.",) if points < FEWEST else ()


def _limits(chart: st.Chart, rows: Sequence[FigureRow]) -> tuple[Limit, ...]:
    """The limits of each row's period; the chart may hold more periods than the rows."""
    periods = {row.period.start: row.period for row in rows}
    found = []
    for point in chart.points:
        lower, upper = chart.shown_limits(point)
        period = periods.get(point.date) if point.date else None
        if period is not None and point.mean is not None and lower is not None and upper is not None:
            found.append(Limit(period, point.mean, lower, upper))
    return tuple(found)


def _false_signals(rows: Sequence[FigureRow], points: int, rules: str) -> str:
    """How often such a chart signals although nothing changes: by its length, and by its events where they are few."""
    counts = [
        min(row.numerator, row.denominator - row.numerator)
        for row in rows
        if row.value is not None and row.numerator is not None and row.denominator is not None
    ]
    mean = sum(counts) / len(counts) if counts else _FEW
    rate = _rate(points, float(max(round(mean), 1)) if mean < _FEW else None, rules)
    return (
        f"Where nothing changes, a chart like this one flags its last figure {rate.last_point:.0%} of the time, "
        f"and some figure {rate.any_point:.0%} of the time."
    )


@lru_cache(maxsize=256)
def _rate(points: int, expected: float | None, rules: str) -> st.FalseSignals:
    """Simulated once for each size of chart; the same seed gives the same answer."""
    return st.false_signal_rate(points, screen_outliers=st.RULE_SETS[rules], expected=expected)
