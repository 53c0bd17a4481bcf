"""From a breach to its end: each step on its clause, in its order; and whether a recovery keeps its promise."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from evenlode.problems import Refusal
from evenlode.results import Polarity
from evenlode.settlement.breaching import BreachDone, BreachStep, Waypoint, check_breach, is_on_track

DAY = date(2018, 11, 1)
POINTS = (Waypoint(date(2018, 12, 31), Fraction(1, 2)), Waypoint(date(2019, 3, 31), Fraction(3, 5)))


def done(step: str, **changes: object) -> BreachDone:
    money = {"amount": 100, "year": "small-vale/2018-10-01"} if step == "withhold" else {}
    values = {"indicator": "a", "step": BreachStep(step), "on": DAY, "by": "ann", "clause": "9.1", **money}
    return BreachDone(**(values | changes))  # type: ignore[arg-type]  # the fields of a step


def way(*steps: str) -> list[BreachDone]:
    return [done(step, waypoints=POINTS if step == "trajectory" else ()) for step in steps]


@pytest.mark.parametrize("end", ["release", "withhold", "break", "trajectory"])
def test_the_whole_way(end: str) -> None:
    steps = way("breach", "notice", "plan", "trajectory", end)
    for place, step in enumerate(steps):
        check_breach(steps[:place], step)


@pytest.mark.parametrize(
    ("before", "step"),
    [
        ((), "notice"),
        (("breach",), "plan"),
        (("breach",), "breach"),
        (("breach", "notice"), "release"),
        (("breach",), "break"),
        (("breach", "notice", "plan", "trajectory"), "forfeit"),
    ],
)
def test_a_step_out_of_order_is_refused(before: tuple[str, ...], step: str) -> None:
    with pytest.raises(Refusal, match=r"BREACH\.STATE"):
        check_breach(way(*before), done(step))


def test_another_indicator_has_a_way_of_its_own() -> None:
    check_breach(way("breach"), done("breach", indicator="b"))


@pytest.mark.parametrize(
    ("step", "rule"),
    [
        (done("breach", clause=" "), "BREACH.CLAUSE"),
        (done("trajectory", waypoints=()), "BREACH.TRAJECTORY"),
        (done("trajectory", waypoints=POINTS[::-1]), "BREACH.TRAJECTORY"),
        (done("trajectory", waypoints=POINTS, on=date(2018, 10, 1)), "BREACH.DATE"),
    ],
)
def test_what_is_missing_is_refused(step: BreachDone, rule: str) -> None:
    before = way("breach", "notice", "plan") if step.step is BreachStep.TRAJECTORY else []
    with pytest.raises(Refusal, match=rule):
        check_breach(before, step)


@pytest.mark.parametrize(
    ("day", "value", "polarity", "kept"),
    [
        (date(2018, 12, 30), "1/4", Polarity.HIGHER_IS_BETTER, None),
        (date(2018, 12, 31), "1/2", Polarity.HIGHER_IS_BETTER, True),
        (date(2019, 3, 31), "1/2", Polarity.HIGHER_IS_BETTER, False),
        (date(2019, 3, 31), "1/2", Polarity.LOWER_IS_BETTER, True),
    ],
)
def test_a_recovery_is_held_to_the_promise_that_is_due(
    day: date, value: str, polarity: Polarity, kept: bool | None
) -> None:
    assert is_on_track(POINTS, day, Fraction(value), polarity) is kept
