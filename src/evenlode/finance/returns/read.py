"""Reads a finance-return workbook back: identity, every cell, then whether it adds up; all that is wrong at once."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evenlode.archives.identity import identity_of
from evenlode.archives.workbooks import read_workbook_bytes
from evenlode.finance.returns.cells import read_cell
from evenlode.finance.returns.checks import adds_up
from evenlode.finance.returns.finance_return import Entry, FinanceReturn
from evenlode.finance.returns.form import (
    EXPECTED,
    HEADER_ROW,
    IDENTITY,
    TEMPLATE,
    TEMPLATE_VERSION,
    Sheet,
    sheets,
    year_of_contract,
)
from evenlode.problems import Level, Problem, Refusal
from evenlode.terms.contract import Contract

_FRESH = "Make a fresh workbook (evenlode finance workbook) and type the figures into it"

_PROPERTIES = "properties, evenlode "
"""Where a fault in what a workbook says of itself is: no sheet shows it, the file's properties do."""


@dataclass(frozen=True, slots=True)
class ReadReturn:
    """A finance return as read: the return itself, the file's name and the hash of its bytes."""

    content: FinanceReturn
    file: str
    sha256: str


def read_workbook(path: Path, contract: Contract, provider: str | None = None) -> ReadReturn:
    """The finance return in the file, for this contract; for one provider where one is named.

    Raises a Refusal with everything that is wrong, each with sheet and cell.
    """
    content = read_workbook_bytes(path, EXPECTED)
    problems: list[Problem] = []
    plain, worked_out = _open(content, path.name)
    try:
        identity = identity_of(plain, IDENTITY)
        problems.extend(_identity(identity, contract, provider, path.name))
        if problems:
            raise Refusal(problems)
        invented = identity["invented"] == "yes"
        asked = sheets(contract, identity["provider"], invented=invented)
        entries = [one for sheet in asked for one in _sheet(plain, worked_out, sheet, path.name, problems)]
    except Refusal:
        raise
    except Exception as error:  # a sheet is parsed as its rows are asked for
        raise _damaged(path.name, error) from None
    finally:
        plain.close()
        worked_out.close()
    made = FinanceReturn(identity["provider"], identity["year"], invented, tuple(entries))
    if not entries and not problems:
        problems.append(_problem(path.name, "FILE.EMPTY", None, "nothing has been typed in", "Type in the white cells"))
    if entries:
        unread = [problem.field for problem in problems if problem.field]
        problems.extend(adds_up(made, asked, path.name, unread))
    if problems:
        raise Refusal(problems)
    return ReadReturn(made, path.name, hashlib.sha256(content).hexdigest())


def _open(content: bytes, file: str) -> tuple[Any, Any]:
    """The workbook twice: with its formulas, and with what they were last worked out to be."""
    import openpyxl

    def book(worked_out: bool) -> Any:
        return openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=worked_out, keep_links=False)

    try:
        return book(worked_out=False), book(worked_out=True)
    except Exception as error:  # whatever a parser may raise about bytes that somebody else wrote
        raise _damaged(file, error) from None


def _damaged(file: str, error: Exception) -> Refusal:
    said = f"the workbook is damaged ({type(error).__name__})"
    return Refusal(_problem(file, "FILE.DAMAGED", None, said, "Save it again and send it whole"))


