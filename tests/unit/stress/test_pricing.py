"""Pricing thousands of years at once gives, to the penny, what judging and paying each of them by itself gives."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from evenlode.payment import judge, pay
from evenlode.results import Grain, Kind, Outturn
from evenlode.stress.assumed import assumptions
from evenlode.stress.bench import Bench
from evenlode.stress.pricing import BONUS, PARTS, Drawn, Pricer
from evenlode.stress.redesign import as_levels, as_linear
from evenlode.terms.reading import read_contract
from evenlode.terms.shipped import contract_folder
from evenlode.terms.terms import Terms

YEARS = 60


@pytest.fixture(scope="module")
def bench() -> Bench:
    contract = read_contract(contract_folder("oxfordshire-mental-health"))
    terms = contract.terms_on(contract.years()[3].end)
    return Bench(terms, assumptions(contract, terms), years=YEARS)


def one_by_one(terms: Terms, drawn: dict[str, Drawn], year: int) -> dict[str, int]:
    """The plain way: every indicator's outturn of one year judged together and paid."""
    kinds = {one.indicator: one.kind for one in terms.indicators()}
    outturns = []
    for name, own in drawn.items():
        numerator, denominator = int(own.numerators[year]), int(own.denominators[year])
        value = None if own.change is None else str(Decimal(int(own.change[year])) / PARTS)
        outturns.append(
            Outturn(
                *(name, "plain", kinds[name], Grain.CONTRACT_YEAR, terms.year),
                numerator=numerator if kinds[name] is Kind.PROPORTION else None,
                denominator=denominator,
                value=value,
                eligible=denominator,
                missing=0,
            )
        )
    paid = pay(judge(outturns, terms), terms)
    found = {name: sum(line.earned for line in paid.lines if line.indicator == name) for name in drawn}
    bonus = sum(line.earned for line in paid.lines if line.outcome == BONUS)
    return {**found, BONUS: bonus} if terms.bonus_points else found


def measured_outcomes_alone(terms: Terms) -> Terms:
    """Without the outcome that nothing measures, so that the bonus can be earned."""
    return replace(terms, outcomes=tuple(outcome for outcome in terms.outcomes if outcome.indicators))


@pytest.mark.parametrize("design", ["as agreed", "linear", "levels", "bonus within reach", "weighted", "small numbers"])
def test_it_pays_what_paying_each_year_pays(bench: Bench, design: str) -> None:
    shares = bench.true_shares(Fraction(1, 100), of="line")
    people = None
    terms = bench.terms
    if design == "linear":
        terms = as_linear(terms)
    elif design == "levels":
        terms = as_levels(terms)
    elif design == "bonus within reach":
        terms = measured_outcomes_alone(terms)
        shares = bench.true_shares(Fraction(2, 100), of="line")
    elif design == "weighted":
        rules = replace(terms.rules, outcome_achieved="weighted", outcome_achieved_weight=Fraction(1, 2))
        terms = replace(measured_outcomes_alone(terms), rules=rules)
    elif design == "small numbers":
        people = {"qpr-improvement": 20, "in-stable-accommodation": 10}
        rules = replace(terms.rules, not_assessable="share_within_outcome")
        terms = replace(terms, rules=rules)
    drawn = bench.draw(design, shares, people)
    priced = Pricer(terms).price(drawn)
    for year in range(YEARS):
        expected = one_by_one(terms, drawn, year)
        assert {name: int(priced.earned[name][year]) for name in expected} == expected
        assert int(priced.total[year]) == sum(expected.values())


def test_the_bonus_is_paid_in_some_years_and_not_in_others(bench: Bench) -> None:
    terms = measured_outcomes_alone(bench.terms)
    priced = Pricer(terms).price(bench.draw("bonus", bench.true_shares(Fraction(2, 100), of="line")))
    assert 0 < (priced.earned[BONUS] > 0).sum() < YEARS


def test_months_of_equal_size_stand_in_where_lines_weigh_months(bench: Bench) -> None:
    """Indicator 6 rose from 70% to 72% in the middle of year 2: with equal months 71% judges the year."""
    contract = read_contract(contract_folder("oxfordshire-mental-health"))
    terms = contract.terms_on(contract.years()[1].end)
    terms = replace(terms, rules=replace(terms.rules, judging_day="by month"))
    counts = np.array([7_099, 7_100], dtype=np.int64)
    drawn = {"in-stable-accommodation": Drawn(counts, np.full(2, 10_000, dtype=np.int64))}
    assert Pricer(terms).price(drawn).achieved["in-stable-accommodation"].tolist() == [False, True]


def test_the_same_seed_gives_the_same_years_and_another_seed_others(bench: Bench) -> None:
    shares = bench.true_shares(of="line")
    first, again = bench.draw("seeded", shares), bench.draw("seeded", shares)
    other = replace(bench, seed=bench.seed + 1).draw("seeded", shares)
    name = "in-a-meaningful-role"
    assert (first[name].numerators == again[name].numerators).all()
    assert (first[name].numerators != other[name].numerators).any()
