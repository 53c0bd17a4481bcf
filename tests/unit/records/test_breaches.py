"""What is withheld lies in suspense, in its contract year, until it is released or forfeited: each its own posting."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from evenlode.payment.ledger import Posting
from evenlode.payment.statement import FORM, canonical
from evenlode.problems import Refusal
from evenlode.records.breaches import breaches, record_breach
from evenlode.records.journal import Journal
from evenlode.records.reinvesting import money_by_year
from evenlode.records.settling import balance_of
from evenlode.records.statements import POSTING, record_statement
from evenlode.settlement.breaching import BreachDone, BreachStep, Waypoint, withheld

DAY = date(2018, 2, 1)
YEAR = "small-vale/2016-10-01"


def record(journal: Journal, *steps: str, amount: int = 50, most: int = 1000, indicator: str = "a") -> None:
    for step in steps:
        points = (Waypoint(DAY, Fraction(1, 2)),) if step == "trajectory" else ()
        money: dict[str, Any] = {"amount": amount, "year": YEAR} if step == "withhold" else {}
        new = BreachDone(indicator, BreachStep(step), DAY, "ann", "9.1", waypoints=points, **money)
        record_breach(journal, "small-vale", new, most=most)


@pytest.fixture
def paid(journal: Journal) -> Journal:
    """A statement that has paid the provider 30 of 100."""
    money = {"earned": 30, "held": 0, "not_earned": 70, "not_on_offer": 0}
    document = {
        "form": FORM,
        "contract": "small-vale",
        "year": {"from": "2016-10-01"},
        "pot": 100,
        "totals": money,
        "lines": [{**money, "share_of_pot": 100, "outcome": "one", "indicator": "a"}],
    }
    moved = [Posting("commissioner", -100, ""), Posting("lead provider", 30, ""), Posting("unpaid-to-reinvest", 70, "")]
    record_statement(journal, canonical(document), moved, by="run")
    return journal


WITHHELD = {"commissioner": -100, "lead provider": 0, "lead provider, own funds": -20, "suspense": 50}


def test_a_release_gives_it_back(paid: Journal) -> None:
    record(paid, "breach", "notice", "plan", "trajectory", "withhold")
    assert balance_of(paid) == WITHHELD | {"unpaid-to-reinvest": 70}
    record(paid, "release")
    assert balance_of(paid) == WITHHELD | {"suspense": 0, "lead provider": 50, "unpaid-to-reinvest": 70}
    references = [entry.document["statement"] for entry in paid.entries(POSTING)]
    assert references[3:] == [f"{YEAR}/breach 5"] * 3 + [f"{YEAR}/breach 6"] * 2


@pytest.mark.parametrize("end", ["forfeit", "break"])
def test_what_is_forfeited_waits_for_a_scheme_in_its_year(paid: Journal, end: str) -> None:
    record(paid, "breach", "notice", "withhold", "trajectory", "withhold", end)
    assert balance_of(paid)["suspense"] == 0
    assert balance_of(paid)["unpaid-to-reinvest"] == 170
    assert [(one.year, one.came) for one in money_by_year(paid, "small-vale")] == [("2016-10-01", 170)]
    assert withheld(breaches(paid, "small-vale"), "a") == {}
    if end == "forfeit":
        record(paid, "withhold", "release")
        assert balance_of(paid)["unpaid-to-reinvest"] == 170
        assert sum(balance_of(paid).values()) == 0


def test_no_more_is_withheld_than_the_year_is_worth_for_all_indicators_together(paid: Journal) -> None:
    record(paid, "breach", "notice", "withhold", most=80)
    record(paid, "breach", "notice", most=80, indicator="b")
    head = paid.head()
    with pytest.raises(Refusal, match=r"£0\.50 cannot be withheld: £0\.30 of the year's value is left"):
        record(paid, "withhold", most=80, indicator="b")
    assert paid.head() == head
    record(paid, "withhold", amount=30, most=80, indicator="b")


def test_only_a_withholding_has_an_amount_and_it_has_one(paid: Journal) -> None:
    with pytest.raises(Refusal, match=r"MONEY\.RANGE"):
        record(paid, "breach", "notice", "withhold", amount=0)
    new = BreachDone("a", BreachStep.RELEASE, DAY, "ann", "9.1", amount=5, year=YEAR)
    with pytest.raises(Refusal, match=r"MONEY\.RANGE"):
        record_breach(paid, "small-vale", new)


def test_nothing_is_forfeited_that_is_not_withheld(paid: Journal) -> None:
    record(paid, "breach", "notice", "plan", "trajectory")
    with pytest.raises(Refusal, match="nothing is withheld"):
        record(paid, "forfeit")
