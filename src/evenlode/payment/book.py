"""The book: accounts, postings, and the writing of entries that always balance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from evenlode.money import Pence, share_out


class Account(StrEnum):
    """The accounts that money passes through; each funder, partner and scheme has one of its own beside them.

    Pot, base payment and envelope are only passed through: a statement leaves nothing in them.
    """

    COMMISSIONER = "commissioner"
    POT = "pot"
    BASE_PAYMENT = "base payment"
    ENVELOPE = "envelope"
    LEAD_PROVIDER = "lead provider"
    SUSPENSE = "suspense"
    UNPAID_TO_REINVEST = "unpaid-to-reinvest"
    NOT_ON_OFFER = "not on offer"
    REINVESTMENT = "reinvestment"


def account_of_funder(funder: str) -> str:
    """The account of one funder of the commissioner's side, by its slug."""
    return f"{Account.COMMISSIONER}: {funder}"


def account_of_partner(partner: str) -> str:
    """The account of one partner, by its slug."""
    return f"partner: {partner}"


def account_of_scheme(scheme: str) -> str:
    """The account of one scheme of reinvestment, by its name."""
    return f"{Account.REINVESTMENT}: {scheme}"


def own_funds(account: str) -> str:
    """Where a provider pays from when it owes more than the contract has paid it: money from outside the contract."""
    return f"{account}, own funds"


def is_source(account: str) -> bool:
    """True for accounts that bring money in from outside, which alone may stand below nothing."""
    is_commissioner = account == Account.COMMISSIONER or account.startswith(f"{Account.COMMISSIONER}: ")
    return is_commissioner or account.endswith(", own funds")


@dataclass(frozen=True, slots=True)
class Posting:
    """One side of an entry: pence into the account (positive) or out of it (negative), and what for."""

    account: str
    amount: Pence
    memo: str


class Book:
    """Postings being written, with what each account holds so far."""

    def __init__(self, funders: Mapping[str, Fraction], about: str) -> None:
        self.entries: list[Posting] = []
        self._funders, self._about = funders, about
        self._held: dict[str, Pence] = {}

    def move(self, amount: Pence, source: str, target: str, what: str) -> None:
        """Move an amount; one below nothing moves the other way; nothing posts nothing."""
        if amount < 0:
            amount, source, target = -amount, target, source
        if not amount:
            return
        memo = f"{what}; {self._about}"
        for account, change in ((source, -amount), (target, amount)):
            self.entries.append(Posting(account, change, memo))
            self._held[account] = self._held.get(account, 0) + change

    def take(self, amount: Pence, source: str, target: str, what: str) -> None:
        """Move an amount out of a provider's account, the part it does not hold there out of its own funds."""
        there = min(amount, max(self._held.get(source, 0), 0))
        self.move(there, source, target, what)
        self.move(amount - there, own_funds(source), target, what)

    def fund(self, amount: Pence, target: str, what: str) -> None:
        """Move an amount from the commissioner's side, each funder its share; below nothing it goes back to them."""
        shares = list(self._funders.values())
        amounts = share_out(amount, shares) if shares else [amount]
        accounts = [account_of_funder(funder) for funder in self._funders] or [str(Account.COMMISSIONER)]
        for account, part in zip(accounts, amounts, strict=True):
            self.move(part, account, target, what)
