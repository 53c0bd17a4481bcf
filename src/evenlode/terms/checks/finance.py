"""Finance tables hold what their kind says: its columns, figures where figures belong, and each kind only once."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pydantic_core import PydanticCustomError

from evenlode.problems import Problem
from evenlode.terms.checks.folder import FileOf, Folder
from evenlode.terms.forms.finance import (
    ASSUMPTIONS,
    COLUMNS,
    COUNTS_AS,
    FIGURES,
    SCOPE_COLUMNS,
    SERVICE_SORTS,
    YEARLY,
    FinanceTableForm,
    read_clusters,
    read_figure,
)
from evenlode.terms.values import read_day

Table = FileOf[FinanceTableForm]


def problems(folder: Folder) -> Iterator[Problem]:
    """Tables of the same kind, columns that are missing, and cells that cannot be read, each with its line."""
    first: dict[str, Table] = {}
    for file in folder.finance:
        kind = file.form.kind
        if kind is None:
            continue
        if kind in first:
            said = f"{first[kind].file} is a table of {kind} already"
            yield file.problem("CFG.DUPLICATE_NAME", ("kind",), said, "Keep one, or take kind: out of the other")
        first.setdefault(kind, file)
        yield from _columns(file, kind)
        yield from _cells(file, kind)
    if "scope moves" in first and folder.variations:
        known = [one.variation for one in folder.variations.form.variations]
        yield from _names(first["scope moves"], "by", known, "variation of this contract")
    if "services" in first:
        yield from _outcomes(first["services"], folder)
    if "commitments" in first:
        known = [one.commitment for held in folder.governance for one in held.form.commitments]
        yield from _names(first["commitments"], "commitment", known, "commitment of governance/")


def _columns(file: Table, kind: str) -> Iterator[Problem]:
    missing = [column for column in COLUMNS[kind] if column not in file.form.columns]
    if missing:
        said = f"A table of {kind} has the column {missing[0]}, and this one has not"
        yield file.problem("CFG.TABLE", ("rows",), said, f"Add {', '.join(missing)} to its first line")
    if kind in YEARLY and not file.form.years:
        yield file.problem("CFG.TABLE", ("rows",), "No column is a financial year", "Name one as 2013/14")


def _cells(file: Table, kind: str) -> Iterator[Problem]:
    years = file.form.years if kind in YEARLY else ()
    for place, row in enumerate(file.form.rows):
        for column in (*FIGURES.get(kind, ()), *years):
            yield from _cell(file, place, column, row.get(column, ""), read_figure)
        yield from _words(file, kind, place, row)


def _words(file: Table, kind: str, place: int, row: dict[str, str]) -> Iterator[Problem]:
    """Cells that name something: an assumption, HoNOS clusters, a day, a column of the scope."""
    named = {
        "assumptions": ("assumption", ASSUMPTIONS),
        "ranges": ("assumption", ASSUMPTIONS),
        "contract value": ("counts as", COUNTS_AS),
        "services": ("sort", SERVICE_SORTS),
    }
    if kind in named and row.get(named[kind][0], "") not in named[kind][1]:
        column, known = named[kind]
        said = f'"{row.get(column, "")}" is not known here'
        yield _problem(file, place, column, said, f"Use one of {', '.join(known)}")
    if kind == "savings levers":
        yield from _cell(file, place, "HoNOS clusters", row.get("HoNOS clusters", ""), read_clusters)
    if kind == "scope moves":
        yield from _cell(file, place, "on", row.get("on", ""), read_day)
        for column in ("from", "to"):
            if row.get(column, "") not in SCOPE_COLUMNS:
                said = f'"{row.get(column, "")}" is no column of the scope'
                yield _problem(file, place, column, said, f"Use one of {', '.join(SCOPE_COLUMNS)}")


def _cell(file: Table, place: int, column: str, text: str, read: Callable[[str], object]) -> Iterator[Problem]:
    try:
        read(text)
    except ValueError as error:
        message, _, fix = str(error).partition(": ")
        if isinstance(error, PydanticCustomError):
            message, fix = str((error.context or {})["message"]), str((error.context or {})["fix"])
        yield _problem(file, place, column, message, fix[:1].upper() + fix[1:])


def _outcomes(file: Table, folder: Folder) -> Iterator[Problem]:
    """Services are for outcomes of the contract, by number."""
    known = {str(outcome.form.number) for outcome in folder.outcomes}
    for place, row in enumerate(file.form.rows):
        for number in row.get("outcomes", "").replace(" ", "").split(","):
            if number and number not in known:
                said = f'"{number}" is no outcome of this contract'
                yield _problem(file, place, "outcomes", said, f"Use one of {', '.join(sorted(known))}")


def _names(file: Table, column: str, known: list[str], what: str) -> Iterator[Problem]:
    """A column that names something of another file: a move its variation, a value its commitment."""
    for place, row in enumerate(file.form.rows):
        if row.get(column, "") not in known:
            said = f'"{row.get(column, "")}" is no {what}'
            yield _problem(file, place, column, said, f"Use one of {', '.join(known)}")


def _problem(file: Table, place: int, column: str, message: str, fix: str) -> Problem:
    """A problem of one cell, on the line of its row."""
    found = file.problem("CFG.TABLE", ("rows",), f"{column}: {message}", fix)
    held = file.located.value
    text = held.get("rows") if isinstance(held, dict) else None
    if found.line is None or not isinstance(text, str):
        return found
    rows = [number for number, line in enumerate(text.splitlines(), start=1) if line.strip().strip("|-+ ")]
    line = found.line + rows[place + 1] if place + 1 < len(rows) else found.line
    return Problem(found.rule, found.level, found.file, line, f"rows[{place}]", found.message, found.fix)
