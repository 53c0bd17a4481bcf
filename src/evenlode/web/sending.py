"""Files that go out: a CSV whose cells no spreadsheet takes for a formula, marked where figures are invented."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

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


def safe(cell: object) -> object:
    """A cell as it may stand in a CSV."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
