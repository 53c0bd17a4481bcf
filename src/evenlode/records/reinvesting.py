"""Reinvestment in the journal: unpaid and not-on-offer money, given to named schemes, followed from year to year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from evenlode.money import Pence
from evenlode.payment.book import Account
from evenlode.payment.ledger import balances, to_schemes
from evenlode.problems import refuse
from evenlode.records.journal import Journal
from evenlode.records.settling import history_of
from evenlode.records.statements import POSTING, posting_entries, postings, versions
from evenlode.results import Period

KIND = "reinvestment"
SOURCES = (Account.UNPAID_TO_REINVEST, Account.NOT_ON_OFFER, Account.REINVESTMENT)
"""Where money waits for a scheme: not earned, not on offer, and the reinvested part of a gain."""


@dataclass(frozen=True, slots=True)
class Allocation:
    """Money given to a scheme: out of which account and contract year, why, by whom and when."""

    contract: str
    year: str
    scheme: str
    source: str
    amount: Pence
    why: str
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class YearOfMoney:
    """One contract year's money of one account: all that came in, what was given to schemes, what still waits."""

    year: str
    source: str
    came: Pence
    given: Pence

    @property
    def left(self) -> Pence:
        """What no scheme has yet. It stays in the books under its own year until one has it."""
        return self.came - self.given


def allocate(journal: Journal, new: Allocation, year: Period, at: datetime | None = None) -> Allocation:
    """Give money of a year to a scheme: the entry and its postings, or nothing.

    Raises a Refusal where the year's statement is not issued yet, or the account of that year holds less.
    """
    source = next((one for one in SOURCES if one.value == new.source), None)
    if source is None:
        names = ", ".join(SOURCES)
        raise refuse("CODE.LIST", f'"{new.source}" holds no money to reinvest', f"Use one of {names}", field="from")
    if new.amount <= 0:
        raise refuse("MONEY.RANGE", "the amount is not above £0", "Give an amount", field="amount")
    with journal.writing():
        issued = history_of(journal, new.contract, year).issued
        if issued is None:
            message = f"the statement of {year} is not issued, so nobody knows yet what is unpaid"
            raise refuse("REINVEST.NOT_ISSUED", message, "Issue it first: evenlode statement issue")
        statement = versions(journal, new.contract, new.year)[issued - 1]
        waiting = next(
            (one.left for one in money_by_year(journal, new.contract) if (one.year, one.source) == (new.year, source)),
            0,
        )
        available = min(waiting, balances(postings(journal)).get(source, 0))
        moved = to_schemes({new.scheme: new.amount}, source, available, statement.sha256)
        number = 1 + len(allocations(journal, new.contract))
        key = f"{new.contract}/{new.year}/reinvestment {number}"
        body = {
            "contract": new.contract,
            "year": new.year,
            "scheme": new.scheme,
            "source": new.source,
            "amount": new.amount,
            "why": new.why,
            "by": new.by,
            "on": new.on.isoformat(),
        }
        journal.append(KIND, body, key, by=new.by, at=at)
        journal.append_all(posting_entries(key, moved), by=new.by, at=at)
    return new


def allocations(journal: Journal, contract: str) -> list[Allocation]:
    """Everything that was given to schemes, in order."""
    found = []
    for entry in journal.entries(KIND):
        said = entry.document
        if said["contract"] == contract:
            found.append(Allocation(**{**said, "on": date.fromisoformat(said["on"])}))
    return found


def money_by_year(journal: Journal, contract: str) -> list[YearOfMoney]:
    """By contract year and account, what came in and what was given. Together it is all that the accounts ever had."""
    came: dict[tuple[str, str], Pence] = {}
    given: dict[tuple[str, str], Pence] = {}
    for entry in journal.entries(POSTING):
        said = entry.document
        own, year, reference = said["statement"].split("/", 2)
        if own != contract or said["account"] not in SOURCES:
            continue
        key = (year, said["account"])
        if reference.startswith("reinvestment "):
            given[key] = given.get(key, 0) - said["amount"]
        else:
            came[key] = came.get(key, 0) + said["amount"]
    return [
        YearOfMoney(year, source, came.get((year, source), 0), given.get((year, source), 0))
        for year, source in sorted({*came, *given})
        if came.get((year, source)) or given.get((year, source))
    ]


def by_scheme(journal: Journal, contract: str) -> dict[str, Pence]:
    """What each scheme has been given, all years together."""
    found: dict[str, Pence] = {}
    for one in allocations(journal, contract):
        found[one.scheme] = found.get(one.scheme, 0) + one.amount
    return dict(sorted(found.items()))
