"""Outturns as CSV, written and read back without loss: the form of a supplied file, and of what a run leaves."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from evenlode.data.supplied.cells import SUPPRESSED, written
from evenlode.data.supplied.csv_rows import CsvFile, RawRow
from evenlode.data.supplied.findings import Findings
from evenlode.data.supplied.headers import Columns, check_header, plain
from evenlode.data.supplied.known import Known
from evenlode.data.supplied.outturn_rows import OUTTURNS, OutturnRows
from evenlode.data.supplied.supplied import Supplied
from evenlode.results import Kind, Outturn

MOST_ROWS = 100_000

_IDENTITY = ("indicator", "grain", "start", "end", "provider", "segment", "stratum")
_FIGURES = ("numerator", "denominator", "value")
_BOUNDS = ("lower", "upper")
_REST = ("eligible", "missing", "untimed", "kind", "definition", "source", "as_known_on")


def write_outturns_csv(
    outturns: Iterable[Outturn],
    *,
    bounds: Mapping[tuple[object, ...], tuple[str, str]] | None = None,
    invented: bool = False,
) -> str:
    """The outturns as CSV text, by key, so that the same outturns give the same text in whatever order they come.

    bounds: lower and upper end of the interval by outturn key, as text; for people to read, never read back.
    The value of a proportion is its counts divided, to six decimals, for people too; every other value is exact.
    invented: the first line says INVENTED.
    """
    bound_columns = _BOUNDS if bounds is not None else ()
    out = io.StringIO()
    if invented:
        out.write("# INVENTED\n")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*_IDENTITY, *_FIGURES, *bound_columns, *_REST])
    for outturn in sorted(outturns, key=lambda one: one.key):
        ends = (bounds or {}).get(outturn.key, ("", "")) if bound_columns else ()
        writer.writerow([*map(written, _identity(outturn)), *_figures(outturn), *ends, *_rest(outturn)])
    return out.getvalue()


def read_outturns_csv(file: CsvFile, known: Known, received: date, findings: Findings) -> Supplied:
    """The outturns of the file; what is wrong with any row is in the findings, and the caller refuses."""
    reader = OutturnRows(known, received, findings)
    outturns = reader.read_all(named_rows(file, columns_for(file.header), findings, MOST_ROWS))
    if len(reader.invented) > 1:
        message, fix = "some rows say that they are invented, and some say that they are not", "Send two files"
        findings.add("FILE.INVENTED", message, fix, field="invented")
    invented = file.invented or True in reader.invented
    return Supplied(outturns, (), (), (), file.sha256, invented, file.path.name, OUTTURNS.name)


def columns_for(header: list[str]) -> Columns:
    """The columns of an outturn file with this header: one that gives values may leave the counts out."""
    if "value" not in map(plain, header):
        return OUTTURNS
    kept = tuple(column for column in OUTTURNS.needed if column not in ("numerator", "denominator"))
    return replace(OUTTURNS, needed=kept, optional=("numerator", "denominator", *OUTTURNS.optional))


def named_rows(file: CsvFile, columns: Columns, findings: Findings, most: int) -> Iterator[RawRow]:
    """The rows of a CSV by column name, once its header is right; a file without any row gives a finding."""
    if not check_header(file.header, columns, findings, file.header_line):
        return
    names = [plain(column) for column in file.header]
    none, before = True, len(findings.all())
    for line, cells in file.rows(most):
        none = False
        yield RawRow(line, {name: cell for name, cell in zip(names, cells, strict=True) if name})
    if none and len(findings.all()) == before:
        message, fix = "the file has a header and no rows", "Send it again with its rows"
        findings.add("FILE.EMPTY", message, fix, line=file.header_line)


def _identity(outturn: Outturn) -> tuple[str, ...]:
    period = outturn.period
    days = (period.start.isoformat(), period.end.isoformat())
    return (outturn.indicator, outturn.grain, *days, outturn.provider, outturn.segment, outturn.stratum)


def _figures(outturn: Outturn) -> tuple[str, ...]:
    numerator, denominator = _count(outturn.numerator), _count(outturn.denominator)
    if (numerator == "") != (denominator == ""):
        numerator, denominator = numerator or SUPPRESSED, denominator or SUPPRESSED
    return (numerator, denominator, outturn.value or _quotient(outturn))


def _quotient(outturn: Outturn) -> str:
    if outturn.kind is not Kind.PROPORTION or outturn.numerator is None or not outturn.denominator:
        return ""
    return f"{(Decimal(outturn.numerator) / Decimal(outturn.denominator)).quantize(Decimal('0.000001')):f}"


def _rest(outturn: Outturn) -> tuple[str, ...]:
    known_on = outturn.as_known_on.isoformat() if outturn.as_known_on else ""
    counts = (_count(outturn.eligible), _count(outturn.missing), _count(outturn.untimed))
    return (*counts, outturn.kind, written(outturn.definition), outturn.source, known_on)


def _count(number: int | None) -> str:
    return "" if number is None else str(number)
