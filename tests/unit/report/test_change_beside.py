"""Beside a figure of change: pairing, coverage, chance alone and the reliable version are always said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from evenlode.instruments import Category
from evenlode.instruments.change_counts import ChangeCounts
from evenlode.report.change_beside import change_beside
from evenlode.report.given import Given
from evenlode.report.official import official_beside
from evenlode.results import Grain, Kind, Outturn, Period
from evenlode.statistics import no_effect_change
from evenlode.terms.contract import Contract
from evenlode.terms.reading import read_contract
from evenlode.terms.shipped import contract_folder

YEAR = Period(date(2017, 10, 1), date(2018, 9, 30))
CATEGORIES = dict(zip(Category, (0, 120, 40, 0, 252), strict=True))


@pytest.fixture(scope="module")
def contract() -> Contract:
    return read_contract(contract_folder("oxfordshire-mental-health"))


def given(contract: Contract, *, changes: tuple[ChangeCounts, ...] = (), official: tuple[Outturn, ...] = ()) -> Given:
    return Given(
        contract=contract,
        terms=contract.terms_on(YEAR.end),
        outturns=(),
        judgements=(),
        payment=None,
        earlier=(),
        benchmarks=(),
        invented=True,
        replay=False,
        official=official,
        changes=changes,
    )


def facts(contract: Contract, code: str, changes: tuple[ChangeCounts, ...] = ()) -> dict[str, str]:
    own = next(one for one in contract.definitions(YEAR) if one.code == code)
    return {fact.term: fact.said for fact in change_beside(own, given(contract, changes=changes), None)}


def test_everything_is_said_with_its_denominator(contract: Contract) -> None:
    counts = ChangeCounts("honos-reduction", YEAR, 1020, 412, Fraction(8), None, 300, CATEGORIES)
    said = facts(contract, "2b", (counts,))
    assert said["Pairing rate"] == "412 of 1,020 (40.4%) people reviewed have two scores that make a pair"
    assert said["Reliable version"].startswith("120 of 412 (29.1%) pairs are better by 8 or more; with no effect")
    assert said["All pairs"].startswith("412: reliably better and across the cut-off 0; reliably better 120; ")
    assert said["Pairs with room for a reliable improvement"] == "120 of 300 (40.0%) are reliably better"
    chance = no_effect_change(11, 5.5, 0.82, 1, higher_is_better=False, step=1)
    assert said["With no effect at all"].startswith(f"{chance:.1%} of everybody, and ")


def test_what_is_not_known_is_said_too_and_other_figures_say_nothing(contract: Contract) -> None:
    said = facts(contract, "2a-i")
    assert said["Pairing rate"] == said["Coverage"] == "Not known: no rows were counted"
    assert "would seem to improve although nobody changed" in said["With no effect at all"]
    bare = replace(contract, stress=())
    assert facts(bare, "2a-i")["With no effect at all"].startswith("Not known: state the spread")
    assert facts(contract, "6") == {}


def test_an_official_measure_stands_beside_the_year_and_says_in_what_it_differs(contract: Contract) -> None:
    own = next(one for one in contract.official_definitions(YEAR) if one.code == "AMH14e")
    figure = Outturn(own.indicator, own.version, Kind.PROPORTION, Grain.CONTRACT_YEAR, YEAR, numerator=3, denominator=4)
    (beside,) = official_beside("6", given(contract, official=(figure,)))
    assert beside.said == "75.0%, 3 of 4"
    assert beside.differs.startswith("official measure, differs in: whom it counts")
    assert "NHS" not in beside.publication
    assert official_beside("5a", given(contract, official=(figure,))) == ()
    nobody = replace(figure, numerator=0, denominator=0)
    assert official_beside("6", given(contract, official=(nobody,))) == ()
