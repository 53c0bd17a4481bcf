"""A document as a workbook: its text on the first sheet, and each table on a sheet of its own."""

from __future__ import annotations

import re

from evenlode.report.documents.document import Document, Heading, Paragraph, Picture, Points
from evenlode.report.tables import Table
from evenlode.report.workbook import Cell, Sheet, workbook

SUFFIX = "xlsx"

_LONGEST = 31
"""The most characters that the name of a sheet may have."""


def render(document: Document) -> bytes:
    """The workbook's bytes. Cells are text, as they are printed: exact figures are in the files of a run."""
    text: list[tuple[Cell, ...]] = list(document.facts)
    sheets: list[Sheet] = []
    for block in document.blocks:
        match block:
            case Heading(said, _):
                text.append((said, None))
            case Paragraph(said, _):
                text.append((None, said))
            case Points(said):
                text.extend((None, point) for point in said)
            case Picture(_, alt):
                text.append((None, alt))
            case Table():
                sheets.append(_sheet(block, [sheet.name for sheet in sheets]))
                text.append((None, f"See the sheet {sheets[-1].name}: {block.caption}"))
    first = Sheet("Text", (document.title, document.subtitle), ("Part", "Said"), tuple(text), (32, 100))
    return workbook(document.title, document.subtitle, document.mark, [first, *sheets])


def _sheet(table: Table, taken: list[str]) -> Sheet:
    widths = tuple(
        min(max(len(column), *(len(row[place]) for row in table.rows), 8) + 2, 60) if table.rows else len(column) + 2
        for place, column in enumerate(table.columns)
    )
    return Sheet(_name(table.caption, taken), (table.caption,), table.columns, table.rows, widths)


def _name(caption: str, taken: list[str]) -> str:
    """A name that a sheet may have and no other has."""
    plain = re.sub(r"[\[\]:*?/\\']", " ", caption).strip()[:_LONGEST].strip() or "Table"
    name, number = plain, 2
    while name.casefold() in {other.casefold() for other in (*taken, "Text")}:
        name = f"{plain[: _LONGEST - 4].strip()} {number}"
        number += 1
    return name
