"""Published judgements as CSV: an indicator, a contract year and a published status, without figures."""

from __future__ import annotations

from evenlode.data.supplied.cells import Cells
from evenlode.data.supplied.csv_rows import CsvFile, RawRow
from evenlode.data.supplied.findings import Findings, quoted
from evenlode.data.supplied.headers import Columns
from evenlode.data.supplied.known import Known, Named
from evenlode.data.supplied.outturns_csv import MOST_ROWS, named_rows
from evenlode.data.supplied.supplied import PublishedJudgement, Supplied
from evenlode.data.supplied.year_cell import year_of
from evenlode.results import Status

JUDGEMENTS = Columns(
    name="a file of published judgements",
    needed=("indicator", "year_start", "status"),
    optional=("target_as_printed", "reference", "invented", "note"),
    unread=("code", "title"),
)


def read_judgements_csv(file: CsvFile, known: Known, findings: Findings) -> Supplied:
    """The judgements of the file; what is wrong with any row is in the findings, and the caller refuses."""
    found: dict[object, PublishedJudgement] = {}
    lines: dict[object, int] = {}
    invented: set[bool] = set()
    for row in named_rows(file, JUDGEMENTS, findings, MOST_ROWS):
        cells = Cells(row, findings)
        if cells.has("invented"):
            invented.add(cells.yes("invented"))
        judgement = _judgement(cells, row, known, file.path.name)
        if judgement is None:
            continue
        first = lines.setdefault(judgement.key, row.line)
        if first != row.line:
            message = f"the row is about the same indicator and year as row {first}"
            cells.wrong("KEY.DUPLICATE", "indicator", message, f"Keep one of rows {first} and {row.line}")
        found[judgement.key] = judgement
    if len(invented) > 1:
        message, fix = "some rows say that they are invented, and some say that they are not", "Send two files"
        findings.add("FILE.INVENTED", message, fix, field="invented")
    judgements = tuple(sorted(found.values(), key=lambda one: one.key))
    is_invented = file.invented or True in invented
    return Supplied((), judgements, (), (), file.sha256, is_invented, file.path.name, JUDGEMENTS.name)


def _judgement(cells: Cells, row: RawRow, known: Known, file: str) -> PublishedJudgement | None:
    name = cells.text("indicator")
    named, year, status = known.indicator(name), year_of(cells, known), cells.word("status", Status)
    if not isinstance(named, Named):
        message = f"{quoted(name)} is no indicator of {known.contract.slug}" if name else "the indicator is blank"
        cells.wrong("CODE.LIST", "indicator", message, named)
        return None
    if not (cells.right and year and status):
        return None
    return PublishedJudgement(
        indicator=named.slug,
        period=year,
        status=status,
        reference=cells.text("reference") or file,
        target_as_printed=cells.text("target_as_printed") or None,
        note=cells.text("note") or None,
    )
