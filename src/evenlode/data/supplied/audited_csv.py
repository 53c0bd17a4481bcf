"""Audited costs as CSV: a contract year, an item and its amount a row."""

from __future__ import annotations

from pydantic_core import PydanticCustomError

from evenlode.data.supplied.audited import Item, put_together, read_item, wrong_with
from evenlode.data.supplied.cells import Cells
from evenlode.data.supplied.csv_rows import CsvFile
from evenlode.data.supplied.findings import Findings
from evenlode.data.supplied.headers import Columns
from evenlode.data.supplied.known import Known
from evenlode.data.supplied.outturns_csv import MOST_ROWS, named_rows
from evenlode.data.supplied.supplied import Supplied
from evenlode.data.supplied.year_cell import year_of
from evenlode.problems import Level
from evenlode.results import Period

AUDITED = Columns(
    name="a file of audited costs",
    needed=("year_start", "item", "amount"),
    optional=("year_end", "invented", "note"),
)


def read_audited_csv(file: CsvFile, known: Known, findings: Findings) -> Supplied:
    """The audited costs of the file by year; what is wrong with any row is in the findings, and the caller refuses."""
    found: dict[Period, list[Item]] = {}
    invented: set[bool] = set()
    first_line: dict[Period, int] = {}
    for row in named_rows(file, AUDITED, findings, MOST_ROWS):
        cells = Cells(row, findings)
        if cells.has("invented"):
            invented.add(cells.yes("invented"))
        year, item = year_of(cells, known), _item(cells)
        if year is not None and item is not None:
            found.setdefault(year, []).append(item)
            first_line.setdefault(year, row.line)
    for year, items in found.items():
        for rule, message, fix in wrong_with(items, year):
            findings.add(rule, f"{year.start}: {message}", fix, line=first_line[year], field="item")
    if len(invented) > 1:
        message, fix = "some rows say that they are invented, and some say that they are not", "Send two files"
        findings.add("FILE.INVENTED", message, fix, field="invented")
    if known.contract.form.gain_share is None and known.contract.form.pot.advance is None:
        message = "the contract agrees no gain share and no advance, so these costs change nothing"
        findings.add("CFG.GAIN_SHARE", message, "None needed, unless the contract lacks it", level=Level.WARN)
    audited = () if findings.stops else tuple(put_together(found[year], year) for year in sorted(found))
    return Supplied(
        (), (), (), (), file.sha256, file.invented or True in invented, file.path.name, AUDITED.name, audited=audited
    )


def _item(cells: Cells) -> Item | None:
    try:
        return read_item(cells.text("item"), cells.text("amount"), cells.text("year_end"))
    except PydanticCustomError as error:
        said = error.context or {}
        rule = str(said["rule"])
        field = {"CODE.LIST": "item", "CFG.DATE": "year_end", "CFG.MISSING": "year_end"}.get(rule, "amount")
        cells.wrong(rule, field, str(said["message"]), str(said["fix"]))
        return None
