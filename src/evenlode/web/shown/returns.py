"""Finance returns: which have come, how each stands, and what the open book says of them to each reader."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from evenlode.report.tables import Table
from evenlode.report.words import how_many, sentence, short_day
from evenlode.web.shown.downloads import Named

if TYPE_CHECKING:
    from evenlode.finance.returns.tables import Table as BookTable
    from evenlode.job.workspace import Workspace
    from evenlode.records.return_steps import Followed
    from evenlode.terms.contract import Contract

BOOK = ("position", "erosion", "uplift", "workforce", "stability", "mismatch", "funder-outcome", "council-people")
"""The tables of the open book that a reader of every return sees, in their order."""
OWN = ("position", "income", "erosion", "unit-cost", "workforce", "stability")
"""The tables that a provider sees of its own returns alone."""
FUNDED = ("funder-outcome", "council-people")
"""The tables that a funder sees: where its own money went."""
STATES = {
    "received": "Received",
    "queried": "Waits for an answer",
    "answered": "Answered",
    "accepted": "Accepted",
    "superseded": "Superseded",
}
"""How a version stands, as a page says it."""


@dataclass(frozen=True, slots=True)
class Told:
    """A table of the open book, with the sentence that says how to read it."""

    name: str
    says: str
    table: Table


@dataclass(frozen=True, slots=True)
class Came:
    """A return in force: its number, which is its entry in the journal, whose it is and how it stands."""

    number: int
    provider: str
    year: str
    version: int
    received: str
    state: str


@dataclass(frozen=True, slots=True)
class Returns:
    """The page. years: financial years with returns in force; signed: who signed off which, in words.

    by_provider: each provider with its return of each of the years, None where none came.
    """

    headline: str
    came: tuple[Came, ...]
    by_provider: tuple[tuple[str, tuple[Came | None, ...]], ...]
    received: Table
    book: tuple[Told, ...]
    why_no_book: str
    years: tuple[str, ...]
    signed: tuple[tuple[str, str], ...]
    tables: tuple[Named, ...]


def finance_returns(
    workspace: Workspace, contract: Contract, sees: Callable[[str], bool], funder: str = ""
) -> Returns | None:
    """The returns in force that the reader may see; None where there is none.

    sees: whether a party's accounts are open; funder: a reader to whom none are, who sees where its money went.
    """
    everyone = returns_seen(workspace, lambda party: True)
    seen = [one for one in everyone if sees(one.stored.content.provider)]
    if not (everyone if funder else seen):
        return None
    wanted = FUNDED if funder else BOOK if len(seen) == len(everyone) else OWN
    told = _book(contract, everyone if funder else seen, wanted, funder)
    names = {one.party: one.name for one in contract.form.parties}
    came = tuple(_came(one, names) for one in seen)
    received = _received(came)
    years = tuple(sorted({one.stored.content.year for one in everyone if funder or one in seen}))
    providers = len({one.provider for one in came})
    headline = (
        f"Where the money of {names[funder]} went, {years[0]} to {years[-1]}."
        if funder
        else f"{sentence(how_many(len(came), 'return'))[:-1]} from {how_many(providers, 'provider')}, "
        f"{years[0]} to {years[-1]}."
    )
    return Returns(
        headline=headline,
        came=came,
        by_provider=_by_provider(came, years),
        received=received,
        book=told or (),
        why_no_book="" if told is not None else "The contract assumes no inflation, so flat cash cannot be valued.",
        years=years,
        signed=_signed(workspace, years, names),
        tables=(*([Named("received", received)] if came else []), *(Named(one.name, one.table) for one in told or ())),
    )


def returns_seen(workspace: Workspace, sees: Callable[[str], bool]) -> list[Followed]:
    """The returns in force whose accounts are open, by provider and year."""
    from evenlode.job.financing import returns_followed

    found = [
        one
        for one in returns_followed(workspace)
        if one.state.value != "superseded" and sees(one.stored.content.provider)
    ]
    return sorted(found, key=lambda one: (one.stored.content.provider, one.stored.content.year))


def _book(contract: Contract, found: list[Followed], wanted: tuple[str, ...], funder: str) -> tuple[Told, ...] | None:
    """Those tables of the open book that have something in them; None where flat cash cannot be valued."""
    from evenlode.finance.returns.tables import open_book_of
    from evenlode.job.financing import inflation_of
    from evenlode.report.finance.book_blocks import shown

    inflation = inflation_of(contract)
    if inflation is None:
        return None
    book = open_book_of(contract, [one.stored.content for one in found], inflation)
    tables = {one.name: _of_funder(one, funder) if funder else one for one in book.tables}
    own = [tables[name] for name in wanted if name in tables and tables[name].rows]
    return tuple(Told(one.name, _says(one), _headed(shown(one))) for one in own)


def _of_funder(table: BookTable, funder: str) -> BookTable:
    """The table of the funder alone: without what others paid, and without the column that says whose it is."""
    if "funder" not in table.columns:
        return table
    at = table.columns.index("funder")
    own = tuple((*row[:at], *row[at + 1 :]) for row in table.rows if row[at] == funder)
    year = table.title.rpartition(", ")[2]
    return replace(table, title=f"Your money by outcome, {year}", columns=_without(table.columns, at), rows=own)


def _without(columns: tuple[str, ...], at: int) -> tuple[str, ...]:
    return (*columns[:at], *columns[at + 1 :])


def _says(table: BookTable) -> str:
    """How to read the table. Who signed off is told beside it, so that no command is named here."""
    return "By provider and service." if table.name == "council-people" else sentence(table.says)


def _signed(workspace: Workspace, years: tuple[str, ...], names: dict[str, str]) -> tuple[tuple[str, str], ...]:
    from evenlode.records.finance_returns import sign_offs_in_force
    from evenlode.records.journal import Journal

    with Journal.open(workspace.records) as journal:
        signed = sign_offs_in_force(journal)
    return tuple(
        (
            year,
            "; ".join(f"Signed off by {names[one.party]}, {short_day(one.on)}" for one in signed if one.year == year),
        )
        for year in years
    )


def _came(one: Followed, names: dict[str, str]) -> Came:
    stored = one.stored
    provider, year = names[stored.content.provider], stored.content.year
    return Came(stored.seq, provider, year, stored.version, short_day(stored.received), STATES[one.state.value])


def _by_provider(came: tuple[Came, ...], years: tuple[str, ...]) -> tuple[tuple[str, tuple[Came | None, ...]], ...]:
    found = {(one.provider, one.year): one for one in came}
    providers = dict.fromkeys(one.provider for one in came)
    return tuple((name, tuple(found.get((name, year)) for year in years)) for name in providers)


def _headed(table: Table) -> Table:
    """The table with each column's name beginning with a capital."""
    return replace(table, columns=tuple(name[:1].upper() + name[1:] for name in table.columns))


def _received(came: tuple[Came, ...]) -> Table:
    columns = ("Provider", "Financial year", "Version", "Received", "State", "Number")
    cells = tuple((one.provider, one.year, str(one.version), one.received, one.state, str(one.number)) for one in came)
    return Table("Returns in force", columns, cells, (2, 5))
