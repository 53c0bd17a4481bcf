"""Reinvestment: money that nobody earned, where it waits, and which schemes it was given to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from evenlode.money import pounds
from evenlode.report.tables import Table
from evenlode.report.words import short_day
from evenlode.results import Period
from evenlode.terms.contract import Contract
from evenlode.web.shown.downloads import Named
from evenlode.web.shown.varying import who

if TYPE_CHECKING:
    from evenlode.job.workspace import Workspace
    from evenlode.records.reinvesting import Allocation, YearOfMoney

SOURCES = {
    "unpaid-to-reinvest": "Not earned",
    "not on offer": "Not on offer",
    "reinvestment": "The reinvested part of a gain",
}
"""What each account of money that waits is called."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Money of one year and account that no scheme has. name: how the form names it; year and source as recorded."""

    name: str
    label: str
    year: str
    source: str
    left: str


@dataclass(frozen=True, slots=True)
class Reinvestment:
    """The page. waiting: what can be given now."""

    headline: str
    promise: str
    years: Table
    given: Table
    schemes: Table
    waiting: tuple[Waiting, ...]
    is_final: bool
    tables: tuple[Named, ...]


def reinvestment(workspace: Workspace, contract: Contract) -> Reinvestment | None:
    """Where the money of every contract year is; None where no statement is recorded."""
    from evenlode.records.journal import Journal
    from evenlode.records.reinvesting import allocations, by_scheme, money_by_year
    from evenlode.records.settling import history_of
    from evenlode.records.statements import statements

    if not workspace.records.exists():
        return None
    with Journal.open(workspace.records) as journal:
        names = (contract.slug, contract.form.alias.contract)
        own = [one for one in statements(journal) if one.contract in names]
        if not own:
            return None
        slug = own[-1].contract
        money, gave, schemes = money_by_year(journal, slug), allocations(journal, slug), by_scheme(journal, slug)
        firsts = sorted({one.year for one in money})
        issued = {one for one in firsts if history_of(journal, slug, _year(contract, one)).issued}
    years, given = _years(contract, money, issued), _given(contract, gave)
    return Reinvestment(
        headline=_headline(money),
        promise=contract.form.judging.reinvestment or "",
        years=years,
        given=given,
        schemes=Table(
            "By scheme", ("Scheme", "Given"), tuple((name, pounds(it)) for name, it in schemes.items()), (1,)
        ),
        waiting=tuple(_waiting(contract, one) for one in money if one.left > 0 and one.year in issued),
        is_final=bool(issued) and set(firsts) == issued,
        tables=(Named("years", years), Named("allocations", given)),
    )


def _year(contract: Contract, first: str) -> Period:
    return contract.year_of(date.fromisoformat(first))


def _headline(money: Iterable[YearOfMoney]) -> str:
    rows = list(money)
    came, given = sum(one.came for one in rows), sum(one.given for one in rows)
    if not came:
        return "No money waits for reinvestment."
    if not given:
        return f"{pounds(came)} waits for a scheme. Nothing has been given yet."
    return f"{pounds(given)} of {pounds(came)} has been given to schemes. {pounds(came - given)} waits."


def _label(contract: Contract, first: str, source: str) -> str:
    number = contract.year_number(contract.year_of(date.fromisoformat(first)))
    return f"Contract year {number}, {SOURCES.get(source, source).lower()}"


def _years(contract: Contract, money: Iterable[YearOfMoney], issued: set[str]) -> Table:
    rows = tuple(
        (
            _label(contract, one.year, one.source),
            pounds(one.came),
            pounds(one.given),
            pounds(one.left),
            "final: the statement is issued" if one.year in issued else "draft: the statement is not issued",
        )
        for one in money
    )
    columns = ("Year and where from", "Came in", "Given", "Waits", "Standing")
    return Table("Where the money of each year is", columns, rows, (1, 2, 3))


def _given(contract: Contract, gave: Iterable[Allocation]) -> Table:
    rows = tuple(
        (
            one.scheme,
            pounds(one.amount),
            _label(contract, one.year, one.source),
            one.why,
            f"{who(one.by)}, {short_day(one.on)}",
        )
        for one in gave
    )
    return Table("What was given, in order", ("Scheme", "Amount", "Out of", "Why", "By whom"), rows, (1,))


def _waiting(contract: Contract, one: YearOfMoney) -> Waiting:
    label = f"{_label(contract, one.year, one.source)}: {pounds(one.left)} waits"
    return Waiting(f"{one.year} {one.source}", label, one.year, one.source, pounds(one.left))
