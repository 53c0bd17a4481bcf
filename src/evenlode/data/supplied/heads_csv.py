"""Head counts as CSV: a month, a segment, how many people it was paid on, and who joined and left unseen since."""

from __future__ import annotations

import re
from datetime import date, timedelta

from evenlode.data.supplied.cells import Cells
from evenlode.data.supplied.csv_rows import CsvFile
from evenlode.data.supplied.findings import Findings, nearest, quoted
from evenlode.data.supplied.headers import Columns
from evenlode.data.supplied.known import Known
from evenlode.data.supplied.outturns_csv import MOST_ROWS, named_rows
from evenlode.data.supplied.supplied import Supplied
from evenlode.problems import Level
from evenlode.results import HeadCount, Period, next_month

HEADS = Columns(
    name="a file of head counts",
    needed=("month", "segment", "people"),
    optional=("joiners", "leavers", "invented", "note"),
)
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


def read_heads_csv(file: CsvFile, known: Known, findings: Findings) -> Supplied:
    """The head counts of the file; what is wrong with any row is in the findings, and the caller refuses."""
    found: dict[tuple[Period, str], HeadCount] = {}
    invented: set[bool] = set()
    priced = _priced(known)
    for row in named_rows(file, HEADS, findings, MOST_ROWS):
        cells = Cells(row, findings)
        if cells.has("invented"):
            invented.add(cells.yes("invented"))
        count = _count(cells, known, priced)
        if count is None:
            continue
        if (count.month, count.segment) in found:
            message = "the segment is there twice in this month"
            cells.wrong("KEY.DUPLICATE", "segment", message, "Keep one row: nobody is paid twice")
        found[count.month, count.segment] = count
    if len(invented) > 1:
        message, fix = "some rows say that they are invented, and some say that they are not", "Send two files"
        findings.add("FILE.INVENTED", message, fix, field="invented")
    if not priced:
        message = "the contract pays nobody by head, so these counts change nothing"
        findings.add("CFG.CAPITATION", message, "None needed, unless the contract lacks it", level=Level.WARN)
    heads = tuple(found[key] for key in sorted(found))
    is_invented = file.invented or True in invented
    return Supplied((), (), (), (), file.sha256, is_invented, file.path.name, HEADS.name, heads=heads)


def _priced(known: Known) -> list[str]:
    """Every segment that the contract has a price for on some day."""
    capitation = known.contract.form.capitation
    dated = capitation.prices if capitation else None
    return sorted({segment for _, entry in dated.entries for segment in entry.value}) if dated else []


def _count(cells: Cells, known: Known, priced: list[str]) -> HeadCount | None:
    month, segment = _month(cells, known), cells.text("segment")
    if not segment or (priced and segment not in priced):
        meant = nearest(segment, priced)
        fix = f"Did you mean {meant}?" if meant else f"Write one of: {', '.join(priced) or 'the segments paid for'}"
        cells.wrong("CODE.LIST", "segment", f"{quoted(segment)} is no segment with a price", fix)
    people = cells.count("people")
    if people is None and cells.right:
        cells.wrong("VALUE.NUMBER", "people", "the number of people is blank", "Write how many the month was paid on")
    joiners, leavers = cells.count("joiners") or 0, cells.count("leavers") or 0
    if people is not None and people + joiners < leavers:
        message = f"{leavers:,} left, and there were {people + joiners:,}"
        cells.wrong("VALUE.RANGE", "leavers", message, "Correct one of the counts")
    if month is None or people is None or not cells.right:
        return None
    return HeadCount(month, segment, people, joiners, leavers)


def _month(cells: Cells, known: Known) -> Period | None:
    text = cells.text("month")
    if not _MONTH.fullmatch(text) or text.startswith("0000"):
        cells.wrong("DATE.FORMAT", "month", f"{quoted(text)} is not a month", "Write year-month, for example 2017-10")
        return None
    first = date.fromisoformat(f"{text}-01")
    month = Period(first, next_month(first) - timedelta(days=1))
    if not known.span.covers(month):
        message = f"{text} is outside the contract, {known.span.start} to {known.last_day}"
        cells.wrong("PERIOD.OUTSIDE", "month", message, "Correct the month, or send the file with its contract")
        return None
    return month
