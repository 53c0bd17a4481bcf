"""The ledger: what leaves one account arrives in another, and the pot ends empty."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from evenlode.payment import judge, pay
from evenlode.payment.ledger import Account, account_of_funder, balances, postings

Make = Callable[..., Any]
HASH = "ab" * 32


def settled(indicator: Make, outcome: Make, terms: Make, outturn: Make, **changes: Any) -> Any:
    """Four outcomes: one earned, one missed, one held, one not measured."""
    outcomes = [outcome(name, indicator(name), points=Fraction(25), number=place) for place, name in enumerate("abc")]
    given = terms(*outcomes, outcome("d", points=Fraction(25), number=4), not_assessable="hold", **changes)
    return given, pay(judge([outturn("a"), outturn("b", 1), outturn("c", 5, 5)], given), given)


def test_every_state_of_a_line_has_its_account(indicator: Make, outcome: Make, terms: Make, outturn: Make) -> None:
    given, payment = settled(indicator, outcome, terms, outturn)
    entries = postings(payment, given, HASH)
    assert sum(entry.amount for entry in entries) == 0
    assert balances(entries) == {
        Account.COMMISSIONER: -100_000_000,
        Account.LEAD_PROVIDER: 25_000_000,
        Account.NOT_ON_OFFER: 25_000_000,
        Account.POT: 0,
        Account.SUSPENSE: 25_000_000,
        Account.UNPAID_TO_REINVEST: 25_000_000,
    }
    assert list(balances(entries)) == sorted(balances(entries))


def test_funders_fill_the_pot_by_their_shares_to_the_penny(
    indicator: Make, outcome: Make, terms: Make, outturn: Make
) -> None:
    funders = {"health": Fraction(2, 3), "council": Fraction(1, 3)}
    given, payment = settled(indicator, outcome, terms, outturn, funders=funders, pot=100)
    found = balances(postings(payment, given, HASH))
    assert found[account_of_funder("health")] == -67
    assert found[account_of_funder("council")] == -33
    assert found[Account.POT] == 0
    assert Account.COMMISSIONER not in found


def test_every_posting_says_what_for_and_names_the_statement(
    indicator: Make, outcome: Make, terms: Make, outturn: Make
) -> None:
    given, payment = settled(indicator, outcome, terms, outturn)
    memos = [entry.memo for entry in postings(payment, given, HASH)]
    assert all(memo.endswith(f"statement {HASH}") for memo in memos)
    assert memos[:4] == [f"pot of {given.year}; statement {HASH}"] * 2 + [f"earned: a, a; statement {HASH}"] * 2


def test_nothing_posts_nothing(indicator: Make, outcome: Make, terms: Make, outturn: Make) -> None:
    given, payment = settled(indicator, outcome, terms, outturn, pot=0)
    assert postings(payment, given, HASH) == []
    assert balances([]) == {}
