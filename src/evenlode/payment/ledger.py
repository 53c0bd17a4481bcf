"""Ledger: a payment as double entry. Money leaves one account only by arriving in another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from evenlode.money import Pence, share_out
from evenlode.results import Payment, PaymentLine

if TYPE_CHECKING:
    from evenlode.terms.terms import Terms


class Account(StrEnum):
    """The accounts that the incentive pot passes through; each funder has one of its own beside them."""

    COMMISSIONER = "commissioner"
    POT = "pot"
    LEAD_PROVIDER = "lead provider"
    SUSPENSE = "suspense"
    UNPAID_TO_REINVEST = "unpaid-to-reinvest"
    NOT_ON_OFFER = "not on offer"


def account_of_funder(funder: str) -> str:
    """The account of one funder of the commissioner's side, by its slug."""
    return f"{Account.COMMISSIONER}: {funder}"


@dataclass(frozen=True, slots=True)
class Posting:
    """One side of an entry: pence into the account (positive) or out of it (negative), and what for."""

    account: str
    amount: Pence
    memo: str


def postings(payment: Payment, terms: Terms, statement_sha256: str) -> list[Posting]:
    """The postings of a statement; they add to nothing, and they leave nothing in the pot.

    The funders fill the pot by the shares of the contract, divided by share_out; the pot then pays each line's four
    parts out. Every memo names the statement by its hash. A part of nothing posts nothing.
    """
    about = f"statement {statement_sha256}"
    entries: list[Posting] = []
    for account, amount in _funding(payment, terms):
        entries += _transfer(amount, account, Account.POT, f"pot of {payment.period}; {about}")
    for line in payment.lines:
        for account, amount, what in _parts(line):
            entries += _transfer(amount, Account.POT, account, f"{what}: {_name(line)}; {about}")
    return entries


def balances(entries: Iterable[Posting]) -> dict[str, Pence]:
    """What the postings leave in each account, in order of name."""
    found: dict[str, Pence] = {}
    for entry in entries:
        found[entry.account] = found.get(entry.account, 0) + entry.amount
    return dict(sorted(found.items()))


def _funding(payment: Payment, terms: Terms) -> list[tuple[str, Pence]]:
    if not terms.funders:
        return [(Account.COMMISSIONER, payment.pot)]
    shares: list[Fraction] = list(terms.funders.values())
    amounts = share_out(payment.pot, shares)
    return [(account_of_funder(funder), amount) for funder, amount in zip(terms.funders, amounts, strict=True)]


def _parts(line: PaymentLine) -> list[tuple[str, Pence, str]]:
    return [
        (Account.LEAD_PROVIDER, line.earned, "earned"),
        (Account.SUSPENSE, line.held, "held"),
        (Account.UNPAID_TO_REINVEST, line.not_earned, "not earned"),
        (Account.NOT_ON_OFFER, line.not_on_offer, "not on offer"),
    ]


def _transfer(amount: Pence, source: str, target: str, memo: str) -> list[Posting]:
    return [Posting(source, -amount, memo), Posting(target, amount, memo)] if amount else []


def _name(line: PaymentLine) -> str:
    return line.outcome if line.indicator is None else f"{line.outcome}, {line.indicator}"
