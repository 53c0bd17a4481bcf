"""The gain share: bands, rates, caps, quality, carried losses, and an order of operations that is never implied."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from evenlode.payment import AuditedCosts, CarriedLoss, GainShare, gain_share
from evenlode.payment.bands import passed_on
from evenlode.problems import Refusal
from evenlode.terms.money_terms import Band, GainShareTerms, Quality

YEAR_END = date(2018, 9, 30)
ENVELOPE = 100_000_00
HALF = (Band(Fraction(0), None, Fraction(1, 2)),)
CORRIDOR = (
    Band(Fraction(0), Fraction(3, 100), Fraction(0)),
    Band(Fraction(3, 100), Fraction(8, 100), Fraction(1, 2)),
    Band(Fraction(8, 100), None, Fraction(4, 5)),
)


def share(saving: int, *order: str, **changes: Any) -> GainShare:
    """A saving in pence of an envelope of £100,000, shared; held by the commissioner with one side unless changed."""
    own = {name: changes.pop(name) for name in list(changes) if name in AuditedCosts.__slots__}
    values: dict[str, Any] = {"held_by": "commissioner", "sides": "one", "bands": HALF, "order": order or ("bands",)}
    costs = AuditedCosts(**({"envelope": ENVELOPE, "actual": ENVELOPE - saving} | own))
    return gain_share(costs, GainShareTerms(**(values | changes)), YEAR_END)


@pytest.mark.parametrize(
    ("saving", "to_provider"),
    [(0, 0), (3_000_00, 0), (3_000_02, 1), (5_000_00, 1_000_00), (8_000_00, 2_500_00), (10_000_00, 4_100_00)],
)
def test_bands_are_a_corridor_and_each_shares_only_what_lies_in_it(saving: int, to_provider: int) -> None:
    assert share(saving, bands=CORRIDOR).to_provider == to_provider


@pytest.mark.parametrize(
    ("sides", "held_by", "saving", "to_provider", "provider"),
    [
        ("one", "commissioner", 10_000_00, 5_000_00, 5_000_00),
        ("one", "commissioner", -10_000_00, 0, 0),
        ("two", "commissioner", -10_000_00, -5_000_00, -5_000_00),
        ("one", "provider", 10_000_00, -5_000_00, 5_000_00),
        ("one", "provider", -10_000_00, 0, -10_000_00),
        ("two", "provider", -10_000_00, 5_000_00, -5_000_00),
    ],
)
def test_who_holds_the_saving_decides_which_way_the_money_goes(
    sides: str, held_by: str, saving: int, to_provider: int, provider: int
) -> None:
    found = share(saving, sides=sides, held_by=held_by)
    assert (found.to_provider, found.provider) == (to_provider, provider)
    assert found.provider + found.commissioner == found.saving == saving


def test_losses_may_have_bands_of_their_own() -> None:
    tenth = (Band(Fraction(0), None, Fraction(1, 10)),)
    assert share(-10_000_00, sides="two", loss_bands=tenth).to_provider == -1_000_00
    assert share(10_000_00, sides="two", loss_bands=tenth).to_provider == 5_000_00


@pytest.mark.parametrize(("saving", "to_provider"), [(1_999_99, 0), (2_000_00, 1_000_00), (-2_999_99, 0)])
def test_a_minimum_rate_is_reached_on_its_line_and_then_counts_from_the_first_pound(
    saving: int, to_provider: int
) -> None:
    rates = {"minimum_savings_rate": Fraction(2, 100), "minimum_loss_rate": Fraction(3, 100)}
    found = share(saving, "minimum savings rate", "bands", sides="two", **rates)
    assert found.to_provider == to_provider
    assert share(-3_000_00, "minimum savings rate", "bands", sides="two", **rates).to_provider == -1_500_00
    small = share(-2_999_99, "minimum savings rate", "bands", sides="two", **rates)
    assert small.steps[0].because == "The loss is less than 3% of the envelope: nothing is shared."


def test_caps_are_shares_of_the_envelope_on_either_side() -> None:
    caps = {"cap": Fraction(4, 100), "loss_cap": Fraction(1, 100)}
    assert share(10_000_00, "bands", "cap", sides="two", **caps).to_provider == 4_000_00
    assert share(7_000_00, "bands", "cap", sides="two", **caps).to_provider == 3_500_00
    assert share(-10_000_00, "bands", "cap", sides="two", **caps).to_provider == -1_000_00


def test_the_order_of_cap_and_share_is_the_contracts_and_matters() -> None:
    assert share(10_000_00, "bands", "cap", cap=Fraction(4, 100)).to_provider == 4_000_00
    assert share(10_000_00, "cap", "bands", cap=Fraction(4, 100)).to_provider == 2_000_00


def test_truncation_leaves_out_what_a_person_costs_above_the_point() -> None:
    people = (5_000_00, 1_000_00, 999_99, 0)
    found = share(1_000_00, "truncation", "bands", truncate_at=1_000_00, costs_of_people=people)
    assert found.to_provider == 2_500_00
    assert found.saving == 1_000_00


@pytest.mark.parametrize(("saving", "to_provider"), [(10_000_00, 3_000_00), (-10_000_00, -5_000_00)])
def test_quality_scales_savings_and_never_losses(saving: int, to_provider: int) -> None:
    terms = GainShareTerms("commissioner", "two", ("bands", "quality"), HALF, quality=Quality("points earned"))
    costs = AuditedCosts(ENVELOPE, ENVELOPE - saving, quality=Fraction(60))
    assert gain_share(costs, terms, YEAR_END).to_provider == to_provider


@pytest.mark.parametrize(("saving", "passed"), [(10_000_00, 7_000_00), (-10_000_00, -5_000_00)])
def test_quality_scales_what_a_provider_keeps_of_the_saving_that_it_holds(saving: int, passed: int) -> None:
    terms = GainShareTerms("provider", "two", ("bands", "quality"), HALF, quality=Quality("points earned"))
    costs = AuditedCosts(ENVELOPE, ENVELOPE - saving, quality=Fraction(60))
    assert gain_share(costs, terms, YEAR_END).to_provider == -passed
    wrong = GainShareTerms("provider", "two", ("quality", "bands"), HALF, quality=Quality("points earned"))
    with pytest.raises(Refusal, match="which the bands decide"):
        gain_share(costs, wrong, YEAR_END)


@pytest.mark.parametrize(("met", "to_provider"), [(8, 0), (9, 2_050_00), (11, 2_050_00), (12, 2_350_00)])
def test_a_ladder_of_thresholds_leaves_the_share_of_the_step_reached(met: int, to_provider: int) -> None:
    ladder = Quality("thresholds met", ((9, Fraction(41, 100)), (12, Fraction(47, 100))))
    terms = GainShareTerms("commissioner", "one", ("bands", "quality"), HALF, quality=ladder)
    costs = AuditedCosts(ENVELOPE, ENVELOPE - 10_000_00, quality=Fraction(met))
    assert gain_share(costs, terms, YEAR_END).to_provider == to_provider


def test_losses_are_carried_and_later_savings_make_good_the_oldest_first() -> None:
    lost = share(-1_000_00, "carried losses", "bands", carry_losses_years=3)
    assert lost.carried_forward == (CarriedLoss(YEAR_END, 1_000_00),)
    assert (lost.to_provider, lost.provider) == (0, 0)
    earlier = (CarriedLoss(date(2016, 9, 30), 300_00), CarriedLoss(date(2015, 9, 30), 900_00))
    found = share(1_000_00, "carried losses", "bands", carry_losses_years=3, brought_forward=earlier)
    assert found.to_provider == 0
    assert found.carried_forward == (CarriedLoss(date(2016, 9, 30), 200_00),)
    after = share(1_000_00, "bands", "carried losses", carry_losses_years=3, brought_forward=earlier[:1])
    assert (after.to_provider, after.carried_forward) == (200_00, ())


def test_a_loss_too_old_is_forgotten() -> None:
    old = (CarriedLoss(date(2014, 9, 30), 900_00),)
    found = share(1_000_00, "carried losses", "bands", carry_losses_years=3, brought_forward=old)
    assert (found.to_provider, found.carried_forward) == (500_00, ())


def test_what_is_retained_and_what_is_reinvested_are_apart_and_add_up() -> None:
    found = share(1_001, retained=Fraction(2, 3))
    assert (found.provider, found.retained, found.reinvested) == (501, 334, 167)
    loss = share(-1_000, sides="two", retained=Fraction(2, 3))
    assert (loss.provider, loss.retained, loss.reinvested) == (-500, -500, 0)


def test_half_a_penny_is_rounded_away_from_nothing_once() -> None:
    assert share(1, sides="two").to_provider == 1
    assert share(-1, sides="two").to_provider == -1
    assert share(-1, sides="two", held_by="provider").to_provider == 1


def test_every_step_says_what_it_made_of_the_amount() -> None:
    rates = {"minimum_savings_rate": Fraction(1, 100), "cap": Fraction(1, 100)}
    found = share(10_000_00, "minimum savings rate", "bands", "cap", **rates)
    assert [(step.operation, step.amount) for step in found.steps] == [
        ("minimum savings rate", 10_000_00),
        ("bands", 5_000_00),
        ("cap", 1_000_00),
    ]
    assert found.steps[2].because == "Capped at 1% of the envelope."
    assert found.steps[1].because == "Passed on by bands of the envelope: 50% from 0%."


@pytest.mark.parametrize(
    ("call", "rule", "says"),
    [
        (lambda: share(0, envelope=0), "MONEY.RANGE", "not above £0"),
        (lambda: share(0, actual=-1), "MONEY.RANGE", "below it"),
        (lambda: share(0, "truncation", "bands", truncate_at=1), "CFG.MISSING", "the cost of each person"),
        (lambda: share(0, "support fee", "bands", support_fee=1), "CFG.MISSING", "the number of people"),
        (
            lambda: share(0, "truncation", "bands", truncate_at=1, costs_of_people=(ENVELOPE + 1,)),
            "VALUE.RANGE",
            "more",
        ),
        (lambda: share(0, people=-1), "VALUE.RANGE", "below nothing"),
        (lambda: share(0, quality=Fraction(101)), "VALUE.RANGE", "0 to 100"),
        (lambda: share(0, brought_forward=(CarriedLoss(YEAR_END, -1),)), "MONEY.RANGE", "carried loss"),
    ],
)
def test_a_figure_that_is_missing_or_cannot_be_true_is_refused(
    call: Callable[[], GainShare], rule: str, says: str
) -> None:
    with pytest.raises(Refusal, match=says) as refused:
        call()
    assert refused.value.rule == rule
    assert refused.value.fix


def test_quality_counts_where_the_bands_pass_nothing_on_and_before_they_divide() -> None:
    nothing = (Band(Fraction(0), None, Fraction(0)),)
    costs = AuditedCosts(ENVELOPE, ENVELOPE - 10_000_00, quality=Fraction(60))
    points = Quality("points earned")
    held = GainShareTerms("provider", "one", ("bands", "quality"), nothing, quality=points)
    assert gain_share(costs, held, YEAR_END).to_provider == -4_000_00
    first = GainShareTerms("commissioner", "one", ("quality", "bands"), CORRIDOR, quality=points)
    assert gain_share(costs, first, YEAR_END).to_provider == 1_500_00


def test_half_a_penny_is_no_loss_and_a_year_may_cost_nothing() -> None:
    assert share(1, "bands", "carried losses", carry_losses_years=3).to_provider == 1
    assert share(ENVELOPE).to_provider == ENVELOPE // 2


def test_the_last_penny_is_reinvested_where_nothing_is_retained() -> None:
    found = share(2, retained=Fraction(0))
    assert (found.retained, found.reinvested) == (0, 1)


def test_the_costs_of_people_may_be_all_the_cost_there_is() -> None:
    people = (ENVELOPE - 1_000_00,)
    found = share(1_000_00, "truncation", "bands", truncate_at=ENVELOPE - 2_000_00, costs_of_people=people)
    assert found.to_provider == 1_000_00


@pytest.mark.parametrize(("points", "to_provider"), [(0, 0), (100, 1)])
def test_quality_reaches_the_last_penny_and_both_of_its_ends(points: int, to_provider: int) -> None:
    terms = GainShareTerms("commissioner", "one", ("bands", "quality"), HALF, quality=Quality("points earned"))
    costs = AuditedCosts(ENVELOPE, ENVELOPE - 2, quality=points, brought_forward=(CarriedLoss(YEAR_END, 0),))
    assert gain_share(costs, terms, YEAR_END).to_provider == to_provider


def test_without_a_rule_no_loss_is_carried() -> None:
    assert share(1_000_00, brought_forward=(CarriedLoss(date(2017, 9, 30), 5),)).carried_forward == ()
    assert share(-1_000_00).carried_forward == ()


def test_parts_that_do_not_add_to_the_saving_are_no_gain_share() -> None:
    for parts in ((1, 0, 1, 0), (0, 0, 1, 0)):
        with pytest.raises(ValueError, match="do not add"):
            GainShare(0, 0, *parts, (), ())


def test_a_part_of_a_penny_is_shared_on_its_own_side() -> None:
    assert passed_on(Fraction(1, 2), ENVELOPE, HALF) == Fraction(1, 4)
    assert passed_on(Fraction(-1, 2), ENVELOPE, HALF) == Fraction(-1, 4)


def test_a_support_fee_comes_off_for_each_person_before_or_after_the_share() -> None:
    fee = {"support_fee": 1_00, "people": 1_000}
    before = share(10_000_00, "support fee", "bands", **fee)
    assert before.to_provider == 4_500_00
    assert before.steps[0].because == "A support fee of £1 for each of 1,000 people: £1,000."
    assert share(10_000_00, "bands", "support fee", **fee).to_provider == 4_000_00


def test_quality_that_is_asked_for_and_not_given_is_refused() -> None:
    terms = GainShareTerms("commissioner", "one", ("bands", "quality"), HALF, quality=Quality("points earned"))
    with pytest.raises(Refusal, match="give the points earned"):
        gain_share(AuditedCosts(ENVELOPE, ENVELOPE), terms, YEAR_END)
