"""Postings after an issue: a difference that never takes an account below nothing, disputes in and out of suspense."""

from __future__ import annotations

import pytest

from evenlode.payment.ledger import balances
from evenlode.problems import Refusal
from evenlode.settlement.moving import difference, into_suspense, out_of_suspense

LEAD, SUSPENSE, UNPAID = "lead provider", "suspense", "unpaid-to-reinvest"
OLD = {"commissioner": -100, LEAD: 60, UNPAID: 40}


def test_a_clawback_takes_suspense_first_and_then_the_account() -> None:
    new = {"commissioner": -100, LEAD: 30, UNPAID: 70}
    moved, taken = difference(OLD, new, {LEAD: 40, SUSPENSE: 20, UNPAID: 40}, {}, 20, "difference")
    assert taken == 20
    assert balances(moved) == {LEAD: -10, SUSPENSE: -20, UNPAID: 30}


def test_what_a_dispute_is_no_longer_about_goes_back_to_where_it_was() -> None:
    """Restated up or down: the account has what the version says, less what is still in dispute."""
    held = {LEAD: 20, SUSPENSE: 40, UNPAID: 40}
    moved, taken = difference(OLD, {"commissioner": -100, LEAD: 30, UNPAID: 70}, held, {"earned": 10}, 30, "d")
    assert taken == 20
    assert balances(moved) == {SUSPENSE: -30, UNPAID: 30}
    held = {LEAD: 60, SUSPENSE: 40}
    moved, taken = difference(OLD, {"commissioner": -100, LEAD: 75, UNPAID: 25}, held, {"not earned": 15}, 0, "d")
    assert taken == 0
    assert balances(moved) == {LEAD: 15, SUSPENSE: -15}
    moved, _ = difference(OLD, OLD, held, {"earned": 5}, 0, "d")
    assert balances(moved) == {LEAD: 5, SUSPENSE: -5}


def test_what_the_provider_no_longer_holds_comes_from_its_own_funds() -> None:
    new = {"commissioner": -100, LEAD: 0, UNPAID: 100}
    moved, _ = difference(OLD, new, {LEAD: 25, UNPAID: 40}, {}, 0, "difference")
    assert balances(moved) == {LEAD: -25, "lead provider, own funds": -35, UNPAID: 60}


def test_money_that_a_scheme_has_is_funded_anew() -> None:
    new = {"commissioner": -100, LEAD: 90, UNPAID: 10}
    moved, _ = difference(OLD, new, {LEAD: 60, UNPAID: 5}, {}, 0, "difference")
    assert balances(moved) == {"commissioner": -25, LEAD: 30, UNPAID: -5}


def test_a_dispute_moves_no_more_than_its_line_has() -> None:
    assert balances(into_suspense("earned", 20, 30, 10, {LEAD: 60}, "dispute 1")) == {LEAD: -20, SUSPENSE: 20}
    with pytest.raises(Refusal, match=r"the line has £0\.20 earned and undisputed"):
        into_suspense("earned", 21, 30, 10, {LEAD: 60}, "dispute 1")


def test_money_that_a_scheme_has_cannot_be_disputed() -> None:
    assert balances(into_suspense("not earned", 5, 40, 0, {UNPAID: 5}, "d")) == {SUSPENSE: 5, UNPAID: -5}
    with pytest.raises(Refusal, match=r"only £0\.05"):
        into_suspense("not earned", 6, 40, 0, {UNPAID: 5}, "d")


def test_a_resolution_leaves_nothing_in_suspense() -> None:
    assert balances(out_of_suspense(20, 15, "dispute 1")) == {LEAD: 15, SUSPENSE: -20, UNPAID: 5}
