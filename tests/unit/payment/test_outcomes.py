"""Outcomes: achieved by the contract's own rule, and their points to the last fraction."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from evenlode.payment import judge, outcome_results
from evenlode.results import Outturn, Stage, Status
from evenlode.terms.terms import Terms

Make = Callable[..., Any]


def statuses(terms: Terms, *outturns: Outturn) -> list[Status]:
    return [found.status for found in outcome_results(judge(outturns, terms), terms)]


def test_by_default_all_in_performance_must_be_achieved(
    indicator: Make, outcome: Make, terms: Make, outturn: Make
) -> None:
    given = terms(outcome("one", indicator("a"), indicator("b"), indicator("c", stage=Stage.MONITORED)))
    assert statuses(given, outturn("a"), outturn("b"), outturn("c", 1)) == [Status.ACHIEVED]
    assert statuses(given, outturn("a"), outturn("b", 1)) == [Status.PARTIAL]
    assert statuses(given, outturn("a", 1), outturn("b", 1)) == [Status.NOT_ACHIEVED]
    assert statuses(given, outturn("a"), outturn("b", 5, 5)) == [Status.NOT_ASSESSABLE]
    assert statuses(given, outturn("a")) == [Status.AWAITING_DATA]
    assert statuses(given, outturn("a", 1)) == [Status.NOT_ACHIEVED]


@pytest.mark.parametrize(
    ("asked", "passes", "status"),
    [
        ("3/4", "ab", Status.ACHIEVED),
        ("3/4", "bc", Status.PARTIAL),
        ("1/2", "bc", Status.ACHIEVED),
        ("51/100", "bc", Status.PARTIAL),
    ],
)
def test_weighted_asks_for_a_share_of_the_weight(
    indicator: Make, outcome: Make, terms: Make, outturn: Make, asked: str, passes: str, status: Status
) -> None:
    weights = {"a": Fraction(1, 2), "b": Fraction(1, 4), "c": Fraction(1, 4)}
    one = outcome("one", *(indicator(name, weight=weight) for name, weight in weights.items()))
    given = terms(one, outcome_achieved="weighted", outcome_achieved_weight=Fraction(asked))
    figures = [outturn(name, 700 if name in passes else 1) for name in weights]
    assert statuses(given, *figures) == [status]


def test_weighted_has_no_answer_only_while_what_is_missing_could_decide(
    indicator: Make, outcome: Make, terms: Make, outturn: Make
) -> None:
    one = outcome("one", *(indicator(name, weight=Fraction(1, 3)) for name in "abc"))
    given = terms(one, outcome_achieved="weighted", outcome_achieved_weight=Fraction(2, 3))
    assert statuses(given, outturn("a"), outturn("b", 5, 5), outturn("c", 1)) == [Status.NOT_ASSESSABLE]
    assert statuses(given, outturn("a"), outturn("b"), outturn("c", 5, 5)) == [Status.ACHIEVED]
    assert statuses(given, outturn("a", 1), outturn("b", 1)) == [Status.NOT_ACHIEVED]


def test_the_headline_indicator_decides_alone(indicator: Make, outcome: Make, terms: Make, outturn: Make) -> None:
    given = terms(outcome("one", indicator("a"), indicator("b"), headline="b"), outcome_achieved="headline")
    assert statuses(given, outturn("a", 1), outturn("b")) == [Status.ACHIEVED]
    assert statuses(given, outturn("a"), outturn("b", 1)) == [Status.NOT_ACHIEVED]
    without = terms(outcome("one", indicator("a"), headline="gone"), outcome_achieved="headline")
    assert statuses(without, outturn("a")) == [Status.NOT_ASSESSABLE]


def test_points_are_exact_and_add_up(indicator: Make, outcome: Make, terms: Make, outturn: Make, ladder: Make) -> None:
    steps = ladder(good=("1/2", "1/3"), excellent=("9/10", "1"))
    one = outcome("one", indicator("a", ladders=(steps,), weight=Fraction(1, 7)), indicator("b", weight=Fraction(6, 7)))
    given = terms(one, outcome("carers", points=Fraction(0), number=2))
    found, carers = outcome_results(judge([outturn("a"), outturn("b", 1)], given), given)
    assert found.points is not None
    assert found.points.earned == Fraction(100, 21)
    assert found.points.not_earned == 100 - Fraction(100, 21)
    assert (found.achieved, found.paid_on, found.is_possible) == (1, 2, True)
    assert found.sentence == "Partly achieved: 1 of 2 indicators achieved."
    assert (carers.status, carers.is_possible, carers.sentence) == (
        Status.NOT_MEASURED,
        False,
        "Not measured: nobody has agreed how.",
    )
