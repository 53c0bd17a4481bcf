"""The national publication layout: official statistics of the Mental Health Services Data Set, one measure value a row.

Its days are dd/mm/yyyy by definition of the layout, `*` is a suppressed value, and its figures are rounded. Source:
the column layout of the monthly and waiting-time CSV files that NHS England publishes.
"""

from __future__ import annotations

import re
from datetime import date

from evenlode.data.supplied.cells import SUPPRESSED, Cells
from evenlode.data.supplied.csv_rows import CsvFile, RawRow
from evenlode.data.supplied.findings import Findings, quoted
from evenlode.data.supplied.headers import Columns
from evenlode.data.supplied.known import Known
from evenlode.data.supplied.national_feeds import PublishedFigure, benchmarks_of, feeds_of
from evenlode.data.supplied.outturns_csv import named_rows
from evenlode.data.supplied.supplied import Supplied
from evenlode.results import Period

NATIONAL = Columns(
    name="a national publication",
    needed=(
        *("reporting_period_start", "reporting_period_end", "breakdown"),
        *("primary_level", "measure_id", "measure_value"),
    ),
    optional=("secondary_level",),
    unread=(
        *("status", "primary_level_description", "secondary_level_description", "measure_name"),
        *("third_level", "third_level_description", "fourth_level", "fourth_level_description"),
    ),
)
MOST_ROWS = 3_000_000

_DAY = re.compile(r"([0-9]{2})/([0-9]{2})/([0-9]{4})")
_LEVELS = ("secondary_level", "third_level", "fourth_level")


def read_national_csv(file: CsvFile, known: Known, received: date, findings: Findings) -> Supplied | None:
    """Benchmarks and supplied outturns from the rows that the contract names; all other rows are passed over."""
    benchmarks, feeds = benchmarks_of(known), feeds_of(known)
    wanted = set().union(*(one.wanted() for one in benchmarks), *(one.wanted() for one in feeds))
    figures: dict[tuple[str, str, Period], PublishedFigure] = {}
    for row in named_rows(file, NATIONAL, findings, MOST_ROWS):
        figure = _figure(row, wanted, findings)
        if figure is not None:
            _keep(figure, figures, findings)
    if findings.stops:
        return None
    beside = [made for one in benchmarks for made in one.outturns(figures, known, received, findings)]
    fed = [made for one in feeds for made in one.outturns(figures, known, received, findings)]
    if not beside and not fed:
        findings.add(*_nothing(known, wanted), line=file.header_line)
    return Supplied(
        tuple(sorted(fed, key=lambda one: one.key)),
        (),
        tuple(sorted(beside, key=lambda one: one.key)),
        (),
        file.sha256,
        file.invented,
        file.path.name,
        NATIONAL.name,
    )


def _figure(row: RawRow, wanted: set[tuple[str, str]], findings: Findings) -> PublishedFigure | None:
    """The row where the contract wants it: a named measure at a named level, not broken down any further."""
    cells = Cells(row, findings)
    measure, level = cells.text("measure_id"), cells.text("primary_level")
    if (measure, level) not in wanted or any(cells.text(deeper) not in ("", "NONE") for deeper in _LEVELS):
        return None
    start, end = _day(cells, "reporting_period_start"), _day(cells, "reporting_period_end")
    value = cells.text("measure_value")
    if value != SUPPRESSED and not re.fullmatch(r"[0-9]{1,12}(\.[0-9]{1,12})?", value):
        message = f"{quoted(value)} is not a figure" if value else "the value is blank"
        cells.wrong("VALUE.NUMBER", "measure_value", message, "Use the file as published; * stands for suppressed")
    if start and end and end < start:
        cells.wrong("DATE.ORDER", "reporting_period_end", f"{end} is before {start}", "Use the file as published")
    if not (cells.right and start and end):
        return None
    told = None if value == SUPPRESSED else value
    return PublishedFigure(row.line, measure, level, cells.text("breakdown"), Period(start, end), told)


def _keep(figure: PublishedFigure, figures: dict[tuple[str, str, Period], PublishedFigure], findings: Findings) -> None:
    """Keep the figure; the same measure, level and period a second time is refused, for either could be meant."""
    first = figures.setdefault((figure.measure, figure.level, figure.period), figure)
    if first is figure:
        return
    told = f" ({quoted(first.breakdown)} and {quoted(figure.breakdown)})" if first.breakdown != figure.breakdown else ""
    message = f"{figure.measure} at {figure.level} is on rows {first.line} and {figure.line}{told}"
    fix = "Keep the rows of one breakdown and one status alone"
    findings.add("KEY.DUPLICATE", message, fix, line=figure.line, field="measure_id")


def _day(cells: Cells, column: str) -> date | None:
    """A day of the layout, dd/mm/yyyy."""
    text = cells.text(column)
    found = _DAY.fullmatch(text)
    try:
        if found:
            return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        pass
    fix = "Use the file as published; its days are dd/mm/yyyy, for example 30/04/2024"
    cells.wrong("DATE.FORMAT", column, f"{quoted(text)} is no day of this layout", fix)
    return None


def _nothing(known: Known, wanted: set[tuple[str, str]]) -> tuple[str, str, str]:
    """Rule, message and fix where no row of the file could be used."""
    if not wanted:
        message = f"{known.contract.slug} names no official measure that a national publication could feed"
        return "FILE.NOTHING", message, "Add benchmarks: to an indicator, with publication, measure_id and level"
    named = ", ".join(f"{measure} at {level}" for measure, level in sorted(wanted)[:8])
    return "FILE.NOTHING", "no row of the file can be used", f"The contract names {named}; send a file that has them"
