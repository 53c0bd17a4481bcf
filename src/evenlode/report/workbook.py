"""Workbook: sheets of typed cells through xlsxwriter; text stays text, pounds are exact, and the bytes never vary."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from evenlode.money import Pence

_MADE = datetime(2000, 1, 1)
"""A fixed day in the file's properties: a clock there would change the bytes."""


@dataclass(frozen=True, slots=True)
class Pounds:
    """An amount, written as a number of pounds with two decimals."""

    pence: Pence


@dataclass(frozen=True, slots=True)
class Share:
    """A share of 1, written as a per cent."""

    value: Fraction


Cell = str | int | Fraction | date | Pounds | Share | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, lines of text above, and one table. totals: the columns that end with their sum."""

    name: str
    above: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    totals: tuple[int, ...] = ()


def workbook(title: str, subject: str, mark: str, sheets: Sequence[Sheet]) -> bytes:
    """The workbook's bytes. mark: words for the first cell, the head of each printed page and the properties; or ''."""
    import xlsxwriter

    into = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(into, options) as book:
        book.set_properties(
            {
                "title": title,
                "subject": subject,
                "author": "Evenlode",
                "keywords": mark,
                "comments": mark,
                "created": _MADE,
            }
        )
        formats = _Formats(book)
        for sheet in sheets:
            _write(book.add_worksheet(sheet.name), sheet, mark, formats)
    return into.getvalue()


class _Formats:
    def __init__(self, book: Any) -> None:
        top = {"valign": "top"}
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.mark = book.add_format({"bold": True, "border": 1})
        self.head = book.add_format({"bold": True, "bottom": 2, "text_wrap": True, "valign": "bottom"})
        self.text = book.add_format({**top, "text_wrap": True})
        self.number = book.add_format({**top, "num_format": "#,##0.########"})
        self.whole = book.add_format({**top, "num_format": "#,##0"})
        self.share = book.add_format({**top, "num_format": "0.0#%"})
        self.pounds = book.add_format({**top, "num_format": "£#,##0.00"})
        self.day = book.add_format({**top, "num_format": "d mmm yyyy", "align": "left"})
        self.total = book.add_format({"bold": True, "top": 2, "num_format": "£#,##0.00"})
        self.total_text = book.add_format({"bold": True, "top": 2})


def _write(into: Any, sheet: Sheet, mark: str, formats: _Formats) -> None:
    above = [*([mark] if mark else []), *sheet.above]
    for place, said in enumerate(above):
        is_mark = bool(mark) and place == 0
        into.write_string(place, 0, said, formats.mark if is_mark else formats.title if place == bool(mark) else None)
    head = len(above) + 1
    for place, (column, width) in enumerate(zip(sheet.columns, sheet.widths, strict=True)):
        into.set_column(place, place, width)
        into.write_string(head, place, column, formats.head)
    for row, cells in enumerate(sheet.rows, start=head + 1):
        for place, cell in enumerate(cells):
            _write_cell(into, row, place, cell, formats)
    if sheet.totals and sheet.rows:
        _write_totals(into, head + 1, sheet, formats)
    into.freeze_panes(head + 1, 0)
    into.set_landscape()
    into.fit_to_pages(1, 0)
    into.repeat_rows(head)
    into.set_header(f"&L{mark}&R&A" if mark else "&R&A")


def _write_cell(into: Any, row: int, place: int, cell: Cell, formats: _Formats) -> None:
    """One cell by its type. Text is written as text, whatever sign it begins with: never as a formula."""
    match cell:
        case None:
            pass
        case str():
            into.write_string(row, place, cell, formats.text)
        case Pounds():
            into.write_number(row, place, Decimal(cell.pence) / 100, formats.pounds)
        case Share():
            into.write_number(row, place, float(cell.value), formats.share)
        case date():
            into.write_datetime(row, place, datetime(cell.year, cell.month, cell.day), formats.day)
        case int():
            into.write_number(row, place, cell, formats.whole)
        case Fraction():
            into.write_number(row, place, float(cell), formats.number)


def _write_totals(into: Any, first: int, sheet: Sheet, formats: _Formats) -> None:
    """A row of sums as formulas, each with its exact value beside it for readers that do not calculate."""
    from xlsxwriter.utility import xl_range

    last = first + len(sheet.rows) - 1
    for place in range(len(sheet.columns)):
        if place in sheet.totals:
            pence = sum(cell.pence for row in sheet.rows if isinstance(cell := row[place], Pounds))
            formula = f"=SUM({xl_range(first, place, last, place)})"
            into.write_formula(last + 1, place, formula, formats.total, float(Decimal(pence) / 100))
        else:
            into.write_string(last + 1, place, "Total" if place == 0 else "", formats.total_text)
