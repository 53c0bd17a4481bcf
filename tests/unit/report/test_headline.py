"""The headline and the lede: the finding and its surprise, worked out from the facts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from evenlode.money import pounds
from evenlode.report.report import Report
from evenlode.results import Grain, Outturn
from evenlode.terms.contract import Contract
from evenlode.terms.reading import read_contract
from evenlode.terms.shipped import contract_folder


def test_it_says_how_many_were_achieved_and_what_nobody_could_earn(invented: Report) -> None:
    assert invented.headline == "Three of seven outcomes were achieved. A quarter of the pot was never on offer."


def test_the_lede_says_where_the_money_went(invented: Report) -> None:
    assert invented.pot is not None
    split = invented.pot.split
    assert f"earned {pounds(split.earned)} of the {pounds(split.on_offer)} on offer" in invented.lede
    assert f"{pounds(split.not_on_offer)}, could not be earned: outcome 4 has no indicator" in invented.lede
    assert f"{pounds(split.not_earned)} was on offer and not earned" in invented.lede


def test_a_baseline_year_says_so(make: Callable[..., Report]) -> None:
    first = make(year=0)
    assert first.headline.startswith("Year 1 set the baseline, and nine of 12 indicators were achieved.")
    assert first.headline.endswith("None of the pot was on offer.")
    assert "12 indicators set a baseline" in first.lede


def test_without_figures_nothing_could_be_judged(make: Callable[..., Report]) -> None:
    none = make(figures=[])
    assert none.headline.startswith("None of seven outcomes could be judged.")
    assert none.outcomes[1].finding == "2a-i, 2b, 2c-i and 2c-ii are awaiting data."


def test_money_that_is_held_is_the_surprise_where_all_else_is_on_offer(
    make: Callable[..., Report], outturns: list[Outturn]
) -> None:
    contract = read_contract(contract_folder("two-outcome-illustration"))
    form = contract.form
    judging = form.judging.model_copy(update={"not_assessable": "hold"})
    held = replace(contract, form=form.model_copy(update={"judging": judging}))
    year = contract.years()[1]
    first, second = contract.definitions(year)
    figures = [
        Outturn(first.indicator, first.version, first.kind, Grain.CONTRACT_YEAR, year, numerator=90, denominator=100),
        Outturn(second.indicator, second.version, second.kind, Grain.CONTRACT_YEAR, year, numerator=9, denominator=10),
    ]
    report = make(held, figures)
    assert report.headline == "One of two outcomes was achieved. £1,500,000 is held until data come."
    assert report.pot is not None
    assert report.pot.unit == "% of the pot"


def test_the_bonus_is_named_for_the_number_of_outcomes(invented: Report) -> None:
    assert [row.title for row in invented.others] == ["Bonus for all seven"]


def test_a_decision_comes_first_and_names_what_it_costs(invented: Report, contract: Contract) -> None:
    decision = invented.notices[0]
    assert decision.is_decision
    assert decision.title == "For the board to decide: an indicator for outcome 4, “Carers are supported”"
    assert "£1,080,000 a year (15 points) cannot be earned by anybody" in decision.text
    assert "The bonus of £720,000 depends on it too" in decision.text
    assert decision.points == contract.outcomes[3].proposed
