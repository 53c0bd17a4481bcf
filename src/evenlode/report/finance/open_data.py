"""Open data of the finance chapter: each table as CSV and JSON, and a dictionary of every column."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from evenlode.finance.figures import Figure, case_figures, envelope_figures
from evenlode.finance.returns.tables import Book, Money
from evenlode.finance.thousands import said
from evenlode.money import pounds_plain
from evenlode.report.finance.parts import CasePart, OpenBook

Plain = str | int | None

PEOPLE = ("people", "eligible", "days", "by person", "by eligible person")
"""Columns of the open book that count people, or by which one could count them. They are never open data here."""

_MONEY = "pounds and pence, digits and a point alone"
_COLUMNS: Mapping[str, str] = {
    "part": "part of the case or of the envelope that the figure belongs to",
    "line": "line of that part",
    "column": "year or quantity of the figure",
    "printed": "figure as printed in the source; blank where none is printed",
    "value": "figure as computed; blank where nothing is computed",
    "unit": "unit of printed and value; blank for words",
    "note": "source, rule or remark",
    "provider": "provider by its name, or by its alias where the figures are invented",
    "partner": "partner by its name, or by its alias where the figures are invented",
    "year": "financial year, April to March",
    "income": f"contract income without section 75, {_MONEY}",
    "cost": f"cost, {_MONEY}",
    "result": f"surplus, or deficit as a negative amount, {_MONEY}",
    "fundraising used": f"fundraising used against a deficit, {_MONEY}",
    "reserves used": f"reserves used against a deficit, {_MONEY}",
    "not covered": f"deficit that neither made up, {_MONEY}",
    "source": "source of income",
    "amount": f"amount, {_MONEY}",
    "cash": f"cash of the year, {_MONEY}",
    "worth": f"the same in money of the first year returned, {_MONEY}",
    "lost": "share of its worth that the first year's cash has lost, per cent",
    "received": f"amount received, {_MONEY}",
    "passed down": f"uplift passed down to partners, {_MONEY}",
    "share": "passed down as a share of received, per cent; blank where nothing was received",
    "service": "service of the finance returns",
    "placement": "sort of placement",
    "change": f"change of cost from the year before, {_MONEY}; blank for the first year",
    "FTE established": "full-time equivalents established at the end of the year",
    "FTE vacant": "full-time equivalents vacant at the end of the year",
    "vacant": "vacant as a share of established, per cent",
    "bank": f"cost of bank staff, {_MONEY}",
    "agency": f"cost of agency staff, {_MONEY}",
    "bank and agency": "bank and agency as a share of all that staff cost, per cent",
    "days of reserves": "days of the organisation's spending that free reserves would pay for",
    "signal": "stable, watch, concern or not known, by the rule printed in the chapter",
    "because": "reason of the signal",
    "charged": f"overhead and pool charged to the contract, {_MONEY}",
    "driver": "what overhead is shared out by",
    "owner": "who owns the apportionment",
    "version": "version of the apportionment",
    "paid": f"amount that the lead provider returned as paid, {_MONEY}",
    "funder": "funder whose money it is",
    "from": "where the money comes from",
    "to": "where it goes",
    "stage": "kind of step",
    "outcome": "outcome of the contract, or overhead",
    "council's money": f"council's money that reached the service, {_MONEY}",
    "envelope": f"envelope of the year, {_MONEY}",
    "chance of a deficit": "share of the draws with a deficit",
    "mean result": f"mean of the draws, {_MONEY}",
    "5%": f"5th percentile of the draws, {_MONEY}",
    "95%": f"95th percentile of the draws, {_MONEY}",
    "promise": "what was promised",
    "party": "who promised it",
    "due": "by when; blank where no document says",
    "met": "yes, no, late or not known",
    "what became of it": "what the documents say became of it",
    "invented": "true where the figure is nobody's",
}


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table for machines: a short name, a title, its columns and rows."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Plain, ...], ...]


def case_data(part: CasePart) -> Iterator[DataTable]:
    """Every figure of the case and of the envelope, one a row."""
    if part.case:
        yield _figures("case", "The financial case", case_figures(part.case, part.bars, part.drawn))
    if part.years:
        figures = envelope_figures(part.years, part.by_contract_year)
        yield _figures("envelope", "The envelope through time", figures)
    if part.promised:
        columns = ("promise", "party", "due", "met", "value", "what became of it")
        rows = tuple(
            (one.title, one.party, one.due, one.met, None if one.value is None else said(one.value), one.outcome)
            for one in part.promised
        )
        yield DataTable("commitments", "What each party promised", columns, rows)


def _figures(name: str, title: str, found: Sequence[Figure]) -> DataTable:
    columns = ("part", "line", "column", "printed", "value", "unit", "note")
    rows = tuple((one.part, one.line, one.column, one.printed, one.value, one.unit, one.note) for one in found)
    return DataTable(name, title, columns, rows)


def book_data(part: OpenBook) -> Iterator[DataTable]:
    """The tables of the open book without any count of people, and the chance of a deficit."""
    yield from _tables(part.book)
    if part.risk:
        columns = ("provider", "year", "chance of a deficit", "mean result", "5%", "95%")
        rows = tuple(
            (
                *(part.names[one.provider], one.year, f"{one.chance:.3f}"),
                *(pounds_plain(amount) for amount in (one.mean, one.low, one.high)),
            )
            for one in part.risk
        )
        yield DataTable("deficit-risk", "Chance of a deficit in the years ahead", columns, rows)


def _tables(book: Book) -> Iterator[DataTable]:
    for table in book.tables:
        kept = [at for at, column in enumerate(table.columns) if column not in PEOPLE]
        rows = tuple(
            tuple(cell.plain if isinstance(cell, Money) else cell for cell in (row[at] for at in kept))
            for row in table.rows
        )
        yield DataTable(table.name, table.title, tuple(table.columns[at] for at in kept), rows)


def data_files(tables: Sequence[DataTable], invented: bool) -> dict[str, bytes]:
    """Name to content: a CSV and a JSON a table, and the dictionary of every column in both forms.

    Each row ends with `invented`. The same tables give the same bytes.
    """
    entries = tuple(
        (table.name, table.title, column, _COLUMNS[column])
        for table in tables
        for column in (*table.columns, "invented")
    )
    marked = [
        DataTable(
            table.name, table.title, (*table.columns, "invented"), tuple((*row, _yes(invented)) for row in table.rows)
        )
        for table in tables
    ]
    about = DataTable("data-dictionary", "Every column", ("table", "title", "column", "meaning"), entries)
    found: dict[str, bytes] = {}
    for table in (*marked, about):
        found[f"{table.name}.csv"] = _csv(table, invented)
        found[f"{table.name}.json"] = _json(table, invented)
    return found


def _yes(invented: bool) -> str:
    return "true" if invented else "false"


def _csv(table: DataTable, invented: bool) -> bytes:
    out = io.StringIO()
    if invented:
        out.write("# INVENTED\n")
    csv.writer(out, lineterminator="\n").writerows(
        [table.columns, *([_text(cell) for cell in row] for row in table.rows)]
    )
    return out.getvalue().encode()


def _text(cell: Plain) -> str:
    """Text that a spreadsheet would take for a formula is marked as text; figures stay figures."""
    text = "" if cell is None else str(cell)
    is_figure = text.lstrip("-").rstrip("%").replace(".", "", 1).isdigit()
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") and not is_figure else text


def _json(table: DataTable, invented: bool) -> bytes:
    about = {
        "title": table.title,
        "invented": invented,
        "rows": [dict(zip(table.columns, row, strict=True)) for row in table.rows],
    }
    return (json.dumps(about, indent=1, ensure_ascii=False) + "\n").encode()
