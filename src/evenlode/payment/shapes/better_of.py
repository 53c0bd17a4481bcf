"""Better of: the higher of attainment, from threshold to benchmark, and improvement, from the baseline to benchmark."""

from __future__ import annotations

from fractions import Fraction

from evenlode.payment.asked import ALL, NOTHING, Answer, Asked, no_line
from evenlode.payment.words import line_text
from evenlode.payment.yardstick import meets
from evenlode.results import Status

_TEN = 10
_HALF = Fraction(1, 2)


def judge(asked: Asked) -> Answer:
    """All at the benchmark; else the better of how far it has come from the threshold and from the baseline.

    By a straight line, or in ten whole points as hospital value-based purchasing has them: 1 to 9 for attainment,
    0 to 9 for improvement, half a point rounded up. Source: 42 CFR 412.165(a).
    """
    stick, polarity = asked.yardstick, asked.indicator.polarity
    improvement = asked.indicator.improvement_on(asked.year.end)
    if stick is None or improvement is None:
        return no_line(asked)
    threshold, benchmark = stick.rungs
    if meets(asked.value, benchmark.line, polarity):
        return Answer(Status.ACHIEVED, ALL, asked.say_compared(stick, benchmark, is_met=True), line=benchmark.line)
    attained = NOTHING
    if meets(asked.value, threshold.line, polarity):
        attained = _way(asked.value, threshold.line, benchmark.line)
        if improvement.in_ten_points:
            attained = _points(9 * attained + _HALF, least=1)
    improved = NOTHING
    baseline = improvement.baseline
    if meets(asked.value, baseline, polarity):  # short of the benchmark, so the baseline is short of it too
        improved = _way(asked.value, baseline, benchmark.line)
        if improvement.in_ten_points:
            improved = _points(_TEN * improved - _HALF, least=0)
    share = max(attained, improved)
    words = asked.say_compared(stick, benchmark, is_met=False)
    since = f"improvement since the baseline of {line_text(baseline, stick.is_share)}"
    come = f"{line_text(attained, is_share=True)} by attainment, {line_text(improved, is_share=True)} by {since}"
    status = Status.PARTIAL if share else Status.NOT_ACHIEVED
    return Answer(status, share, f"{words} It comes to {come}; the better counts.", line=benchmark.line)


def _way(value: Fraction, start: Fraction, end: Fraction) -> Fraction:
    return (value - start) / (end - start)


def _points(exact: Fraction, least: int) -> Fraction:
    """Points as a share of ten, rounded to the nearest, half up; short of the benchmark they never come to ten."""
    return Fraction(max((exact + _HALF).__floor__(), least), _TEN)
