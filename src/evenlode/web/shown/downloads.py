"""Downloads: a table of a page as CSV or as a workbook, with INVENTED in it where its figures are nobody's."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass

from evenlode.report.tables import Table

FORMS = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
"""Each form that a table can be taken away in, and how the web names it."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[-+]?[£]?[\d,]*\.?\d+%?")


@dataclass(frozen=True, slots=True)
class Named:
    """A table and the name by which a page offers it."""

    name: str
    table: Table


@dataclass(frozen=True, slots=True)
class Download:
    """A file to hand over: its name, its type and its bytes."""

    file: str
    kind: str
    content: bytes


def download(tables: Iterable[Named], asked: str, title: str, *, invented: bool) -> Download | None:
    """The table asked for as 'name.csv' or 'name.xlsx'; None where the page has no such table or form."""
    name, _, form = asked.rpartition(".")
    found = next((one.table for one in tables if one.name == name), None)
    if found is None or form not in FORMS:
        return None
    content = as_csv(found, invented=invented) if form == "csv" else _as_xlsx(found, title, invented=invented)
    mark = "INVENTED-" if invented else ""
    return Download(f"{mark}{name}.{form}", FORMS[form], content)


def as_csv(table: Table, *, invented: bool) -> bytes:
    """The table as CSV; a cell that a spreadsheet would take for a formula is written as text."""
    text = io.StringIO()
    if invented:
        text.write("# INVENTED\n")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([safe(cell) for cell in row] for row in table.rows)
    return text.getvalue().encode()


def safe(cell: str) -> str:
    """The cell as it is where it is a number, else with an apostrophe before what would begin a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) and not _NUMBER.fullmatch(cell) else cell


def _as_xlsx(table: Table, title: str, *, invented: bool) -> bytes:
    from evenlode.report.documents.as_xlsx import render
    from evenlode.report.documents.document import Document

    mark = "INVENTED. These figures are nobody's." if invented else ""
    return render(Document(title, table.caption, (table,), mark=mark))
