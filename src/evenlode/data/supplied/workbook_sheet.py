"""The figures sheet of a KPI workbook as rows of text. A number becomes the shortest decimal that means it."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from evenlode.archives.sheets import shortest
from evenlode.data.supplied.cells import SUPPRESSED
from evenlode.data.supplied.csv_rows import RawRow
from evenlode.data.supplied.findings import Findings, nearest, quoted
from evenlode.data.supplied.workbook_form import COLUMNS, FIGURES_RANGE, HEADER_ROW, SHEET, Column

_MOST_ROWS = 5_000
_LETTERS = [chr(65 + at) for at in range(len(COLUMNS))]
_RANGE = re.compile(rf"'?{SHEET}'?!\$A\${HEADER_ROW}:\${_LETTERS[-1]}\$(\d+)")
_PUT_BACK = "Put it back, or make a fresh workbook and type the figures into it"


def sheet_rows(book: Any, findings: Findings) -> list[RawRow] | None:
    """Every row of the figures; None with a finding where sheet, range or headings are not where they were."""
    if SHEET not in book.sheetnames:
        meant = nearest(SHEET, book.sheetnames)
        said = f"; is it now {quoted(meant)}?" if meant else ""
        findings.add("WORKBOOK.SHEET", f'the sheet "{SHEET}" is not there{said}', _PUT_BACK)
        return None
    last = _last_row(book, findings)
    if last is None:
        return None
    rows: list[RawRow] = []
    for line, cells in enumerate(book[SHEET].iter_rows(min_row=HEADER_ROW, max_col=len(COLUMNS)), start=HEADER_ROW):
        if line == HEADER_ROW:
            if not _headings_right(cells, findings):
                return None
        elif all(cell.value is None for cell in cells):
            continue
        elif line > last:
            message = "something stands below the figures, where nothing is read"
            findings.add(
                "WORKBOOK.ROW", message, "Move it away, or clear the cells", line=line, field=f"{SHEET}!A{line}"
            )
        elif len(rows) == _MOST_ROWS:
            findings.add("FILE.SIZE", f"the sheet has more than {_MOST_ROWS:,} rows", _PUT_BACK, line=line)
            return None
        else:
            rows.append(_row(line, cells, findings))
    return rows


def _last_row(book: Any, findings: Findings) -> int | None:
    """The last row of the named range; None with a finding where the range is gone, renamed or moved."""
    name = book.defined_names.get(FIGURES_RANGE)
    if name is None:
        message = f"the named range {FIGURES_RANGE} is not there: it was renamed or taken out"
        findings.add("WORKBOOK.RANGE", message, _PUT_BACK)
        return None
    found = _RANGE.fullmatch(str(name.attr_text))
    if not found:
        message = f"the named range {FIGURES_RANGE} does not begin at {SHEET}!A{HEADER_ROW}, or has other columns"
        findings.add("WORKBOOK.RANGE", message, "Take out the rows or columns that were put in", field=FIGURES_RANGE)
        return None
    return int(found[1])


def _headings_right(cells: tuple[Any, ...], findings: Findings) -> bool:
    right = True
    for letter, column, cell in zip(_LETTERS, COLUMNS, cells, strict=False):
        if cell.value != column.heading:
            message = f'the heading "{column.heading}" is not there; {quoted(str(cell.value or ""))} is'
            field = f"{SHEET}!{letter}{HEADER_ROW}"
            findings.add("HEAD.MISSING", message, _PUT_BACK, line=HEADER_ROW, field=field)
            right = False
    return right


def _row(line: int, cells: tuple[Any, ...], findings: Findings) -> RawRow:
    places = {column.name: f"{SHEET}!{letter}{line}" for letter, column in zip(_LETTERS, COLUMNS, strict=True)}
    texts = {column.name: "" for column in COLUMNS}
    for column, cell in zip(COLUMNS, cells, strict=False):
        texts[column.name] = _text(column, cell, line, places[column.name], findings)
    return RawRow(line, texts, places)


def _text(column: Column, cell: Any, line: int, place: str, findings: Findings) -> str:
    """The cell as text. What is no figure in a typed cell is a finding, and reads as suppressed: it is said once."""
    value = cell.value
    if value is None:
        return ""
    if not column.typed:
        return value.date().isoformat() if isinstance(value, datetime) else str(value).strip()
    wrong = _why_unreadable(value, cell.data_type)
    if wrong:
        findings.add("VALUE.CELL", wrong[0], wrong[1], line=line, field=place)
        return SUPPRESSED
    if isinstance(value, (int, float)):
        return shortest(value, "%" in str(cell.number_format))
    return str(value).strip()


def _why_unreadable(value: object, data_type: str) -> tuple[str, str] | None:
    """Message and fix where the cell holds something other than a number or a text."""
    if data_type == "f":
        return "the cell holds a formula", "Copy it, and paste its value in its place"
    if data_type == "e":
        return f"the cell holds the error {value}", "Type the figure, * where it is suppressed, or nothing"
    if isinstance(value, bool):
        return "the cell holds true or false", "Type the figure"
    if isinstance(value, (int, float, str)):
        return None
    what = "a date" if isinstance(value, date) else "a time"
    return f"the cell holds {what}: the program took the figure for one", "Set the cell to Number, and type it again"
