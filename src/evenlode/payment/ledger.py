"""Ledger: a payment as double entry. Money leaves one account only by arriving in another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from evenlode.money import Pence, pounds
from evenlode.payment.book import Account, Book, Posting, account_of_funder, account_of_partner, account_of_scheme
from evenlode.payment.posting import post_beside_the_pot, return_advance
from evenlode.payment.settlement import Settlement, settle
from evenlode.problems import refuse
from evenlode.results import Payment, PaymentLine

if TYPE_CHECKING:
    from evenlode.terms.terms import Terms

__all__ = [
    "Account",
    "Posting",
    "account_of_funder",
    "account_of_partner",
    "account_of_scheme",
    "balances",
    "postings",
    "to_schemes",
]


def postings(
    payment: Payment, terms: Terms, statement_sha256: str, settlement: Settlement | None = None
) -> list[Posting]:
    """The postings of a statement; they add to nothing, and they leave nothing in the pot.

    The funders fill the pot by the shares of the contract, divided by share_out; the pot then pays each line's four
    parts out. Base, gain share and flows to partners follow, where the contract has them; left out, the settlement is
    what the terms alone come to. No provider's account goes below nothing: what it owes beyond that comes from its own
    funds. Every memo names the statement by its hash. A part of nothing posts nothing.
    """
    settled = settlement or settle(payment, terms)
    book = Book(terms.funders, f"statement {statement_sha256}")
    book.fund(payment.pot, Account.POT, f"pot of {payment.period}")
    return_advance(book, settled)
    for line in payment.lines:
        for account, amount, what in _parts(line):
            book.move(amount, Account.POT, account, f"{what}: {_name(line)}")
    post_beside_the_pot(book, settled, terms)
    return book.entries


def balances(entries: Iterable[Posting]) -> dict[str, Pence]:
    """What the postings leave in each account, in order of name."""
    found: dict[str, Pence] = {}
    for entry in entries:
        found[entry.account] = found.get(entry.account, 0) + entry.amount
    return dict(sorted(found.items()))


def to_schemes(amounts: Mapping[str, Pence], source: Account, available: Pence, statement_sha256: str) -> list[Posting]:
    """Unpaid money allocated to named schemes: amounts by scheme, out of an account that holds so much.

    Raises Refusal where an amount is below £0, or they come to more than the account holds.
    """
    if any(amount < 0 for amount in amounts.values()) or sum(amounts.values()) > available:
        message = f"the schemes are given {pounds(sum(amounts.values()))} and {source} holds {pounds(available)}"
        raise refuse("MONEY.RANGE", message, "Give no more than there is", file="reinvestment", field=str(source))
    book = Book({}, f"statement {statement_sha256}")
    for scheme, amount in amounts.items():
        book.move(amount, source, account_of_scheme(scheme), "allocated")
    return book.entries


def _parts(line: PaymentLine) -> list[tuple[Account, Pence, str]]:
    return [
        (Account.LEAD_PROVIDER, line.earned, "earned"),
        (Account.SUSPENSE, line.held, "held"),
        (Account.UNPAID_TO_REINVEST, line.not_earned, "not earned"),
        (Account.NOT_ON_OFFER, line.not_on_offer, "not on offer"),
    ]


def _name(line: PaymentLine) -> str:
    return line.outcome if line.indicator is None else f"{line.outcome}, {line.indicator}"
