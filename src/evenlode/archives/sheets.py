"""The sheets of a workbook as text: days as days, numbers in their shortest form, formulas and errors as faults."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from evenlode.problems import refuse

_MOST_COLUMNS = 200


@dataclass(frozen=True, slots=True)
class CellFault:
    """Why a cell cannot be read, and what to do. Neither holds what stands in the cell."""

    said: str
    fix: str


@dataclass(frozen=True, slots=True)
class SheetText:
    """One sheet.

    rows: the number of each row that holds anything, from 1 as a spreadsheet shows it, and its cells as text, blank
    ones empty, none after the last that is filled. faults: by row number and place in it, from 0; the cell is empty.
    """

    name: str
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    faults: Mapping[tuple[int, int], CellFault]


def open_book(content: bytes, file: str) -> Any:
    """The workbook of bytes that `read_workbook_bytes` let through, for openpyxl to read. A Refusal where it cannot."""
    import openpyxl

    try:
        return openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    except Exception as error:  # whatever a parser may raise about bytes that somebody else wrote
        raise _damaged(file, error) from None


def sheets_of(book: Any, file: str, most_rows: int) -> tuple[SheetText, ...]:
    """Every sheet of cells, in the workbook's order. Raises a Refusal where one is damaged or has too many rows.

    Of a row the first 200 cells are read.
    """
    try:
        return tuple(_sheet(sheet, most_rows) for sheet in book.worksheets)
    except _TooManyError as error:
        said = f"The sheet {error} has more than {most_rows:,} rows"
        raise refuse("FILE.SIZE", said, "Send one file a month", file=file) from None
    except Exception as error:  # see open_book
        raise _damaged(file, error) from None


class _TooManyError(Exception):
    """More rows than are read."""


def _sheet(sheet: Any, most_rows: int) -> SheetText:
    sheet.reset_dimensions()  # what a file says of its own size is not believed
    rows, faults = [], {}
    for line, cells in enumerate(sheet.iter_rows(), start=1):
        texts = []
        for place, cell in enumerate(cells[:_MOST_COLUMNS]):
            found = _text(cell)
            if isinstance(found, CellFault):
                faults[line, place] = found
            texts.append(found if isinstance(found, str) else "")
        while texts and not texts[-1] and (line, len(texts) - 1) not in faults:
            texts.pop()
        if texts:
            rows.append((line, tuple(texts)))
        if len(rows) > most_rows:
            raise _TooManyError(sheet.title)
    return SheetText(sheet.title, tuple(rows), faults)


def _text(cell: Any) -> str | CellFault:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        return CellFault("The cell holds a formula", "Copy it, and paste its value in its place")
    if cell.data_type == "e":
        return CellFault("The cell holds an error of the spreadsheet", "Type what is meant, or clear the cell")
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return shortest(value, "%" in str(cell.number_format))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat(timespec="seconds")
    return str(value).strip()


def shortest(value: int | float, is_percent: bool = False) -> str:
    """'60', '0.7' or, in a cell shown as per cent, '70%': a cell holds a binary fraction, and this undoes that."""
    number = Decimal(repr(value))
    if is_percent:
        number = number.scaleb(2)
    text = f"{number:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) + ("%" if is_percent else "")


def _damaged(file: str, error: Exception) -> Exception:
    said = f"The workbook is damaged ({type(error).__name__})"
    return refuse(
        "FILE.DAMAGED", said, "Save it again in the program it was filled in with, and send it whole", file=file
    )
