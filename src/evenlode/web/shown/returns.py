"""Finance returns: which have come, by whom and for which year, and what the open book says of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from evenlode.report.tables import Table
from evenlode.report.words import how_many, sentence, short_day
from evenlode.web.shown.downloads import Named

if TYPE_CHECKING:
    from evenlode.job.workspace import Workspace
    from evenlode.terms.contract import Contract

BOOK = ("position", "erosion", "uplift", "workforce", "stability", "mismatch", "funder-outcome", "council-people")
"""The tables of the open book that a reader of every return sees, in their order."""
OWN = ("position", "income", "erosion", "unit-cost", "workforce", "stability")
"""The tables that a provider sees of its own returns alone."""


@dataclass(frozen=True, slots=True)
class Told:
    """A table of the open book, with the sentence that says how to read it."""

    name: str
    says: str
    table: Table


@dataclass(frozen=True, slots=True)
class Returns:
    """The page. years: financial years with returns in force; signed: who signed off which, in words."""

    headline: str
    received: Table
    book: tuple[Told, ...]
    why_no_book: str
    years: tuple[str, ...]
    signed: tuple[tuple[str, str], ...]
    tables: tuple[Named, ...]


def finance_returns(workspace: Workspace, contract: Contract, sees: Callable[[str], bool]) -> Returns | None:
    """The returns in force that the reader may see; None where there is none. sees: whether a party's are open."""
    from evenlode.finance.returns.tables import open_book_of
    from evenlode.job.financing import inflation_of
    from evenlode.records.finance_returns import returns_in_force, sign_offs_in_force
    from evenlode.records.journal import Journal
    from evenlode.report.finance.book_blocks import shown

    if not workspace.records.exists():
        return None
    with Journal.open(workspace.records) as journal:
        everyone = returns_in_force(journal)
        signed = {one.year: (one.party, one.on) for one in sign_offs_in_force(journal)}
    stored = [one for one in everyone if sees(one.content.provider)]
    if not stored:
        return None
    sees_all = len(stored) == len(everyone)
    inflation = inflation_of(contract)
    told: tuple[Told, ...] = ()
    if inflation is not None:
        book = open_book_of(contract, [one.content for one in stored], inflation)
        wanted = BOOK if sees_all else OWN
        found = {one.name: one for one in book.tables}
        own = [found[name] for name in wanted if name in found and found[name].rows]
        told = tuple(Told(one.name, sentence(one.says), _headed(shown(one))) for one in own)
    names = {one.party: one.name for one in contract.form.parties}
    received = _received([(names[one.content.provider], one.content.year, one.version, one.received) for one in stored])
    years = tuple(sorted({one.content.year for one in stored}))
    providers = len({one.content.provider for one in stored})
    return Returns(
        headline=f"{sentence(how_many(len(stored), 'return'))[:-1]} from {how_many(providers, 'provider')}, "
        f"{years[0]} to {years[-1]}.",
        received=received,
        book=told,
        why_no_book="" if told else "The contract assumes no inflation, so flat cash cannot be valued.",
        years=years,
        signed=tuple(
            (year, f"Signed off by {names[signed[year][0]]}, {short_day(signed[year][1])}" if year in signed else "")
            for year in years
        ),
        tables=(Named("received", received), *(Named(one.name, one.table) for one in told)),
    )


def _headed(table: Table) -> Table:
    """The table with each column's name beginning with a capital."""
    return replace(table, columns=tuple(name[:1].upper() + name[1:] for name in table.columns))


def _received(rows: list[tuple[str, str, int, date]]) -> Table:
    cells = tuple((name, year, str(version), short_day(day)) for name, year, version, day in rows)
    return Table("Returns in force", ("Provider", "Financial year", "Version", "Received"), cells, (2,))
