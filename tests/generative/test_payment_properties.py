"""What must hold for every contract and any figures: no penny made, lost or paid twice; better never pays less.

EVENLODE_EXAMPLES sets how many contracts a property is tried on: 500 unless said otherwise, fewer where one is slow.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from evenlode.payment import BONUS, judge, outcome_results, pay
from evenlode.payment.ledger import Account, balances, postings
from evenlode.payment.statement import HASHES, canonical, statement, unchanged
from evenlode.problems import Refusal
from evenlode.results import Grain, Judgement, Kind, Outturn, Payment, Period, Polarity, Stage, Status
from evenlode.terms.contract import Contract
from evenlode.terms.reading import read_contract
from evenlode.terms.scaffold import new_contract
from evenlode.terms.terms import IndicatorTerms, Ladder, Line, OutcomeTerms, Rules, Terms

EXAMPLES = int(os.environ.get("EVENLODE_EXAMPLES", "500"))
holds = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])

YEAR = Period(date(2027, 10, 1), date(2028, 9, 30))
START, MIDYEAR, AFTER = date(2026, 10, 1), date(2028, 4, 1), date(2028, 10, 1)
KNOWN = date(2028, 11, 30)
NAMES = ("good", "improved", "excellent")
CHOICES = ("to_reinvestment", "share_within_outcome", "hold")


class Example(NamedTuple):
    """A contract year and its figures."""

    terms: Terms
    outturns: list[Outturn]


class Chooser(random.Random):
    """Draws of one example: a random source that Hypothesis seeds, so that a failure can be run again."""

    def often(self, usual: Any, *others: Any) -> Any:
        """The usual value four times in five."""
        return usual if self.random() < 0.8 else self.choice(others)

    def share(self, most: int = 20, of: int = 20) -> Fraction:
        return Fraction(self.randint(0, most), of)


def lines(choose: Chooser) -> tuple[Line, ...]:
    days = choose.often([START], [START, YEAR.start], [START, MIDYEAR], [MIDYEAR], [])
    return tuple(Line(day, choose.share(most=15), is_share=True) for day in days)


def ladder(choose: Chooser, polarity: Polarity) -> Ladder:
    names = NAMES[: choose.randint(1, 3)]
    thresholds = sorted((choose.share(most=15) for _ in names), reverse=polarity is Polarity.LOWER_IS_BETTER)
    pays = sorted(choose.share(most=7, of=7) for _ in names)
    rungs = [
        (name, Line(START, at, is_share=True), paid) for name, at, paid in zip(names, thresholds, pays, strict=True)
    ]
    return Ladder(START, tuple(rungs))


def indicator(choose: Chooser, name: str, in_levels: bool | None) -> IndicatorTerms:
    """in_levels: whether it must, or must not, be judged by levels; None leaves it open."""
    shape = choose.often(choose.choice(["target", "levels"]), "any_improvement", "none")
    if in_levels is not None:
        shape = "levels" if in_levels else choose.often("target", "any_improvement", "none")
    polarity = choose.choice(list(Polarity))
    return IndicatorTerms(
        indicator=name,
        code=name,
        title=name,
        outcome="",
        shape=shape,
        kind=Kind.CHANGE if shape == "any_improvement" else Kind.PROPORTION,
        grain=choose.choice([Grain.MONTH, Grain.QUARTER, Grain.CONTRACT_YEAR]),
        polarity=polarity,
        stage=choose.often(Stage.PERFORMANCE, Stage.BASELINE, Stage.MONITORED),
        weight=Fraction(choose.randint(0, 5), 7),
        lines=lines(choose) if shape == "target" else (),
        ladders=(ladder(choose, polarity),) if shape == "levels" else (),
        minimum_denominator=choose.choice([0, 30]),
        minimum_coverage=choose.often(None, Fraction(1, 2)),
    )


def outcome(choose: Chooser, number: int, by_points: bool) -> OutcomeTerms:
    in_levels = None if by_points else choose.random() < 0.6
    count = choose.often(choose.randint(1, 4), 0)
    found = tuple(indicator(choose, f"{number}-{place}", in_levels) for place in range(count))
    best = Fraction(choose.randint(0, 25), 100)
    several = {"good": best / 4, "improved": best / 2, "excellent": best}
    return OutcomeTerms(
        outcome=f"outcome-{number}",
        number=number,
        title=f"Outcome {number}",
        points=Fraction(choose.randint(1, 30)) if by_points else None,
        pays={} if by_points else several if in_levels else {"met": best},
        indicators=found,
        not_measured=None if found else "nobody knows how",
        headline=found[0].indicator if found else None,
    )


def terms(choose: Chooser) -> Terms:
    by_points = choose.random() < 2 / 3
    return Terms(
        contract="generated",
        title="Generated",
        year=YEAR,
        pot=choose.choice([0, 1, 99, 100_000_000, choose.randint(0, 10**9)]),
        basis="withheld",
        divided_by="points" if by_points else "pot_percent",
        funders=choose.choice([{}, {"one": Fraction(1, 3), "two": Fraction(2, 3)}]),
        outcomes=tuple(outcome(choose, number, by_points) for number in range(1, choose.randint(2, 4))),
        bonus_points=Fraction(choose.choice([0, 10])) if by_points else Fraction(0),
        rules=Rules(
            judging_day=choose.often("last day of the period", "by month"),
            partial=choose.choice(["half of its periods", "lowest level", "never"]),
            outcome_achieved=choose.choice(["all", "weighted", "headline"]),
            outcome_achieved_weight=Fraction(2, 3),
            not_assessable=choose.choice(CHOICES),
            not_measured=choose.choice(CHOICES),
            baseline_pays=choose.choice(["nothing", "complete data"]),
        ),
    )


def figure(choose: Chooser, found: IndicatorTerms, grain: Grain, period: Period) -> Outturn:
    denominator = choose.often(1000, None, 0, 20, 30, 997)
    numerator = None if denominator is None or choose.random() < 0.05 else choose.randint(0, denominator)
    value = str(choose.choice([-1, 0, 1])) if found.kind is Kind.CHANGE else None
    eligible, missing = choose.often((1000, 0), (None, None), (1000, 499), (1000, 501))
    return Outturn(
        found.indicator, "1", found.kind, grain, period, numerator=numerator, denominator=denominator, value=value,
        eligible=eligible, missing=missing, as_known_on=KNOWN,
    )  # fmt: skip


def figures(choose: Chooser, given_terms: Terms) -> Iterator[Outturn]:
    for found in given_terms.indicators():
        if choose.random() < 0.95:
            yield figure(choose, found, Grain.CONTRACT_YEAR, YEAR)
        if choose.random() < 0.3:
            yield from (figure(choose, found, Grain.MONTH, month) for month in YEAR.months() if choose.random() < 0.95)


def example(seed: int) -> Example:
    choose = Chooser(seed)
    given_terms = terms(choose)
    return Example(given_terms, list(figures(choose, given_terms)))


seeds = st.integers(min_value=0, max_value=2**64 - 1)
examples = seeds.map(example)


def settle(found: Example) -> Payment:
    return pay(judge(found.outturns, found.terms), found.terms)


@holds
@given(examples)
def test_the_lines_add_to_the_pot_and_their_four_parts_to_each_line(found: Example) -> None:
    payment = settle(found)
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
    """The same figure moved the better way, or left where it is; the same people counted."""
    up = polarity is Polarity.HIGHER_IS_BETTER
    if found.value is not None:
        return replace(found, value=str(int(found.value) + (1 if up else -1) * choose.randint(0, 2)))
    if found.numerator is None or found.denominator is None:
        return found
    numerator = choose.randint(found.numerator, found.denominator) if up else choose.randint(0, found.numerator)
    return replace(found, numerator=numerator)


@holds
@given(examples, seeds)
def test_a_better_outturn_of_one_indicator_never_pays_less(found: Example, seed: int) -> None:
    choose = Chooser(seed)
    before = settle(found).earned
    indicators = found.terms.indicators()
    for one in choose.sample(indicators, min(2, len(indicators))):
        improved = [
            better(outturn, one.polarity, choose) if outturn.indicator == one.indicator else outturn
            for outturn in found.outturns
        ]
        after = settle(Example(found.terms, improved)).earned
        assert after >= before, one.indicator
        event("paid more" if after > before else "paid the same")


@holds
@given(examples, seeds)
def test_what_is_remembered_of_the_terms_changes_no_payment(found: Example, seed: int) -> None:
    settle(found)
    others = list(figures(Chooser(seed), found.terms))
    assert settle(Example(found.terms, others)) == settle(Example(replace(found.terms), others))


def later(one: IndicatorTerms) -> IndicatorTerms:
    """The indicator with another line or ladder in force from the day after the year."""
    if one.lines:
        return replace(one, lines=(*one.lines, Line(AFTER, Fraction(1, 100), is_share=True, variation="CV-99")))
    if one.ladders:
        rungs = (("other", Line(AFTER, Fraction(1, 100), is_share=True), Fraction(1)),)
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
    assert settle(Example(changed, found.outturns)) == settle(found)


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


@holds
@given(examples)
def test_the_ledger_balances_and_agrees_with_the_payment(found: Example) -> None:
    payment = settle(found)
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
