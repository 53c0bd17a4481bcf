"""The open book as tables: one a question, each with a sentence that says how to read it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol, TypeVar

from evenlode.finance.returns import open_book
from evenlode.finance.returns.checks import charged
from evenlode.finance.returns.finance_return import FinanceReturn, in_order
from evenlode.finance.returns.form import LEAD_INCOME, OWN_INCOME, PARTNER_INCOME, services
from evenlode.finance.returns.pound import Followed, by_outcome, follow
from evenlode.finance.thousands import percent
from evenlode.money import Pence, pounds, pounds_plain
from evenlode.problems import Refusal
from evenlode.terms.contract import Contract


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in a table's cell."""

    amount: Pence

    def __str__(self) -> str:
        """In whole pounds and pence, for people."""
        return pounds(self.amount)

    @property
    def plain(self) -> str:
        """For machines."""
        return pounds_plain(self.amount)


Cell = str | int | Money | None


@dataclass(frozen=True, slots=True)
class Table:
    """A table: a short name, a title, a sentence on how to read it, its columns and rows."""

    name: str
    title: str
    says: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Book:
    """Everything that the open book says of a set of finance returns."""

    invented: bool
    title: str
    tables: tuple[Table, ...]


def open_book_of(
    contract: Contract,
    returns: Sequence[FinanceReturn],
    inflation: Fraction,
    year: str | None = None,
    signed: Mapping[str, str] | None = None,
) -> Book:
    """The open book. inflation: by which cash loses worth; year: whose pounds are followed, the last one unless given.

    signed: by year, the council's own sign-off in words. Names are aliases where these are invented. Raises a
    Refusal where the pounds of a year that is named cannot be followed.
    """
    invented = any(one.invented for one in returns)
    names = {party.party: party.alias if invented else party.name for party in contract.form.parties}
    titles = {one.name: one.title for one in services(contract)}
    bought = [one.name for one in services(contract) if one.is_placement]
    outcomes = {one.name: one.outcomes for one in services(contract)}
    lead = contract.lead_provider.party
    tables = [
        _positions(returns, names),
        _income(returns, names),
        _erosion(returns, names, inflation),
        _uplifts(returns),
        _unit_costs(returns, names, titles),
        _placements(returns, bought, titles),
        _workforce(returns, names),
        _stability(returns, names),
        _apportionment(returns, names),
        _mismatches(returns, names),
    ]
    try:
        asked = year or max(one.year for one in returns)
        tables.extend(_followed(follow(returns, asked, lead, outcomes), names, titles, (signed or {}).get(asked)))
    except Refusal as refusal:
        if year:
            raise
        why = refusal.problems[0]
        tables.append(Table("pound", "The pound followed", f"It cannot be: {why.message}. {why.fix}.", ("funder",), ()))
    form = contract.form
    return Book(invented, form.alias.title if invented else form.title, tuple(tables))


class _OfProvider(Protocol):
    """What is known of one provider in one year."""

    @property
    def provider(self) -> str: ...
    @property
    def year(self) -> str: ...


_One = TypeVar("_One", bound=_OfProvider)


def _by_provider(
    about: tuple[str, str, str],
    columns: tuple[str, ...],
    found: Iterable[_One],
    names: Mapping[str, str],
    cells: Callable[[_One], tuple[Cell, ...]],
) -> Table:
    """A table with a row for each provider and year. about: its name, title and sentence; columns, cells: the rest."""
    rows = tuple((names[one.provider], one.year, *cells(one)) for one in found)
    return Table(*about, ("provider", "year", *columns), rows)


_SOURCES = {row.name: row.title for row in (*LEAD_INCOME, *PARTNER_INCOME, *OWN_INCOME)}


def _positions(returns: Sequence[FinanceReturn], names: Mapping[str, str]) -> Table:
    return _by_provider(
        (
            "position",
            "Surplus or deficit, and who pays for it",
            "A deficit is negative. What neither fundraising nor reserves made up stands last.",
        ),
        ("income", "cost", "result", "fundraising used", "reserves used", "not covered"),
        open_book.positions(returns),
        names,
        lambda one: (
            *(Money(one.income), Money(one.direct_cost + one.overhead + one.sub_contracts), Money(one.result)),
            *(Money(one.fundraising_used), Money(one.reserves_used), Money(one.not_covered)),
        ),
    )


def _income(returns: Sequence[FinanceReturn], names: Mapping[str, str]) -> Table:
    return Table(
        "income",
        "Income by source",
        "Section 75 is beside the contract and not counted in its income.",
        ("provider", "year", "source", "amount"),
        tuple(
            (names[one.provider], one.year, _SOURCES.get(row, row), Money(one.pence("Income", row)))
            for one in in_order(returns)
            for row in one.rows("Income")
        ),
    )


def _erosion(returns: Sequence[FinanceReturn], names: Mapping[str, str], inflation: Fraction) -> Table:
    return _by_provider(
        (
            "erosion",
            "What the cash of the sub-contracts is worth",
            f"In money of the first year returned, at {percent(inflation, 2)} inflation a year.",
        ),
        ("cash", "worth", "lost"),
        open_book.erosion(returns, inflation),
        names,
        lambda one: (Money(one.cash), Money(one.real), percent(one.lost)),
    )


