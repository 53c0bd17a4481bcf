"""Makes the finance-return workbook of one provider and one financial year, empty or filled with given values."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any

from evenlode.archives.writing import workbook_bytes, write_new
from evenlode.finance.returns.form import (
    HEADER_ROW,
    IDENTITY,
    NOTES,
    TEMPLATE,
    TEMPLATE_VERSION,
    Sheet,
    Sort,
    known_provider,
    sheets,
    year_of_contract,
)
from evenlode.terms.contract import Contract

Values = Mapping[tuple[str, str, str], str]
"""Cells to fill in, as a finance return keeps them: by sheet, row and column."""

_SAYS = (
    "Type in the white cells alone. The grey cells say what each row is about, and are locked.",
    "Money is in pounds, with pence or without. Costs and income are positive numbers; only a result may be negative.",
    "FTE are full-time equivalents at the end of the year: in post and vacant add to established.",
    "A blank cell is nothing to report. A total must add to its parts; type it all the same.",
    "Formulas may be used where they refer to this file alone; save it in the program that worked them out.",
    "Do not add, move or rename rows, columns or sheets. Send the file back as .xlsx.",
    "Never type a person's name or number.",
)
_FORMAT = {Sort.MONEY: "#,##0.00", Sort.SIGNED: "#,##0.00", Sort.FTE: "0.0##", Sort.COUNT: "#,##0", Sort.SHARE: "0.0#%"}


def write_workbook(
    contract: Contract, provider: str, year: str, to: Path, *, invented: bool, values: Values | None = None
) -> None:
    """Write the workbook. The same call gives the same bytes.

    Raises a Refusal where the provider or year is unknown, the file is there already, or it cannot be written.
    """
    write_new(to, return_workbook(contract, provider, year, invented=invented, values=values))


def return_workbook(
    contract: Contract, provider: str, year: str, *, invented: bool, values: Values | None = None
) -> bytes:
    """The bytes of the workbook. Raises a Refusal where the provider or year is unknown."""
    provider, period = known_provider(contract, provider), year_of_contract(contract, year)
    form = contract.form
    name = form.alias.contract if invented else contract.slug
    said = (TEMPLATE, TEMPLATE_VERSION, name, year, provider, "yes" if invented else "no")
    party = contract.party(provider)
    heading = (
        f"{'INVENTED: ' if invented else ''}{form.alias.title if invented else form.title}, {year}, "
        f"{party.alias if invented else party.name}"
    )
    identity = dict(zip(IDENTITY, said, strict=True))
    asked = sheets(contract, provider, invented=invented)
    fill = partial(_fill_book, heading=heading, asked=asked, values=values or {})
    return workbook_bytes(heading, period.start, identity, fill)


def _fill_book(book: Any, heading: str, asked: tuple[Sheet, ...], values: Values) -> None:
    bold, wrapped = book.add_format({"bold": True, "font_size": 14}), book.add_format({"text_wrap": True})
    notes = book.add_worksheet(NOTES)
    notes.set_column(0, 0, 110)
    for line, text in enumerate((heading, *_SAYS)):
        notes.write_string(line, 0, text, bold if line == 0 else wrapped)
    notes.protect("")
    formats = {
        sort: book.add_format({"locked": False, "num_format": _FORMAT.get(sort, "@"), "border": 1}) for sort in Sort
    }
    label = book.add_format({"bg_color": "#e8edee"})
    for sheet in asked:
        _sheet(book, sheet, heading, label, bold, formats, values)


def _sheet(
    book: Any, sheet: Sheet, heading: str, label: Any, bold: Any, formats: Mapping[Sort, Any], values: Values
) -> None:
    page = book.add_worksheet(sheet.name)
    page.set_column(0, 0, 16)
    page.set_column(1, 1, 62)
    page.set_column(2, 1 + len(sheet.columns), 20)
    page.write_string(0, 0, heading, bold)
    page.write_string(1, 0, sheet.says)
    for at, text in enumerate(("Row", "What", *(column.heading for column in sheet.columns))):
        page.write_string(HEADER_ROW - 1, at, text, label)
    for line, row in enumerate(sheet.rows, start=HEADER_ROW):
        page.write_string(line, 0, row.name, label)
        page.write_string(line, 1, row.title, label)
        for at, column in enumerate(sheet.columns, start=2):
            sort = sheet.sort(row, column)
            _fill(page, line, at, values.get((sheet.name, row.name, column.name)), sort, formats[sort])
    book.define_name(sheet.range, sheet.area)
    page.freeze_panes(HEADER_ROW, 2)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.protect("", {"format_columns": True, "format_rows": True})


def _fill(page: Any, line: int, at: int, value: str | None, sort: Sort, form: Any) -> None:
    if value is None:
        page.write_blank(line, at, None, form)
    elif sort is Sort.WORDS:
        page.write_string(line, at, value, form)
    else:
        scale = {Sort.MONEY: 100, Sort.SIGNED: 100, Sort.FTE: 1000}.get(sort, 1)
        exact = Fraction(value) / scale
        page.write_number(line, at, Decimal(exact.numerator) / Decimal(exact.denominator), form)
