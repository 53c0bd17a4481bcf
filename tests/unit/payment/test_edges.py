"""Edges of the rules of payment: each is a sum of money that one changed sign or number would get wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from evenlode.payment import AuditedCosts, gain_share, judge, outcome_results, pay
from evenlode.payment.book import Account
from evenlode.payment.ledger import balances, to_schemes
from evenlode.problems import Refusal
from evenlode.results import Outturn, Payment, Stage, Status
from evenlode.terms.money_terms import Band, GainShareTerms, Quality
from evenlode.terms.terms import CompleteReturn, Terms
from tests.unit.payment.conftest import START, make_ladder, make_line
from tests.unit.payment.test_sharing import ENVELOPE, YEAR_END, share

Make = Callable[..., Any]


def paid(terms: Terms, *outturns: Outturn) -> Payment:
    return pay(judge(outturns, terms), terms)


@pytest.mark.parametrize("least", [0, 1])
def test_one_person_is_enough_where_the_contract_asks_for_no_more(
    indicator: Make, outcome: Make, terms: Make, outturn: Make, least: int
) -> None:
    given = terms(outcome("one", indicator("a", minimum_denominator=least)))
    assert paid(given, outturn("a", 1, 1)).earned == given.pot
    assert judge([outturn("a", 0, 0)], given)[0].status is Status.NOT_ASSESSABLE


def test_an_outcome_that_is_one_line_has_all_its_points(indicator: Make, outcome: Make, terms: Make) -> None:
    """Without an indicator, or without a weight, and no more than they are."""
    unmeasured = outcome("one", points=Fraction(60))
    weightless = outcome("two", indicator("a", weight=Fraction(0)), points=Fraction(40), number=2)
    given = terms(unmeasured, weightless)
    whole = [line.points for line in paid(given).lines if line.indicator is None]
    assert whole == [60, 40]
    points = [found.points for found in outcome_results([], given)]
    assert [(one.offered, one.not_on_offer) for one in points if one] == [(60, 60), (40, 40)]


def test_an_outcome_of_no_points_is_allowed_and_pays_nothing(
    indicator: Make, outcome: Make, terms: Make, outturn: Make
) -> None:
    given = terms(outcome("one", indicator("a"), points=Fraction(0)), outcome("two", indicator("b"), number=2))
    payment = paid(given, outturn("a"), outturn("b"))
    assert [line.earned for line in payment.lines] == [0, given.pot]
    points = [found.points for found in outcome_results(judge([outturn("a"), outturn("b")], given), given)]
    assert [(one.offered, one.earned) for one in points if one] == [(0, 0), (100, 100)]


def test_points_that_are_held_or_not_on_offer_are_counted_as_such(
    indicator: Make, outcome: Make, terms: Make, outturn: Make
) -> None:
    """Weights 1 to 3 share 40 points as 10 to 30, whatever the weights add to."""
    one = outcome("one", indicator("a", weight=Fraction(1)), indicator("b", weight=Fraction(3)), points=Fraction(40))
    given = terms(one, outcome("two", indicator("c"), points=Fraction(60), number=2), not_assessable="hold")
    judged = judge([outturn("a"), outturn("c")], given)
    assert [line.points for line in pay(judged, given).lines] == [10, 30, 60]
    found = outcome_results(judged, given)[0].points
    assert found is not None
    assert (found.offered, found.earned, found.held, found.not_earned, found.not_on_offer) == (40, 10, 30, 0, 0)
    baseline = terms(outcome("one", indicator("a", stage=Stage.BASELINE), points=Fraction(40)), pot=100)
    (nothing,) = outcome_results(judge([outturn("a")], baseline), baseline)
    assert nothing.points is not None
    assert (nothing.points.held, nothing.points.not_on_offer) == (0, 40)


def test_by_the_rule_for_all_an_indicator_without_weight_decides_as_well(
    indicator: Make, outcome: Make, terms: Make, outturn: Make
) -> None:
    one = outcome("one", indicator("a"), indicator("b", weight=Fraction(0)), points=Fraction(90))
    given = terms(one, bonus_points=Fraction(10))
    assert paid(given, outturn("a"), outturn("b")).earned == given.pot
    assert paid(given, outturn("a"), outturn("b", 1)).earned == given.pot * 9 // 10


def test_a_weight_is_a_share_of_what_decides_and_not_of_all(
    indicator: Make, outcome: Make, terms: Make, outturn: Make
) -> None:
    """Of 30% and 30% in performance and 40% in baseline, one met is half of what decides."""
    weights = {"a": Fraction(3, 10), "b": Fraction(3, 10)}
    one = outcome(
        "one",
        *(indicator(name, weight=weight) for name, weight in weights.items()),
        indicator("c", weight=Fraction(2, 5), stage=Stage.BASELINE),
    )
    half = terms(one, outcome_achieved="weighted", outcome_achieved_weight=Fraction(1, 2))
    figures = (outturn("a"), outturn("b", 1), outturn("c", 1))
    assert outcome_results(judge(figures, half), half)[0].status is Status.ACHIEVED
    unsaid = terms(one, outcome_achieved="weighted")
    assert outcome_results(judge(figures, unsaid), unsaid)[0].status is Status.PARTIAL
    both = (outturn("a"), outturn("b"), outturn("c", 1))
    assert outcome_results(judge(both, unsaid), unsaid)[0].status is Status.ACHIEVED


def test_an_outcome_that_no_level_pays_takes_nothing_of_the_pot(
    indicator: Make, outcome: Make, terms: Make, outturn: Make
) -> None:
    ladder = make_ladder(good=("9/20", "1"))
    one = outcome("one", indicator("a", ladders=(ladder,)), points=None, pays={"good": Fraction(2, 5)})
    two = outcome("two", indicator("b"), points=None, pays={}, number=2)
    payment = paid(terms(one, two, divided_by="pot_percent", pot=1000), outturn("a"), outturn("b"))
    assert [line.share_of_pot for line in payment.lines] == [400, 0, 600]


@pytest.mark.parametrize("pays", [{"good": Fraction(2, 5), "excellent": Fraction(9, 50)}, {"good": Fraction(2, 5)}])
def test_a_higher_level_never_pays_less_of_the_pot(
    indicator: Make, outcome: Make, terms: Make, pays: dict[str, Fraction]
) -> None:
    """Whatever its ladder says by itself: of a pot divided by per cent the outcome says what a level pays."""
    ladder = make_ladder(good=("9/20", "9/20"), excellent=("3/5", "1"))
    given = terms(
        outcome("one", indicator("a", ladders=(ladder,)), points=None, pays=pays), divided_by="pot_percent", pot=1000
    )
    with pytest.raises(Refusal, match="a higher level pays less than a lower one"):
        pay([], given)


def test_a_return_that_is_paid_for_keeps_its_figure(indicator: Make, outcome: Make, terms: Make, outturn: Make) -> None:
    asks = CompleteReturn(START, Fraction(9, 10), None)
    given = terms(outcome("one", indicator("a", shape="reporting", lines=(), returns=(asks,))))
    (found,) = judge([outturn("a", 700, 1000, eligible=1000, missing=0)], given)
    assert (found.status, found.because.value) == (Status.ACHIEVED, Fraction(7, 10))


def test_a_scheme_that_is_given_nothing_is_left_out() -> None:
    moved = to_schemes({"clinic": 0, "garden": 5}, Account.NOT_ON_OFFER, 5, "of the case")
    assert balances(moved) == {"not on offer": -5, "reinvestment: garden": 5}


EVERYTHING = (Band(Fraction(0), None, Fraction(1)),)
NOTHING = (Band(Fraction(0), None, Fraction(0)),)


def test_a_saving_of_less_than_a_penny_is_a_saving() -> None:
    """Half a penny is under the saving's own cap and bands, not the loss's; and it is rounded up at the end."""
    assert share(1).to_provider == 1
    assert share(1, "bands", "cap", cap=Fraction(0)).to_provider == 0
    rule = GainShareTerms(
        "commissioner", "one", ("quality", "bands"), NOTHING, EVERYTHING, quality=Quality("points earned")
    )
    assert gain_share(AuditedCosts(ENVELOPE, ENVELOPE - 1, quality=50), rule, YEAR_END).provider == 0


def test_a_cap_of_less_than_a_penny_is_rounded_with_the_rest() -> None:
    cap = Fraction(6, 10 * ENVELOPE)
    assert share(1, "bands", "cap", bands=EVERYTHING, cap=cap).to_provider == 1


def test_the_smallest_envelope_and_no_cost_at_all_are_shared() -> None:
    assert share(1, envelope=1, actual=0, bands=EVERYTHING).to_provider == 1


def test_a_fee_or_a_limit_of_nothing_is_nothing() -> None:
    assert share(10, "support fee", "bands", support_fee=0, people=3, bands=EVERYTHING).to_provider == 10
    costs = (6, 4)
    assert share(0, "truncation", "bands", truncate_at=0, costs_of_people=costs, bands=EVERYTHING).to_provider == 10


def test_a_minimum_rate_of_losses_is_not_one_of_savings() -> None:
    rule = GainShareTerms(
        "commissioner",
        "one",
        ("quality", "minimum savings rate", "bands"),
        EVERYTHING,
        minimum_loss_rate=Fraction(1, 100),
        quality=Quality("points earned"),
    )
    assert gain_share(AuditedCosts(ENVELOPE, ENVELOPE - 1, quality=50), rule, YEAR_END).provider == 1


MID_YEAR = date(2018, 4, 1)


def test_by_month_a_level_pays_what_it_pays_in_the_last_month(
    indicator: Make, outcome: Make, terms: Make, outturn: Make, months: Make
) -> None:
    ladders = (make_ladder(good=("1/2", "1/4")), make_ladder(date(2018, 9, 1), good=("3/5", "3/4")))
    given = terms(outcome("one", indicator("a", ladders=ladders)), judging_day="by month", pot=1000)
    figures = months("a", [(60, 100)] * 12)
    assert paid(given, outturn("a", 550, 1000), *figures).earned == 750


def test_by_month_a_month_with_nobody_in_it_weighs_nothing(
    indicator: Make, outcome: Make, terms: Make, outturn: Make, months: Make
) -> None:
    """Nobody came while 60% was asked, so the year is judged by the 50% of its second half."""
    lines = (make_line("3/5"), make_line("1/2", MID_YEAR))
    given = terms(outcome("one", indicator("a", lines=lines)), judging_day="by month", pot=1000)
    figures = months("a", [(0, 0)] * 6 + [(50, 100)] * 6)
    assert paid(given, outturn("a", 300, 600), *figures).earned == 1000
    assert paid(given, outturn("a", 299, 600), *figures).earned == 0