def _uplifts(returns: Sequence[FinanceReturn]) -> Table:
    return Table(
        "uplift",
        "Uplift received by the lead provider and passed down",
        "Nothing in the last column where no uplift was received.",
        ("year", "received", "passed down", "share"),
        tuple(
            (one.year, Money(one.received), Money(one.passed_down), _share(one.share))
            for one in open_book.uplifts(returns)
        ),
    )


def _unit_costs(returns: Sequence[FinanceReturn], names: Mapping[str, str], titles: Mapping[str, str]) -> Table:
    return _by_provider(
        ("unit-cost", "Direct cost of each service by person", "Overhead is not in it."),
        ("service", "cost", "people", "by person"),
        open_book.unit_costs(returns),
        names,
        lambda one: (titles.get(one.service, one.service), Money(one.cost), one.people, _money(one.per_person)),
    )


def _placements(returns: Sequence[FinanceReturn], bought: Sequence[str], titles: Mapping[str, str]) -> Table:
    return Table(
        "placements",
        "Out-of-area, residential and spot placements, all providers",
        "The change is from the year before.",
        ("placement", "year", "cost", "people", "days", "change"),
        tuple(
            (titles[one.service], one.year, Money(one.cost), one.people, one.days, _money(one.change))
            for one in open_book.placements(returns, bought)
        ),
    )


def _workforce(returns: Sequence[FinanceReturn], names: Mapping[str, str]) -> Table:
    return _by_provider(
        (
            "workforce",
            "Staff at the end of the year",
            "FTE are full-time equivalents; bank and agency as a share of all that staff cost.",
        ),
        ("FTE established", "FTE vacant", "vacant", "bank", "agency", "bank and agency"),
        open_book.workforce(returns),
        names,
        lambda one: (
            *(_fte(one.established), _fte(one.vacant), _share(one.vacancy_rate)),
            *(Money(one.bank), Money(one.agency), _share(one.temporary_share)),
        ),
    )


def _stability(returns: Sequence[FinanceReturn], names: Mapping[str, str]) -> Table:
    return _by_provider(
        ("stability", "Reserves and stability", open_book.STABILITY_RULE),
        ("days of reserves", "signal", "because"),
        open_book.stability(returns),
        names,
        lambda one: (one.days, str(one.signal), one.reason),
    )


def _apportionment(returns: Sequence[FinanceReturn], names: Mapping[str, str]) -> Table:
    agreed = ("driver", "owner", "version")
    return _by_provider(
        (
            "apportionment",
            "How overhead comes to be charged to the contract",
            "Cost for a gain share exists only once driver, owner and version are agreed.",
        ),
        ("charged", *agreed),
        in_order(returns),
        names,
        lambda one: (Money(charged(one)), *(one.text("Apportionment", row, "value") or None for row in agreed)),
    )


def _mismatches(returns: Sequence[FinanceReturn], names: Mapping[str, str]) -> Table:
    return Table(
        "mismatch",
        "Payments that lead provider and partner return differently",
        "Each must be cleared up before the book is agreed.",
        ("year", "partner", "paid", "received"),
        tuple(
            (one.year, names[one.partner], Money(one.paid), Money(one.received))
            for one in open_book.mismatches(returns)
        ),
    )


def _followed(
    found: Followed, names: Mapping[str, str], titles: Mapping[str, str], signed: str | None
) -> Iterator[Table]:
    """Where the money of a year went."""

    def name(place: str) -> str:
        return names.get(place, titles.get(place, place))

    yield Table(
        "pound",
        f"The pound followed, {found.year}",
        "Contract money alone, spent in proportion to cost; a service for several outcomes counts for each equally.",
        ("funder", "from", "to", "stage", "amount"),
        tuple((one.funder, name(one.origin), name(one.to), one.stage, Money(one.amount)) for one in found.flows),
    )
    yield Table(
        "funder-outcome",
        f"Each funder's money by outcome, {found.year}",
        "Overhead has no outcome.",
        ("funder", "outcome", "amount"),
        tuple((funder, to, Money(amount)) for (funder, to), amount in by_outcome(found).items()),
    )
    yield Table(
        "council-people",
        f"The council's money and the people eligible under the Care Act, {found.year}",
        signed or "Not signed off by the council (evenlode finance sign-off).",
        ("provider", "service", "council's money", "people", "eligible", "by eligible person"),
        tuple(
            (
                *(name(one.provider), name(one.service), Money(one.amount), one.people, one.eligible),
                _money(one.per_eligible),
            )
            for one in found.reached
            if one.funder == "council"
        ),
    )


def _money(amount: Pence | None) -> Money | None:
    return None if amount is None else Money(amount)


def _fte(thousandths: int) -> str:
    return f"{thousandths // 1000}.{thousandths % 1000 // 100}"


def _share(found: Fraction | None) -> str | None:
    return None if found is None else percent(found)
