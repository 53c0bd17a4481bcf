"""What is told and kept of rows that were left out: the rule, the file, the row and the column, and nobody's values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa

from evenlode.data.received.normalising import Blank
from evenlode.data.sent.hits import lines_of
from evenlode.data.sent.saying import FIRST
from evenlode.data.sent.sheet import Places, Sheet
from evenlode.data.sent.validating import CheckedFile
from evenlode.problems import Level, Problem

FALLEN = "LINK.FALLEN"
_FIX = "`evenlode validate` shows what was sent and what to do"
_SAID = {
    "CODE.LIST": "The value is no code of its list",
    "CODE.REPAIRED": "The code came without its leading zero; it was put back",
    "DATE.FUTURE": "The day is after the end of the period",
    "DATE.INVALID": "There is no such day",
    "DATE.ORDER": "It ends before it begins",
    "ID.NHS_CHECK": "The NHS number cannot be right",
    "ID.NHS_PLACEHOLDER": "The NHS number is the same digit ten times",
    "KEY.DUPLICATE": "Several rows are sent of one record",
    "LINK.MISSING_PARENT": "The row that it belongs to was not sent",
    "MONEY.FORMAT": "The amount is not plain pounds and pence",
    "TIME.FORMAT": "The time is no time of day; it is taken as not known",
    "TYPE.CHARACTERS": "The cell holds a character that cannot be printed",
    "VALUE.FORMAT": "The text does not have its shape",
    "VALUE.MISSING": "The cell is blank",
    "VALUE.RANGE": "The score is outside its range",
    "XREC.OVERLAP": "It starts while another one is in force for the same person",
}


def told(file: CheckedFile, blanks: Sequence[Blank], inside: str = "") -> Iterator[Problem]:
    """What is wrong with a file in words that hold no value of any row: what was sent may name people.

    inside: the folder or zip that the file came in, as `name/`.
    """
    yield from (replace(problem, file=f"{inside}{problem.file}") for problem in _told(file, blanks))


def _told(file: CheckedFile, blanks: Sequence[Blank]) -> Iterator[Problem]:
    numbered = {id(problem) for problem in file.problems[len(file.problems) - len(file.hits) :]}
    yield from (problem for problem in file.problems if id(problem) not in numbered)
    if file.sheet is None:
        return
    for hit, fell in file.hits:
        said = f"{_SAID.get(hit.rule, 'A rule is broken')}{fell}"
        yield _problem(file.sheet, hit.rule, hit.level, hit.field, hit.places, said)
    for blank in blanks:
        said = f"Nothing fills {blank.column} of {blank.table}"
        yield _problem(file.sheet, "VALUE.MISSING", Level.REJECT_RECORD, blank.column, blank.places, said)


def _problem(sheet: Sheet, rule: str, level: Level, field: str | None, places: Places, said: str) -> Problem:
    lines = lines_of(sheet, places[:FIRST])
    name = sheet.sent_as.get(field, field) if field else None
    many = tuple(lines) if len(places) > 1 else ()
    return Problem(rule, level, sheet.file, lines[0], name, said, _FIX, len(places), many)


def all_findings(files: Sequence[CheckedFile], blanks: Sequence[Blank]) -> pa.Table:
    """Every fault of every row as rule, level, file, row and field, in the order of files."""
    parts = [part for file in files for part in _rows(file, blanks)]
    return pa.concat_tables(parts) if parts else pa.table({})


def _rows(file: CheckedFile, blanks: Sequence[Blank]) -> Iterator[pa.Table]:
    if file.sheet is None:
        return
    found = [(hit.rule, hit.level, hit.field, hit.places) for hit, _ in file.hits]
    if file.fallen is not None and len(file.fallen):
        found.append((FALLEN, Level.REJECT_RECORD, None, file.fallen))
    for blank in (one for one in blanks if one.file == file.file):
        found.append(("VALUE.MISSING", Level.REJECT_RECORD, f"{blank.table}.{blank.column}", blank.places))
    for rule, level, field, places in found:
        lines = np.asarray(file.sheet.lines)[places]
        words = {"rule": rule, "level": level.value, "file": file.file}
        columns = {name: pa.repeat(pa.scalar(word), len(lines)) for name, word in words.items()}
        name = file.sheet.sent_as.get(field, field) if field else ""
        yield pa.table({**columns, "row": pa.array(lines), "field": pa.repeat(pa.scalar(name), len(lines))})
