"""Files that go out: workbooks, and CSV whose cells no spreadsheet takes for a formula; marked where invented."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from evenlode.web.shown.downloads import FORMS

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_download(
    name: str, columns: Sequence[str], rows: Iterable[Sequence[object]], *, invented: bool
) -> HttpResponse:
    """A CSV to save. Text that begins as a formula does stands behind an apostrophe; numbers stay numbers."""
    out = io.StringIO()
    if invented:
        out.write("# INVENTED\n")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([safe(cell) for cell in row] for row in rows)
    mark = "invented-" if invented else ""
    headers = {"Content-Disposition": f'attachment; filename="{mark}{name}.csv"'}
    return HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


def workbook_download(name: str, content: bytes, *, invented: bool) -> HttpResponse:
    """A workbook to save, under a name that ends in .xlsx."""
    headers = {"Content-Disposition": f'attachment; filename="{"INVENTED-" if invented else ""}{name}"'}
    return HttpResponse(content, content_type=FORMS["xlsx"], headers=headers)


def safe(cell: object) -> object:
    """A cell as it may stand in a CSV."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
