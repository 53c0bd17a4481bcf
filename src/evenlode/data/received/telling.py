"""What is told and kept of rows that were left out: the rule, the file, the row and the column, and nobody's values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa

from evenlode.data.received.normalising import Blank
from evenlode.data.received.words import BLANK_FIX, Words, words_of
from evenlode.data.sent.hits import Hit, lines_of
from evenlode.data.sent.saying import FIRST
from evenlode.data.sent.sheet import Places, Sheet
from evenlode.data.sent.validating import CheckedFile
from evenlode.data.supplied.cells import written
from evenlode.problems import Level, Problem

FALLEN = "LINK.FALLEN"
_FEW_CODES = 25


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
        words = _with_codes(file.sheet, hit, words_of(hit))
        told = words._replace(said=f"{words.said}{fell}")
        yield _problem(file.sheet, hit.rule, hit.level, hit.field, hit.places, told)
    for blank in blanks:
        told = Words(f"Nothing fills {blank.column} of {blank.table}", BLANK_FIX)
        yield _problem(file.sheet, "VALUE.MISSING", Level.REJECT_RECORD, blank.column, blank.places, told)


def _with_codes(sheet: Sheet, hit: Hit, words: Words) -> Words:
    """The words, with the codes themselves where they are few: no list of codes names anybody."""
    codes = sheet.form.column(hit.field).codes if hit.rule == "CODE.LIST" and hit.field else None
    few = codes is not None and len(codes.codes) <= _FEW_CODES
    return words._replace(fix=f"Use one of {codes}") if few else words


def _problem(sheet: Sheet, rule: str, level: Level, field: str | None, places: Places, words: Words) -> Problem:
    lines = lines_of(sheet, places[:FIRST])
    name = sheet.sent_as.get(field, field) if field else None
    many = tuple(lines) if len(places) > 1 else ()
    return Problem(rule, level, sheet.file, lines[0], name, words.said, words.fix, len(places), many)


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
        name = written(file.sheet.sent_as.get(field, field)) if field else ""
        yield pa.table({**columns, "row": pa.array(lines), "field": pa.repeat(pa.scalar(name), len(lines))})
