"""Makes the workbook that a partner fills in with its caseload and contacts of a month."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from evenlode.archives.writing import workbook_bytes, write_new
from evenlode.data.received.heading import wrong_provider
from evenlode.data.received.workbook_form import (
    HEADER_ROW,
    IDENTITY,
    NOTES,
    PAGES,
    TEMPLATE,
    TEMPLATE_VERSION,
    Column,
    Page,
)
from evenlode.problems import Refusal

_NOTES = (
    "Type in the white cells of the other two sheets. Every row is one record.",
    "Person ID is the pseudonym that was agreed for this contract. Never type a name, an NHS number or a birth date.",
    "Type days as days, for example 2016-03-31. Leave the end blank while somebody is still with the service.",
    "Type values, not formulas: copy a formula's result and paste it as a value.",
    "Do not add, move or rename columns or sheets. Send the file back as .xlsx, without a password.",
    "Send both sheets each month: what is sent takes the place of what was sent for the same month before.",
)
_ROWS = 20_000
"""Rows below the titles that a spreadsheet checks as they are typed; the reading does not stop there."""

_MADE = date(2026, 1, 1)
"""Stands in the file as the day it was made, so that the same call gives the same bytes on every day."""


def write_partner_workbook(
    to: Path, provider: str, month: str | None, invented: bool, names: Mapping[str, str] | None = None
) -> None:
    """Write the workbook of one provider where there is no file yet.

    provider: by its name in the contract. month: what it is for, '2016-03'; None where that is said when it is
    received. names: of those who may send, for people to read; None where there is no contract. Raises a Refusal where
    the provider is none of them, and where the file is there already or cannot be written.
    """
    if problems := wrong_provider(to.name, provider, names):
        raise Refusal(problems)
    shown_as = (names or {}).get(provider, provider)
    said = (TEMPLATE, TEMPLATE_VERSION, provider, month or "", "yes" if invented else "no")
    identity = dict(zip(IDENTITY, said, strict=True))
    heading = f"{'INVENTED: ' if invented else ''}Caseload and contacts, {shown_as}{f', {month}' if month else ''}"
    write_new(to, workbook_bytes(heading, _MADE, identity, partial(_fill, heading=heading)))


def _fill(book: Any, heading: str) -> None:
    bold, wrapped = book.add_format({"bold": True, "font_size": 14}), book.add_format({"text_wrap": True})
    notes = book.add_worksheet(NOTES)
    notes.set_column(0, 0, 110)
    notes.write_string(0, 0, heading, bold)
    for at, note in enumerate(_NOTES):
        notes.write_string(at + 2, 0, note, wrapped)
    notes.protect()
    for page in PAGES:
        _sheet(book, page, heading, bold)


def _sheet(book: Any, page: Page, heading: str, bold: Any) -> None:
    sheet = book.add_worksheet(page.sheet)
    locked = book.add_format({"locked": True})
    head = book.add_format({"bold": True, "bg_color": "#D8DDE0", "border": 1, "border_color": "#C5CDD2"})
    for line in range(HEADER_ROW - 1):
        sheet.set_row(line, None, locked)
    sheet.write_string(0, 0, heading, bold)
    sheet.write_string(2, 0, f"Each row is {page.row}.", locked)
    for at, column in enumerate(page.columns):
        shape = {"num_format": "yyyy-mm-dd" if column.is_day else "@", "locked": False}
        sheet.set_column(at, at, column.width, book.add_format(shape))
        sheet.write_string(HEADER_ROW - 1, at, column.title, head)
        if rules := _rules(column):
            sheet.data_validation(HEADER_ROW, at, HEADER_ROW + _ROWS, at, rules)
    sheet.freeze_panes(HEADER_ROW, 0)
    sheet.protect("", {"format_columns": True, "format_rows": True, "sort": True, "delete_rows": True})


def _rules(column: Column) -> dict[str, Any]:
    """A spreadsheet's own check of what is typed: a courtesy to whoever types, never relied upon on reading."""
    if column.words:
        return {"validate": "list", "source": list(column.words)}
    if column.is_day:
        said = {"error_title": "This is no day", "error_message": "Type a day, for example 2016-03-31."}
        return {"validate": "date", "criteria": ">", "value": date(1900, 1, 1), **said}
    return {}
