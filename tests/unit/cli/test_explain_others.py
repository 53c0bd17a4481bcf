"""explain: proposals and official measures are explained like any other, and said to be what they are."""

from __future__ import annotations

import pytest

from evenlode.cli.explaining import Fact, definition_facts, is_supplied
from evenlode.terms.contract import Contract
from evenlode.terms.reading import read_contract
from evenlode.terms.shipped import contract_folder


@pytest.fixture(scope="module")
def contract() -> Contract:
    return read_contract(contract_folder("oxfordshire-mental-health"))


def said(contract: Contract, name: str) -> list[Fact]:
    return definition_facts(contract.taking_up([name]), name)


def of(facts: list[Fact], what: str) -> str:
    return next(fact.value for fact in facts if fact.what == what)


def test_a_proposal_says_that_it_is_one_and_what_took_its_place(contract: Contract) -> None:
    facts = said(contract, "A10")
    assert of(facts, "name") == (
        "needs-reviewed, proposed on 1 August 2013, superseded by 2.3: no part of the contract, never judged and never "
        "paid on"
    )
    assert of(facts, "measure") == "review_in_date"
    assert of(said(contract, "care-programme-reviewed"), "name").startswith(
        "care-programme-reviewed, proposed on 28 Nov"
    )
    assert is_supplied(contract.taking_up(["1.2"]), "1.2")


def test_an_official_measure_says_in_what_it_differs_and_where_it_stands(contract: Contract) -> None:
    name = of(said(contract, "AMH14e"), "name")
    assert name.startswith("settled-aged-18-to-69, official measure, differs in: whom it counts")
    assert name.endswith("It stands beside 6, 6.1, is never judged and never paid on")


def test_an_indicator_names_the_official_measures_beside_it(contract: Contract) -> None:
    beside = {fact.what: fact.value for fact in said(contract, "6") if fact.part.startswith("beside it")}
    assert beside.keys() == {"AMH14e", "AMH15", "ACC62"}
    assert all("official measure, differs in: " in value for value in beside.values())
    published = {fact.what for fact in said(contract, "L5") if fact.part.startswith("beside it")}
    assert "MRS01b" in published
    assert not [fact for fact in said(contract, "7b") if fact.part.startswith("beside it")]
