"""What goes beside the pot: capitation, advances, uplifts, partners, and the settlement and ledger of it all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from evenlode.payment import (
    AuditedCosts,
    HeadCount,
    Supplied,
    capitation,
    instalments,
    judge,
    partner_lines,
    pay,
    per_member_month,
    points_earned,
    pounds_for_points,
    reconcile,
    settle,
)
from evenlode.payment.book import is_source, own_funds
from evenlode.payment.design import design_of_year
from evenlode.payment.ledger import Account, account_of_partner, account_of_scheme, balances, postings, to_schemes
from evenlode.payment.uplifting import factor_between, project, real_terms, uplifted
from evenlode.problems import Refusal
from evenlode.results import Period
from evenlode.terms.money_terms import Band, CapitationTerms, FlowTerms, GainShareTerms, Quality, Uplift
from tests.unit.payment.conftest import YEAR

Make = Callable[..., Any]
START = date(2015, 10, 1)
OCTOBER, NOVEMBER = YEAR.months()[:2]
PRICES = {"non-psychosis": 40_00, "psychosis": 100_50}
BY_HEAD = CapitationTerms("head", "on the first day", ((START, PRICES),))
HALF = (Band(Fraction(0), None, Fraction(1, 2)),)


class TestCapitation:
    def test_people_times_price_by_segment_and_the_adjustment_for_joiners_and_leavers(self, terms: Make) -> None:
        given = terms(capitation=BY_HEAD)
        counts = [
            HeadCount(NOVEMBER, "psychosis", 10),
            HeadCount(OCTOBER, "psychosis", 10, joiners=3, leavers=1),
            HeadCount(OCTOBER, "non-psychosis", 100, leavers=2),
        ]
        lines = capitation(counts, given)
        assert [(line.month, line.segment, line.paid, line.adjustment) for line in lines] == [
            (OCTOBER, "non-psychosis", 4_000_00, -80_00),
            (OCTOBER, "psychosis", 1_005_00, 201_00),
            (NOVEMBER, "psychosis", 1_005_00, 0),
        ]
        assert lines[1].because == "10 people at £100.50 a month; 3 joined and 1 left, so 12."
        assert lines[2].because == "10 people at £100.50 a month."
        assert lines[0].because == "100 people at £40 a month; 0 joined and 2 left, so 98."

    def test_by_days_a_person_who_comes_in_mid_month_counts_for_the_days(self, terms: Make) -> None:
        rule = replace(BY_HEAD, counted="by days")
        (line,) = capitation([HeadCount(OCTOBER, "psychosis", 310, joiners=10)], terms(capitation=rule))
        assert line.paid == 1_005_00
        assert line.adjustment == 32_42  # 10 of 31 days at £100.50

    def test_the_price_is_the_one_of_the_months_first_day(self, terms: Make) -> None:
        rule = replace(BY_HEAD, prices=((START, PRICES), (date(2017, 11, 1), {"psychosis": 110_00})))
        lines = capitation([HeadCount(month, "psychosis", 1) for month in (OCTOBER, NOVEMBER)], terms(capitation=rule))
        assert [line.paid for line in lines] == [100_50, 110_00]

    @pytest.mark.parametrize(
        ("count", "rule"),
        [
            (HeadCount(Period(START, date(2015, 10, 31)), "psychosis", 1), "PERIOD.OUTSIDE"),
            (HeadCount(Period(OCTOBER.start, date(2017, 10, 30)), "psychosis", 1), "PERIOD.OUTSIDE"),
            (HeadCount(OCTOBER, "stranger", 1), "CODE.LIST"),
            (HeadCount(OCTOBER, "psychosis", 1, leavers=2), "VALUE.RANGE"),
            (HeadCount(OCTOBER, "psychosis", -1, joiners=2), "VALUE.RANGE"),
        ],
    )
    def test_a_count_that_cannot_be_is_refused(self, terms: Make, count: HeadCount, rule: str) -> None:
        with pytest.raises(Refusal) as refused:
            capitation([count], terms(capitation=BY_HEAD))
        assert refused.value.rule == rule

    def test_nobody_is_paid_for_twice(self, terms: Make) -> None:
        with pytest.raises(Refusal, match="nobody is paid twice"):
            capitation([HeadCount(OCTOBER, "psychosis", 1)] * 2, terms(capitation=BY_HEAD))

    def test_a_contract_without_prices_by_head_is_refused(self, terms: Make) -> None:
        for rule in (None, CapitationTerms("envelope", "on the first day")):
            with pytest.raises(Refusal, match="no prices by head"):
                capitation([], terms(capitation=rule))

    def test_per_member_month_and_points_to_pounds(self) -> None:
        assert per_member_month(10_000_00, 300) == Fraction(10_000_00, 300)
        assert pounds_for_points(Fraction(74), 201_16, 4550, 9103) == 7_440_47
        assert per_member_month(7, 1) == 7
        assert pounds_for_points(Fraction(1), 100, 1, 1) == 100
        with pytest.raises(ValueError, match="no member months"):
            per_member_month(1, 0)
        with pytest.raises(ValueError, match="average size"):
            pounds_for_points(Fraction(1), 1, 1, 0)


class TestAdvances:
    def test_twelfths_add_to_the_amount(self) -> None:
        parts = instalments(100_000_01, YEAR)
        assert len(parts) == 12
        assert sum(part.amount for part in parts) == 100_000_01
        assert {part.amount for part in parts} == {8_333_33, 8_333_34}
        assert [part.month for part in parts] == YEAR.months()

    @pytest.mark.parametrize(
        ("paid", "due", "suspense", "found"),
        [
            (100, 100, 50, (0, 0, 0)),
            (100, 130, 50, (30, 0, 0)),
            (100, 70, 0, (0, 0, 30)),
            (100, 70, 20, (0, 20, 10)),
            (100, 70, 90, (0, 30, 0)),
        ],
    )
    def test_a_clawback_takes_suspense_first(
        self, paid: int, due: int, suspense: int, found: tuple[int, int, int]
    ) -> None:
        got = reconcile(paid, due, suspense)
        assert (got.top_up, got.from_suspense, got.from_provider) == found
        assert got.clawback == got.from_suspense + got.from_provider

    def test_without_anything_in_suspense_all_of_it_comes_from_the_provider(self) -> None:
        assert reconcile(100, 70).from_provider == 30

    @pytest.mark.parametrize("amounts", [(-1, 0, 0), (0, -1, 0), (0, 0, -1)])
    def test_an_amount_below_nothing_is_refused(self, amounts: tuple[int, int, int]) -> None:
        with pytest.raises(Refusal, match="below £0"):
            reconcile(*amounts)


class TestUplifts:
    UP = Uplift(date(2018, 4, 1), Fraction(29, 1000), Fraction(11, 1000), "multiplied")

    def test_multiplied_and_added_are_not_the_same(self) -> None:
        assert uplifted(1_000_000_00, self.UP) == 1_017_681_00
        assert uplifted(1_000_000_00, replace(self.UP, combined="added")) == 1_018_000_00

    def test_the_factor_between_two_days_has_the_uplifts_after_the_one_and_up_to_the_other(self) -> None:
        ups = (self.UP, replace(self.UP, start=date(2019, 4, 1)))
        assert factor_between(ups, date(2018, 4, 1), date(2019, 3, 31)) == 1
        assert factor_between(ups, date(2018, 3, 31), date(2018, 4, 1)) == self.UP.factor
        assert factor_between(ups, date(2018, 3, 31), date(2019, 4, 1)) == self.UP.factor**2

    def test_a_projection_rounds_each_year_from_the_exact_one(self) -> None:
        third = Fraction(4, 3)
        assert project(100, [third, third, third]) == (100, 133, 178, 237)

    def test_flat_cash_beside_a_growing_contract_is_worth_less(self) -> None:
        assert real_terms(1_000_000_00, 36_000_000_00, 43_000_000_00) == 837_209_30
        assert real_terms(7, 1, 1) == 7
        for values in ((0, 1), (1, 0)):
            with pytest.raises(ValueError, match="not above nothing"):
                real_terms(1, *values)


class TestPartners:
    FLAT = FlowTerms("flat", ((START, 1_200_000_00),), False, Fraction(1, 10), Fraction(1, 4))

    def test_flat_and_indexed_amounts_and_shares_of_incentive_and_risk(self, terms: Make) -> None:
        april = Uplift(date(2018, 4, 1), Fraction(2, 100), Fraction(0), "added")
        indexed = FlowTerms("indexed", ((START, 1_200_000_00),), True)
        given = terms(
            flows=(self.FLAT, indexed), uplifts=(april,), first_value=36_000_000_00, annual_value=43_000_000_00
        )
        flat, grown = partner_lines(50_000_01, -400_00, given)
        assert (flat.fixed, flat.incentive, flat.risk) == (1_200_000_00, 5_000_00, -100_00)
        assert flat.total == 1_204_900_00
        assert flat.real_terms == 1_004_651_16
        assert (grown.fixed, grown.incentive, grown.risk) == (1_212_000_00, 0, 0)
        assert grown.because.startswith("£1,212,000 indexed by the uplifts, 0% of what")

    def test_an_amount_changes_from_its_day_and_an_index_starts_again_there(self, terms: Make) -> None:
        flow = FlowTerms("a", ((START, 1_200_00), (date(2018, 1, 1), 2_400_00)), True)
        april = Uplift(date(2018, 4, 1), Fraction(10, 100), Fraction(0), "added")
        (line,) = partner_lines(0, 0, terms(flows=(flow,), uplifts=(april,)))
        assert line.fixed == 3 * 100_00 + 3 * 200_00 + 6 * 220_00
        assert line.real_terms is None

    def test_a_flow_that_begins_in_the_year_pays_from_its_month(self, terms: Make) -> None:
        flow = FlowTerms("a", ((date(2018, 7, 1), 1_200_00),), False)
        assert partner_lines(0, 0, terms(flows=(flow,)))[0].fixed == 300_00

    @pytest.mark.parametrize(("first", "now", "worth"), [(0, 5, None), (5, 0, None), (0, 0, None), (1, 1, 300_00)])
    def test_real_terms_need_both_values_of_the_head_contract(
        self, terms: Make, first: int, now: int, worth: int | None
    ) -> None:
        flow = FlowTerms("a", ((START, 300_00),), False, risk=Fraction(1))
        (line,) = partner_lines(0, None, terms(flows=(flow,), first_value=first, annual_value=now))
        assert (line.real_terms, line.risk) == (worth, 0)


@pytest.fixture
def full(indicator: Make, outcome: Make, terms: Make) -> Any:
    """A contract that has everything: a withheld pot paid in advance, an envelope, a gain share and two partners."""
    return terms(
        outcome("one", indicator("a"), points=Fraction(60)),
        outcome("two", indicator("b"), points=Fraction(30), number=2),
        bonus_points=Fraction(10),
        funders={"health": Fraction(2, 3), "council": Fraction(1, 3)},
        annual_value=1_000_000_00,
        first_value=1_000_000_00,
        pot=100_000_00,
        advance=Fraction(1),
        capitation=CapitationTerms("envelope", "on the first day"),
        gain_share=GainShareTerms(
            "commissioner", "two", ("bands", "quality"), HALF, quality=Quality("points earned"), retained=Fraction(3, 5)
        ),
        flows=(
            FlowTerms("mind", ((START, 120_000_00),), False, Fraction(1, 10), Fraction(1, 4)),
            FlowTerms("response", ((START, 60_000_00),), False),
        ),
    )


def settled(given: Any, outturns: list[Any], **more: Any) -> tuple[Any, Mapping[str, int]]:
    judgements = judge(outturns, given)
    found = settle(pay(judgements, given), given, Supplied(**more), judgements)
    return found, balances(postings(found.payment, given, "ab" * 32, found))


def test_everything_together_ends_in_the_right_accounts(full: Any, outturn: Make) -> None:
    costs = AuditedCosts(1_000_000_00, 960_000_00)
    found, left = settled(full, [outturn("a"), outturn("b", 1)], costs=costs)
    assert points_earned(judge([outturn("a"), outturn("b", 1)], full), full) == 60
    assert found.gain is not None
    assert (found.gain.to_provider, found.gain.retained, found.gain.reinvested) == (12_000_00, 7_200_00, 4_800_00)
    assert (found.advance.paid, found.advance.due, found.advance.from_provider) == (100_000_00, 60_000_00, 40_000_00)
    assert sum(one.amount for one in found.base) == 900_000_00
    mind, response = found.partners
    assert (mind.fixed, mind.incentive, mind.risk) == (120_000_00, 6_000_00, 1_800_00)
    assert left[account_of_partner("mind")] == mind.total
    assert left[account_of_partner("response")] == response.total == 60_000_00
    assert left[Account.LEAD_PROVIDER] == 900_000_00 + 60_000_00 + 7_200_00 - mind.total - response.total
    assert left[Account.REINVESTMENT] == 4_800_00
    assert left[Account.UNPAID_TO_REINVEST] == 40_000_00
    assert left["commissioner: health"] + left["commissioner: council"] == -(1_000_000_00 + 12_000_00)
    assert {left[account] for account in (Account.POT, Account.BASE_PAYMENT, Account.ENVELOPE)} == {0}
    assert sum(left.values()) == 0


def test_only_sources_stand_below_nothing_even_in_the_worst_year(full: Any, outturn: Make) -> None:
    poor = replace(full, capitation=None, advance=Fraction(0))
    _, left = settled(poor, [outturn("a", 1), outturn("b", 1)], costs=AuditedCosts(1_000_000_00, 3_000_000_00))
    assert left[own_funds(Account.LEAD_PROVIDER)] < 0
    assert left[own_funds(account_of_partner("mind"))] < 0
    assert all(is_source(account) for account, amount in left.items() if amount < 0)
    assert sum(left.values()) == 0


def test_a_clawback_comes_out_of_suspense_before_it_comes_out_of_the_provider(full: Any, outturn: Make) -> None:
    bare = replace(full, capitation=None, gain_share=None, flows=())
    found, left = settled(bare, [outturn("a", 1), outturn("b", 1)], suspense=30_000_00)
    assert (found.advance.from_suspense, found.advance.from_provider) == (30_000_00, 70_000_00)
    assert left[Account.SUSPENSE] == -30_000_00  # out of what earlier statements put there
    assert left[Account.LEAD_PROVIDER] == 30_000_00
    assert left[Account.UNPAID_TO_REINVEST] == 100_000_00


def test_capitation_put_right_goes_back_to_the_funders(full: Any, outturn: Make) -> None:
    by_head = replace(full, capitation=BY_HEAD, gain_share=None, flows=(), advance=Fraction(0), pot=0)
    heads = (HeadCount(OCTOBER, "psychosis", 10, leavers=4),)
    found, left = settled(by_head, [outturn("a")], heads=heads)
    assert found.base == ()
    assert left[Account.LEAD_PROVIDER] == 603_00
    assert left["commissioner: health"] == -402_00
    assert left["commissioner: council"] == -201_00


def test_what_has_not_come_yet_is_left_out(full: Any, outturn: Make) -> None:
    found, _ = settled(replace(full, capitation=BY_HEAD), [outturn("a")])
    assert (found.gain, found.heads, found.base) == (None, (), ())
    assert found.of_partner("mind") == found.partners[:1]
    assert found.of_partner("nobody") == ()


def test_an_additional_pot_leaves_the_envelope_whole(full: Any, outturn: Make) -> None:
    found, _ = settled(replace(full, basis="additional"), [outturn("a")])
    assert sum(one.amount for one in found.base) == 1_000_000_00


def test_a_saving_that_the_provider_holds_is_passed_back(full: Any, outturn: Make) -> None:
    held = replace(full.gain_share, held_by="provider")
    costs = AuditedCosts(1_000_000_00, 960_000_00)
    found, left = settled(replace(full, gain_share=held, flows=()), [outturn("a"), outturn("b")], costs=costs)
    assert found.gain is not None
    assert (found.gain.to_provider, found.gain.provider) == (-20_000_00, 20_000_00)
    assert left[Account.LEAD_PROVIDER] == 900_000_00 + 100_000_00 - 20_000_00 - 8_000_00
    assert left[Account.REINVESTMENT] == 8_000_00


def test_money_goes_to_schemes_and_never_more_than_there_is() -> None:
    entries = to_schemes({"crisis house": 300, "helpline": 100}, Account.UNPAID_TO_REINVEST, 400, "ab" * 32)
    left = balances(entries)
    assert left[account_of_scheme("crisis house")] == 300
    assert left[Account.UNPAID_TO_REINVEST] == -400
    for amounts in ({"a": 401}, {"a": -1}):
        with pytest.raises(Refusal, match="holds"):
            to_schemes(amounts, Account.UNPAID_TO_REINVEST, 400, "ab" * 32)


def test_a_lead_provider_that_was_paid_nothing_pays_its_partners_from_its_own_funds(full: Any, outturn: Make) -> None:
    bare = replace(full, capitation=None, gain_share=None, advance=Fraction(0), basis="additional")
    found, left = settled(bare, [outturn("a", 1), outturn("b", 1)])
    assert Account.LEAD_PROVIDER not in left
    assert left[own_funds(Account.LEAD_PROVIDER)] == -sum(line.total for line in found.partners) == -180_000_00


def test_only_the_commissioners_side_and_own_funds_bring_money_in() -> None:
    sources = ("commissioner", "commissioner: council", own_funds(Account.LEAD_PROVIDER))
    assert all(is_source(account) for account in sources)
    others = (Account.POT, Account.LEAD_PROVIDER, account_of_partner("mind"), "commissioners")
    assert not any(is_source(account) for account in others)


def test_a_pot_above_the_annual_value_leaves_no_base_and_heads_that_nobody_asked_for_are_left_alone(
    full: Any, outturn: Make
) -> None:
    heads = (HeadCount(OCTOBER, "psychosis", 10),)
    found, _ = settled(replace(full, pot=2_000_000_00), [outturn("a")], heads=heads)
    assert sum(one.amount for one in found.base) == 0
    assert found.heads == ()


def test_the_design_of_a_year_is_held_beside_the_guidance(full: Any) -> None:
    found = design_of_year(full)
    assert (found.outcomes, found.indicators, found.at_risk) == (2, 2, Fraction(1, 10))
    assert (found.outcomes_ok, found.indicators_ok, found.at_risk_ok) == (False, False, False)