def _identity(said: Mapping[str, str], contract: Contract, provider: str | None, file: str) -> Iterator[Problem]:
    if said["template"] != TEMPLATE:
        message = "the workbook is no finance return: it does not carry the properties that say whose it is"
        yield _problem(file, "FILE.KIND", _PROPERTIES + "template", message, _FRESH)
        return
    if said["template version"] != TEMPLATE_VERSION:
        message = f"the workbook has form {said['template version']}, and form {TEMPLATE_VERSION} is read"
        yield _problem(file, "WORKBOOK.VERSION", _PROPERTIES + "template version", message, _FRESH)
    expected = contract.form.alias.contract if said["invented"] == "yes" else contract.slug
    if said["contract"] != expected:
        message = f"the workbook is for the contract {said['contract']}, and this one is {expected}"
        yield _problem(
            file, "WORKBOOK.CONTRACT", _PROPERTIES + "contract", message, "Send it with the contract it was made for"
        )
    known = [party.party for party in contract.providers()]
    if said["provider"] not in known:
        message = f"the workbook is for the provider {said['provider']}, who is none of this contract"
        yield _problem(
            file, "WORKBOOK.PROVIDER", _PROPERTIES + "provider", message, f"Make one for one of: {', '.join(known)}"
        )
    elif provider is not None and said["provider"] != provider:
        message = f"the workbook is the one of {said['provider']}, and {provider}'s is expected"
        yield _problem(
            file,
            "WORKBOOK.PROVIDER",
            _PROPERTIES + "provider",
            message,
            f"Send the workbook that was made for {provider}",
        )
    if said["invented"] not in ("yes", "no"):
        message = "the workbook does not say whether its figures are invented"
        yield _problem(file, "WORKBOOK.IDENTITY", _PROPERTIES + "invented", message, _FRESH)
    try:
        year_of_contract(contract, said["year"])
    except Refusal as refusal:
        yield _problem(file, "WORKBOOK.IDENTITY", _PROPERTIES + "year", refusal.problems[0].message, _FRESH)


def _sheet(plain: Any, worked_out: Any, sheet: Sheet, file: str, problems: list[Problem]) -> Iterator[Entry]:
    """The filled cells of one sheet; what is wrong is added to the problems."""
    before = len(problems)
    if sheet.name not in plain.sheetnames:
        message = f'the sheet "{sheet.name}" is not there'
        problems.append(_problem(file, "WORKBOOK.SHEET", sheet.name, message, f"Put it back. {_FRESH}"))
        return
    named = plain.defined_names.get(sheet.range)
    if named is None or str(named.attr_text).replace("'", "") != sheet.area.replace("'", "").removeprefix("="):
        message = f"the named range {sheet.range} is gone or has moved"
        fix = "Take out the rows or columns that were put in"
        problems.append(_problem(file, "WORKBOOK.RANGE", sheet.name, message, f"{fix}. {_FRESH}"))
    wide, last = 2 + len(sheet.columns), HEADER_ROW + len(sheet.rows)
    area = {"min_row": HEADER_ROW, "max_row": last, "max_col": wide}
    rows = list(zip(plain[sheet.name].iter_rows(**area), worked_out[sheet.name].iter_rows(**area), strict=True))
    expected = [("Row", *(column.heading for column in sheet.columns)), *((row.name,) for row in sheet.rows)]
    for at, names in enumerate(expected):
        cells = rows[at][0] if at < len(rows) else ()
        found = tuple(str(cell.value or "") for cell in cells)
        here = (found[:1] + found[2:]) if at == 0 else found[:1]
        if here != names:
            place = f"{sheet.name}!A{HEADER_ROW + at}"
            message = f"the row {names[0]} is not where it was" if at else "the headings are not those it was made with"
            problems.append(_problem(file, "WORKBOOK.ROW", place, message, _FRESH, HEADER_ROW + at))
    if len(problems) == before:
        yield from _cells(rows[1:], sheet, file, problems)


def _cells(rows: list[tuple[Any, Any]], sheet: Sheet, file: str, problems: list[Problem]) -> Iterator[Entry]:
    for at, (row, (plain, worked_out)) in enumerate(zip(sheet.rows, rows, strict=True)):
        for across, column in enumerate(sheet.columns):
            cell, value = (cells[across + 2] if across + 2 < len(cells) else None for cells in (plain, worked_out))
            place, line = sheet.cell(at, across), HEADER_ROW + 1 + at
            if cell is not None and cell.data_type == "f" and (value is None or value.value is None):
                message = "the cell holds a formula that was never worked out"
                fix = "Open the file in Excel or LibreOffice and save it, or type the figure"
                problems.append(_problem(file, "VALUE.FORMULA", place, message, fix, line))
                continue
            kept = read_cell(None if value is None else value.value, sheet.sort(row, column))
            if isinstance(kept, tuple):
                problems.append(_problem(file, kept[0], place, kept[1], kept[2], line))
            elif kept is not None:
                yield Entry(sheet.name, row.name, column.name, kept)


def _problem(file: str, rule: str, field: str | None, message: str, fix: str, line: int | None = None) -> Problem:
    return Problem(rule, Level.REJECT_FILE, file, line, field, message, fix)
