"""Published statuses: replayed beside the terms as they stood, and never a value or money."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from evenlode.payment import outcome_results, pay, replay
from evenlode.problems import Refusal
from evenlode.results import Kind, Source, Stage, Status

Make = Callable[..., Any]
START = date(2017, 10, 1)


@dataclass(frozen=True)
class Printed:
    indicator: str
    statuses: dict[date, Status]


def test_a_status_stands_beside_the_target_and_the_stage_of_its_year(
    indicator: Make, outcome: Make, terms: Make, line: Make
) -> None:
    one = indicator("a", lines=(line("1/2"), line("3/5", START, "CV-03")), stage=Stage.BASELINE)
    (found,) = replay([Printed("a", {START: Status.PARTIAL})], terms(outcome("one", one)))
    assert (found.status, found.share, found.source, found.stage) == (
        Status.PARTIAL,
        0,
        Source.PUBLISHED_STATUS,
        Stage.BASELINE,
    )
    because = found.because
    assert because.sentence == (
        "Published as partial achievement, without figures; "
        "the line was 60%, in force from 1 October 2017 (variation CV-03)."
    )
    assert (because.line, because.line_from, because.variation) == (Fraction(3, 5), START, "CV-03")
    assert because.value is because.numerator is because.denominator is because.coverage is None


def test_a_status_rule_has_no_line(indicator: Make, outcome: Make, terms: Make) -> None:
    one = indicator("a", shape="any_improvement", kind=Kind.CHANGE, lines=())
    (found,) = replay([Printed("a", {START: Status.ACHIEVED})], terms(outcome("one", one)))
    assert found.because.line is None
    assert found.because.sentence == "Published as achieved, without figures; no line was in force."


def test_only_the_year_is_replayed_in_the_order_of_the_contract(indicator: Make, outcome: Make, terms: Make) -> None:
    printed = [
        Printed("c", {START: Status.ACHIEVED, date(2016, 10, 1): Status.PARTIAL}),
        Printed("b", {date(2016, 10, 1): Status.ACHIEVED}),
        Printed("stranger", {date(2016, 10, 1): Status.ACHIEVED}),
        Printed("a", {START: Status.NOT_ACHIEVED}),
    ]
    found = replay(printed, terms(outcome("one", *(indicator(name) for name in "abc"))))
    assert [(one.indicator, one.status) for one in found] == [("a", Status.NOT_ACHIEVED), ("c", Status.ACHIEVED)]


def test_a_status_of_nothing_in_force_and_a_second_status_are_refused_together(
    indicator: Make, outcome: Make, terms: Make
) -> None:
    printed = [Printed(name, {START: Status.ACHIEVED}) for name in ("a", "a", "stranger")]
    with pytest.raises(Refusal) as refusal:
        replay(printed, terms(outcome("one", indicator("a"))))
    assert [problem.rule for problem in refusal.value.problems] == ["KEY.DUPLICATE", "CODE.LIST"]


def test_no_money_comes_of_it_not_even_the_bonus(indicator: Make, outcome: Make, terms: Make) -> None:
    given = terms(outcome("one", indicator("a"), points=Fraction(90)), bonus_points=Fraction(10))
    judgements = replay([Printed("a", {START: Status.ACHIEVED})], given)
    payment = pay(judgements, given)
    assert (payment.earned, payment.held, payment.not_on_offer) == (0, 0, payment.pot)
    assert {line.because for line in payment.lines} == {"A status published without figures is never money."}
    assert [found.status for found in outcome_results(judgements, given)] == [Status.ACHIEVED]
