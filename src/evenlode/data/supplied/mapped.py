"""Outturns from a file with columns of its own, read by its mapping: its rows go where those of any other file go."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from evenlode.data.mapping import MappingForm, mapped_tables
from evenlode.data.mapping.mapped import MappedTable
from evenlode.data.mapping.targets import OUTTURNS
from evenlode.data.sent.limits import Limits
from evenlode.data.supplied.csv_rows import RawRow
from evenlode.data.supplied.findings import Findings
from evenlode.data.supplied.known import Known
from evenlode.data.supplied.opening import MOST_BYTES
from evenlode.data.supplied.outturn_rows import OutturnRows
from evenlode.data.supplied.outturns_csv import MOST_ROWS
from evenlode.data.supplied.supplied import Supplied
from evenlode.problems import Level, Refusal, refuse


def read_mapped(path: Path, mapping: MappingForm, known: Known, received: date, findings: Findings) -> Supplied:
    """The outturns of the file; what is wrong with any row is in the findings, and the caller refuses.

    The hash is that of the file and the mapping together: read by a corrected mapping, a file gives something new.
    Raises a Refusal where the file is not laid out as the mapping says.
    """
    if any(table.table != OUTTURNS for table in mapping.tables):
        fix = "Take the file in with `evenlode receive FILE --mapping`"
        raise refuse("FILE.KIND", f"{mapping.mapping} is a mapping of rows, not of figures", fix, file=path.name)
    with tempfile.TemporaryDirectory() as aside:
        tables = mapped_tables(path, mapping, Limits(MOST_BYTES, MOST_ROWS), Path(aside))
    problems = [problem for one in tables for problem in one.raw.problems]
    if any(problem.stops for problem in problems):
        raise Refusal(problems)
    for problem in problems:  # a row that is too short is no reason to leave a figure out in silence
        level = Level.ACCEPT if problem.level is Level.ACCEPT else Level.REJECT_FILE
        said = f"{problem.message} ({problem.count:,})" if problem.count > 1 else problem.message
        findings.add(problem.rule, said, problem.fix, line=problem.line, field=problem.field, level=level)
    outturns = OutturnRows(known, received, findings).read_all(row for one in tables for row in _rows(one))
    read = hashlib.sha256(path.read_bytes() + mapping.model_dump_json().encode()).hexdigest()
    form = f"an outturn file, by {mapping.said} ({mapping.fingerprint})"
    return Supplied(outturns, (), (), (), read, any(one.says_invented for one in tables), path.name, form)


def _rows(table: MappedTable) -> Iterator[RawRow]:
    """The rows by our names, each cell called by the file's own title."""
    columns = {ours: table.raw.cells[place].to_pylist() for ours, place in table.places.items()}
    titles = {ours: table.raw.header[place] for ours, place in table.places.items()}
    sheet = table.raw.file.partition("!")[2]
    places = {ours: f"{sheet}, {title}" if sheet else title for ours, title in titles.items()}
    for at, line in enumerate(table.raw.lines):
        yield RawRow(int(line), {ours: cells[at] or "" for ours, cells in columns.items()}, places)
