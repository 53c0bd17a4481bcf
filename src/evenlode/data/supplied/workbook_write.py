"""Makes the KPI workbook that a provider fills in: one list of figures, locked labels, and an identity of its own."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from evenlode.archives.writing import workbook_bytes, write_new
from evenlode.data.supplied.known import Known
from evenlode.data.supplied.workbook_form import (
    COLUMNS,
    FIGURES_RANGE,
    HEADER_ROW,
    IDENTITY,
    NOTES,
    SHEET,
    TEMPLATE,
    TEMPLATE_VERSION,
    PrintedRow,
    contract_name,
    contract_year,
    known_provider,
    printed_rows,
    provider_name,
)
from evenlode.problems import refuse
from evenlode.results import Period
from evenlode.terms.contract import Contract

_NOTES = (
    "Type figures in the white cells alone. The grey cells say what each row is about, and are locked.",
    "A share needs two whole numbers: the numerator, and the denominator it is a part of. Leave the value blank.",
    "Any other figure, for example a rate or a median, goes in the value column, in its own unit.",
    "Eligible counts everybody who should have a record. Missing counts those of them who have none.",
    "Untimed counts those who have a record but no time to judge it by.",
    "Leave a row blank where you supply nothing. Type * where a figure is too small to tell. Neither is read as zero.",
    "The contract year is a row of its own. It is not worked out from the months or quarters.",
    "Type numbers, not formulas: copy a formula's result and paste it as a value.",
    "Do not add, move or rename rows, columns or sheets. Send the file back as .xlsx.",
)


def write_kpi_workbook(contract: Contract, year: Period, to: Path, provider: str, invented: bool) -> None:
    """Write the workbook for one provider (or 'all') and one contract year. The same call gives the same bytes.

    Raises a Refusal where the year is no contract year, the provider is unknown, the contract has no supplied
    indicator in that year, the file is there already (it may hold somebody's figures) or cannot be written.
    """
    known = Known(contract)
    year, provider = contract_year(known, year), known_provider(known, provider)
    rows = printed_rows(known, year)
    if not rows:
        message = f"{contract.slug} has no supplied indicator in the year from {year.start}"
        raise refuse("FILE.NOTHING", message, "Indicators with the measure supplied are asked for in the workbook")
    said = (
        *(TEMPLATE, TEMPLATE_VERSION, contract_name(known, invented), contract.sha256),
        *(year.start.isoformat(), provider, "yes" if invented else "no"),
    )
    identity = dict(zip(IDENTITY, said, strict=True))
    title = contract.form.alias.title if invented else contract.form.title
    heading = f"{'INVENTED: ' if invented else ''}{title}, {year}, {provider_name(known, provider, invented)}"
    fill = partial(_fill, heading=heading, identity=identity, rows=rows)
    write_new(to, workbook_bytes(heading, year.start, identity, fill))


def _fill(book: Any, heading: str, identity: dict[str, str], rows: list[PrintedRow]) -> None:
    _notes(book, heading, identity)
    _figures(book, heading, rows)


def _notes(book: Any, heading: str, identity: dict[str, str]) -> None:
    sheet = book.add_worksheet(NOTES)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 90)
    sheet.write_string(0, 0, heading, book.add_format({"bold": True, "font_size": 14}))
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for at, note in enumerate(_NOTES, start=1):
        sheet.write_string(at + 1, 0, f"{at}.", wrapped)
        sheet.write_string(at + 1, 1, note, wrapped)
    first = len(_NOTES) + 3
    for at, (name, value) in enumerate(identity.items()):
        sheet.write_string(first + at, 0, name)
        sheet.write_string(first + at, 1, value)
    sheet.protect()


def _figures(book: Any, heading: str, rows: list[PrintedRow]) -> None:
    sheet = book.add_worksheet(SHEET)
    label = book.add_format({"bg_color": "#EEF1F3", "border": 1, "border_color": "#C5CDD2", "valign": "top"})
    head = book.add_format({"bold": True, "bg_color": "#D8DDE0", "border": 1, "border_color": "#C5CDD2"})
    typed = book.add_format({"locked": False, "border": 1, "border_color": "#C5CDD2"})
    sheet.write_string(0, 0, heading, book.add_format({"bold": True, "font_size": 14}))
    sheet.write_string(2, 0, f'Type in the white cells; the sheet "{NOTES}" says how.')
    for at, column in enumerate(COLUMNS):
        sheet.set_column(at, at, column.width)
        sheet.write_string(HEADER_ROW - 1, at, column.heading, head)
    for line, row in enumerate(rows, start=HEADER_ROW):
        texts = (row.code, row.indicator, row.title, *row.key[1:])
        for at, column in enumerate(COLUMNS):
            if column.typed:
                sheet.write_blank(line, at, None, typed)
            else:
                sheet.write_string(line, at, texts[at], label)
    last = HEADER_ROW + len(rows)
    _say_what_belongs(sheet, last)
    book.define_name(FIGURES_RANGE, f"='{SHEET}'!$A${HEADER_ROW}:${chr(64 + len(COLUMNS))}${last}")
    sheet.freeze_panes(HEADER_ROW, 2)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER_ROW - 1)
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.activate()


def _say_what_belongs(sheet: Any, last: int) -> None:
    """A spreadsheet's own check of the typed cells: a courtesy to whoever types, never relied upon on reading."""
    for at, column in enumerate(COLUMNS):
        if not column.typed:
            continue
        cell = f"{chr(65 + at)}{HEADER_ROW + 1}"
        is_value = column.name == "value"
        rule = f"ISNUMBER({cell})" if is_value else f"AND(ISNUMBER({cell}),{cell}>=0,{cell}=INT({cell}))"
        checks = {
            "validate": "custom",
            "value": f'=OR({cell}="*",{rule})',
            "error_title": "This cannot be read",
            "error_message": f"Type a {'number' if is_value else 'whole number'}, or * where it is suppressed.",
        }
        sheet.data_validation(HEADER_ROW, at, last - 1, at, checks)
