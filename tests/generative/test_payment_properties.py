"""What must hold for every contract and any figures: no penny made, lost or paid twice; better never pays less."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import event, given, settings

from evenlode.payment import BONUS, judge, outcome_results, pay
from evenlode.payment.ledger import Account, balances, postings
from evenlode.payment.statement import HASHES, canonical, statement, unchanged
from evenlode.problems import Refusal
from evenlode.results import Grain, Judgement, Kind, Outturn, Payment, Period, Polarity, Stage, Status
from evenlode.terms.contract import Contract
from evenlode.terms.reading import read_contract
from evenlode.terms.scaffold import new_contract
from evenlode.terms.terms import CompleteReturn, Improvement, IndicatorTerms, Ladder, Line, Price, Terms
from tests.generative.payment_examples import (
    AFTER,
    EXAMPLES,
    START,
    Chooser,
    Example,
    examples,
    figures,
    holds,
    seeds,
)


def settle_pot(found: Example) -> Payment:
    return pay(judge(found.outturns, found.terms), found.terms)


@holds
@given(examples)
def test_the_lines_add_to_the_pot_and_their_four_parts_to_each_line(found: Example) -> None:
    payment = settle_pot(found)
    assert sum(line.share_of_pot for line in payment.lines) == found.terms.pot == payment.pot
    assert payment.earned + payment.held + payment.not_earned + payment.not_on_offer == payment.pot
    for line in payment.lines:
        parts = (line.earned, line.held, line.not_earned, line.not_on_offer)
        assert all(part >= 0 for part in parts)
        assert sum(parts) == line.share_of_pot
    event("something earned" if payment.earned else "nothing earned")


@holds
@given(examples)
def test_every_indicator_is_paid_once_and_only_for_an_answer_or_complete_baseline_data(found: Example) -> None:
    judgements = judge(found.outturns, found.terms)
    names = [one.indicator for one in found.terms.indicators()]
    assert [one.indicator for one in judgements] == names
    payment = pay(judgements, found.terms)
    assert [line.indicator for line in payment.lines if line.indicator] == names
    for judgement in judgements[:1]:
        with pytest.raises(Refusal, match="nobody is paid twice"):
            pay([*judgements, judgement], found.terms)

    stages = {one.indicator: one.stage for one in found.terms.indicators()}
    for line in payment.lines:
        if line.outcome == BONUS or not line.earned:
            continue
        stage = stages[line.indicator or ""]
        assert stage is not Stage.MONITORED
        assert line.status.is_answer or stage is Stage.BASELINE


def better(found: Outturn, polarity: Polarity, choose: Chooser) -> Outturn:
    """The same figure moved the better way, or left where it is, and perhaps more complete; the same people counted."""
    up = polarity is Polarity.HIGHER_IS_BETTER
    if found.missing and choose.random() < 0.5:
        found = replace(found, missing=choose.randint(0, found.missing))
    if found.value is not None:
        return replace(found, value=str(Decimal(found.value) + (1 if up else -1) * choose.randint(0, 20)))
    if found.numerator is None or found.denominator is None:
        return found
    numerator = choose.randint(found.numerator, found.denominator) if up else choose.randint(0, found.numerator)
    return replace(found, numerator=numerator)


@holds
@given(examples, seeds)
def test_a_better_outturn_of_one_indicator_never_pays_less(found: Example, seed: int) -> None:
    choose = Chooser(seed)
    before = settle_pot(found).earned
    indicators = found.terms.indicators()
    for one in choose.sample(indicators, min(2, len(indicators))):
        improved = [
            better(outturn, one.polarity, choose) if outturn.indicator == one.indicator else outturn
            for outturn in found.outturns
        ]
        after = settle_pot(Example(found.terms, improved)).earned
        assert after >= before, one.indicator
        event("paid more" if after > before else "paid the same")


@holds
@given(examples, seeds)
def test_what_is_remembered_of_the_terms_changes_no_payment(found: Example, seed: int) -> None:
    settle_pot(found)
    others = list(figures(Chooser(seed), found.terms))
    assert settle_pot(Example(found.terms, others)) == settle_pot(Example(replace(found.terms), others))


def later(one: IndicatorTerms) -> IndicatorTerms:
    """The indicator with another line, ladder, price or return in force from the day after the year."""
    if one.lines:
        return replace(one, lines=(*one.lines, Line(AFTER, Fraction(1, 100), is_share=True, variation="CV-99")))
    if one.prices:
        return replace(one, prices=(*one.prices, Price(AFTER, 1, 1, "CV-99")))
    if one.returns:
        return replace(one, returns=(*one.returns, CompleteReturn(AFTER, Fraction(1, 100))))
    if one.improvements:
        one = replace(one, improvements=(*one.improvements, Improvement(AFTER, Fraction(1, 100), True)))
    if one.ladders:
        rungs = tuple((name, Line(AFTER, Fraction(1, 100), is_share=True), Fraction(1)) for name in ("other", "more"))
        return replace(one, ladders=(*one.ladders, Ladder(AFTER, rungs)))
    return one


@holds
@given(examples)
def test_no_line_dated_after_the_year_changes_it(found: Example) -> None:
    outcomes = tuple(
        replace(one, indicators=tuple(later(inside) for inside in one.indicators)) for one in found.terms.outcomes
    )
    changed = replace(found.terms, outcomes=outcomes)
    assert judge(found.outturns, changed) == judge(found.outturns, found.terms)
    assert settle_pot(Example(changed, found.outturns)) == settle_pot(found)


def noise(found: Example) -> Iterator[Outturn]:
    """Figures of another year, provider, segment and indicator, and older ones, beside those that count."""
    for outturn in found.outturns[:3]:
        yield replace(outturn, numerator=1, denominator=1, as_known_on=date(2028, 10, 31))
        yield replace(outturn, numerator=1, denominator=1, provider="partner")
        yield replace(outturn, numerator=1, denominator=1, segment="clusters 4 to 8")
        yield replace(outturn, indicator="stranger")
        if outturn.grain is Grain.CONTRACT_YEAR:
            yield replace(outturn, period=Period(START, date(2027, 9, 30)))


@holds
@given(examples, seeds)
def test_neither_order_nor_what_is_none_of_its_business_changes_anything(found: Example, seed: int) -> None:
    choose = Chooser(seed)
    mixed = [*found.outturns, *noise(found)]
    choose.shuffle(mixed)
    judgements = judge(found.outturns, found.terms)
    assert judge(mixed, found.terms) == judgements
    turned = list(judgements)
    choose.shuffle(turned)
    assert pay(turned, found.terms) == pay(judgements, found.terms)


def bare(found: Example) -> Example:
    """The same contract with nothing beside its pot."""
    changed = replace(found.terms, advance=Fraction(0), gain_share=None, capitation=None, flows=())
    return Example(changed, found.outturns)


@holds
@given(examples)
def test_the_ledger_balances_and_agrees_with_the_payment(full: Example) -> None:
    found = bare(full)
    payment = settle_pot(found)
    entries = postings(payment, found.terms, "ab" * 32)
    left = balances(entries)
    assert sum(left.values()) == 0
    assert left.get(Account.POT, 0) == 0
    assert left.get(Account.LEAD_PROVIDER, 0) == payment.earned
    assert left.get(Account.SUSPENSE, 0) == payment.held
    assert left.get(Account.UNPAID_TO_REINVEST, 0) == payment.not_earned
    assert left.get(Account.NOT_ON_OFFER, 0) == payment.not_on_offer


@holds
@given(examples)
def test_points_of_outcomes_add_up_and_agree_with_the_pounds(found: Example) -> None:
    if found.terms.divided_by != "points":
        return
    judgements = judge(found.outturns, found.terms)
    payment = pay(judgements, found.terms)
    whole = sum((one.points or Fraction(0) for one in found.terms.outcomes), found.terms.bonus_points)
    for result in outcome_results(judgements, found.terms):
        points = result.points
        assert points is not None
        assert points.earned + points.held + points.not_earned + points.not_on_offer == points.offered
        lines_of = [line for line in payment.lines if line.outcome == result.outcome]
        exact = found.terms.pot * points.earned / whole
        assert abs(sum(line.earned for line in lines_of) - exact) <= 1 + 2 * len(lines_of)
        assert sum((line.points or Fraction(0) for line in lines_of), Fraction(0)) == points.offered


@pytest.fixture(scope="module")
def contract(tmp_path_factory: pytest.TempPathFactory) -> Contract:
    return read_contract(new_contract(tmp_path_factory.mktemp("generated") / "contract"))


def content(contract: Contract, given_terms: Terms, judgements: Sequence[Judgement]) -> bytes:
    payment = pay(judgements, given_terms)
    hashes = dict.fromkeys(HASHES, "0" * 64)
    return canonical(statement(contract, given_terms, judgements, payment, hashes, True, {}))


@settings(holds, max_examples=EXAMPLES // 2)
@given(found=examples, seed=seeds)
def test_the_bytes_of_the_statement_are_the_same_from_figures_in_any_order(
    contract: Contract, found: Example, seed: int
) -> None:
    mixed = [*found.outturns, *noise(found)]
    Chooser(seed).shuffle(mixed)
    one = content(contract, found.terms, judge(found.outturns, found.terms))
    copied = replace(found.terms)
    assert copied is not found.terms
    assert content(contract, copied, judge(mixed, copied)) == one
    assert unchanged(one)


@settings(holds, max_examples=EXAMPLES // 10)
@given(examples)
def test_a_figure_of_another_kind_is_never_judged(found: Example) -> None:
    kinds = {one.indicator: one.kind for one in found.terms.indicators()}
    others = [
        replace(outturn, kind=Kind.MEAN) for outturn in found.outturns if kinds[outturn.indicator] is not Kind.MEAN
    ]
    if others:
        with pytest.raises(Refusal, match=r"VALUE\.KIND"):
            judge(others, found.terms)
    assert all(one.status is Status.AWAITING_DATA for one in judge([], found.terms))
