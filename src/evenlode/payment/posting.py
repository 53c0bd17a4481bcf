"""Posting what goes beside the pot: advance, base payment, gain share and flows to partners."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evenlode.money import Pence
from evenlode.payment.book import Account, Book, account_of_partner
from evenlode.payment.settlement import Settlement
from evenlode.results import say_day

if TYPE_CHECKING:
    from evenlode.payment.sharing import GainShare
    from evenlode.terms.terms import Terms

_LEAD = Account.LEAD_PROVIDER


def return_advance(book: Book, settled: Settlement) -> None:
    """The advance as it was paid, and set against what is earned: a clawback takes suspense first.

    After it the pot is whole again, and pays its lines like any other.
    """
    advance = settled.advance
    if advance is None:
        return
    book.move(advance.paid, Account.POT, _LEAD, "paid in advance")
    book.move(advance.from_suspense, Account.SUSPENSE, Account.POT, "advance clawed back from suspense")
    book.move(advance.paid - advance.from_suspense, _LEAD, Account.POT, "advance set against what is earned")


def post_beside_the_pot(book: Book, settled: Settlement, terms: Terms) -> None:
    """Base payments, the gain share and the partners' flows, in this order."""
    for instalment in settled.base:
        _base(book, instalment.amount, f"base payment of {say_day(instalment.month.start)}")
    for line in settled.heads:
        of = f"{line.segment}, {say_day(line.month.start)}"
        _base(book, line.paid, f"capitation: {of}")
        _base(book, line.adjustment, f"capitation put right: {of}")
    if settled.gain is not None:
        _gain(book, settled.gain, terms)
    for partner in settled.partners:
        account = account_of_partner(partner.partner)
        for amount, what in (
            (partner.fixed, "sub-contract"),
            (partner.incentive, "incentive passed on"),
            (partner.risk, "gain or loss passed on"),
        ):
            _between(book, amount, account, what)


def _base(book: Book, amount: Pence, what: str) -> None:
    if amount >= 0:
        book.fund(amount, Account.BASE_PAYMENT, what)
        book.move(amount, Account.BASE_PAYMENT, _LEAD, what)
    else:
        book.take(-amount, _LEAD, Account.BASE_PAYMENT, what)
        book.fund(amount, Account.BASE_PAYMENT, what)


def _gain(book: Book, gain: GainShare, terms: Terms) -> None:
    """What passes between the commissioner and the provider, and what of the provider's part goes to reinvestment."""
    if gain.to_provider >= 0:
        book.fund(gain.to_provider, Account.ENVELOPE, "gain share")
        book.move(gain.to_provider, Account.ENVELOPE, _LEAD, "gain share")
    else:
        book.take(-gain.to_provider, _LEAD, Account.ENVELOPE, "gain share")
        book.fund(gain.to_provider, Account.ENVELOPE, "gain share")
    book.take(gain.reinvested, _LEAD, Account.REINVESTMENT, "gain share, reinvested")


def _between(book: Book, amount: Pence, partner: str, what: str) -> None:
    if amount >= 0:
        book.take(amount, _LEAD, partner, what)
    else:
        book.take(-amount, partner, _LEAD, what)
