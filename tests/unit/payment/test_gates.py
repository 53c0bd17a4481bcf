"""Data-quality gates, and the indicator of feedback that the bonus may wait for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from evenlode.payment import BONUS, judge, outcome_results, pay
from evenlode.results import PaymentLine, Stage, Status
from evenlode.terms.terms import Gate

Make = Callable[..., Any]


@pytest.fixture
def paid(indicator: Make, outcome: Make, terms: Make, outturn: Make) -> Callable[..., dict[str, PaymentLine]]:
    """A year with an indicator achieved and one that a gate asks for; the lines by name."""

    def _paid(gate: Gate | None, asked: Any, feedback: str | None = None, **changes: Any) -> dict[str, PaymentLine]:
        watched = indicator("q", weight=Fraction(0), stage=Stage.MONITORED, **changes)
        given = terms(outcome("one", indicator("a"), watched, points=Fraction(90)), bonus_points=Fraction(10))
        rules = replace(given.rules, gates=(gate,) if gate else (), bonus_feedback=feedback)
        given = replace(given, rules=rules)
        judgements = judge([outturn("a"), *([asked] if asked else [])], given)
        payment = pay(judgements, given)
        (result,) = outcome_results(judgements, given)
        assert result.points is not None
        assert result.points.earned * payment.pot / 100 == sum(line.earned for line in payment.lines if line.indicator)
        return {line.indicator or line.outcome: line for line in payment.lines}

    return _paid


@pytest.mark.parametrize(
    ("numerator", "keeps", "otherwise", "earned", "held", "not_earned"),
    [
        (600, "0", "to_reinvestment", 90_000_000, 0, 0),
        (599, "0", "to_reinvestment", 0, 0, 90_000_000),
        (599, "0", "hold", 0, 90_000_000, 0),
        (599, "1/2", "to_reinvestment", 45_000_000, 0, 45_000_000),
        (None, "1/2", "hold", 45_000_000, 45_000_000, 0),
    ],
)
def test_a_gate_lets_through_only_its_share(
    paid: Make,
    outturn: Make,
    numerator: int | None,
    keeps: str,
    otherwise: Any,
    earned: int,
    held: int,
    not_earned: int,
) -> None:
    asked = outturn("q", numerator) if numerator else None
    lines = paid(Gate("q", Fraction(keeps), otherwise), asked)
    assert (lines["a"].earned, lines["a"].held, lines["a"].not_earned) == (earned, held, not_earned)
    assert lines[BONUS].earned * 9 == earned
    assert ("data-quality gate Q is" in lines["a"].because) == (numerator != 600)


def test_a_gate_whose_indicator_is_not_in_force_is_open(paid: Make) -> None:
    assert paid(Gate("nobody", Fraction(0), "hold"), None)["a"].earned == 90_000_000


@pytest.mark.parametrize(
    ("numerator", "status", "part"),
    [
        (600, Status.ACHIEVED, "earned"),
        (599, Status.NOT_ACHIEVED, "not_earned"),
        (None, Status.NOT_ASSESSABLE, "not_earned"),
    ],
)
def test_the_bonus_may_wait_for_feedback(
    paid: Make, outturn: Make, numerator: int | None, status: Status, part: str
) -> None:
    line = paid(None, outturn("q", numerator) if numerator else None, feedback="q")[BONUS]
    assert (line.status, getattr(line, part)) == (status, 10_000_000)
    assert "q" in line.because


def test_feedback_that_is_not_in_force_puts_the_bonus_out_of_reach(paid: Make) -> None:
    line = paid(None, None, feedback="nobody")[BONUS]
    assert (line.status, line.not_on_offer) == (Status.NOT_MEASURED, 10_000_000)


def test_what_a_gate_says_is_of_this_year_and_not_of_another_one_simulated(
    indicator: Make, outcome: Make, terms: Make, outturn: Make
) -> None:
    given = terms(outcome("one", indicator("a", weight=Fraction(1)), indicator("q", weight=Fraction(0))))
    given = replace(given, rules=replace(given.rules, gates=(Gate("q", Fraction(0), "hold"),)))
    for count, word in ((1, "not achieved"), (None, "awaiting data")):
        figures = [outturn("a"), *([outturn("q", count)] if count else [])]
        line = pay(judge(figures, given), given).lines[0]
        assert f"The data-quality gate Q is {word}" in line.because
