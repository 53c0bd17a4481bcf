"""A CSV as text. Encoding, quotes and the width of rows are checked; nothing is guessed and nothing repaired."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from evenlode.data.sent.csv_plain import read_plain_csv
from evenlode.data.sent.limits import Limits, too_many_rows
from evenlode.data.sent.raw import RawTable
from evenlode.data.sent.saying import FIRST, counted, listed, rows_said, sentence_case, shown
from evenlode.problems import Level, Problem

_BOM = b"\xef\xbb\xbf"
_AT_ONCE = 4_000
Ragged = list[tuple[int, int]]


def read_csv(path: Path, encoding: str, limits: Limits) -> RawTable:
    """The file as text, with what is wrong with it as a file: FILE.BOM, ENCODING, QUOTE, COLUMNS, KIND, EMPTY, SIZE."""
    if encoding == "utf-8" and (plain := read_plain_csv(path, limits.most_rows)) is not None:
        return plain
    with path.open("rb") as opened:
        marked = opened.read(3) == _BOM
    noticed = [_marked(path)] if marked else []
    try:
        with path.open(encoding="utf-8-sig" if marked else encoding, newline="") as opened:
            return _table(path, opened, limits, noticed)
    except UnicodeDecodeError:
        return RawTable(path, problems=(*noticed, _not_text(path, encoding)))
    except _BadlyQuotedError as error:
        said = f"The row that starts on line {error.line:,} cannot be read as CSV: a quote in it is not closed"
        fix = "Close every double quote, and write a quote inside a text twice"
        return RawTable(path, problems=(*noticed, _problem(path, "FILE.QUOTE", error.line, said, fix)))


def _table(path: Path, opened: Iterable[str], limits: Limits, noticed: list[Problem]) -> RawTable:
    records = _records(opened)
    header_line, header = next(_after_comments(records), (0, []))
    if not header:
        fix = "Send it again, with its columns and rows"
        return RawTable(path, problems=(*noticed, _problem(path, "FILE.EMPTY", None, "The file has no header", fix)))
    if len(header) == 1 and (mark := next((mark for mark in ";\t|" if mark in header[0]), None)):
        said = f"The columns are divided by {_MARKS[mark]}, a comma is expected"
        fix = 'Save as "CSV UTF-8 (comma delimited)"'
        return RawTable(path, problems=(*noticed, _problem(path, "FILE.KIND", header_line, said, fix)))
    cells: list[list[Any]] = [[] for _ in header]
    lines: list[int] = []
    ragged: Ragged = []
    block: list[list[str]] = []
    for line, record in records:
        if len(record) != len(header):
            ragged.append((line, len(record)))
            continue
        lines.append(line)
        block.append(record)
        if len(block) == _AT_ONCE:
            _take(block, cells)
            if len(lines) > limits.most_rows:
                break
    _take(block, cells)
    if len(lines) + len(ragged) > limits.most_rows:
        return RawTable(path, problems=(*noticed, too_many_rows(path, limits)))
    if ragged:
        noticed.append(_ragged(path, ragged, lines, len(header)))
    if not lines and not ragged:
        fix = "Send its rows, or leave the file out if there are none"
        empty = Problem(
            "FILE.EMPTY", Level.WARN, path.name, header_line, None, "The file has a header and no rows", fix
        )
        noticed.append(empty)
    arrays = tuple(pa.chunked_array(column, pa.string()) for column in cells)
    names = tuple(name.strip() for name in header)
    return RawTable(
        path,
        names,
        arrays,
        np.array(lines, dtype=np.int64),
        header_line=header_line,
        unread=len(ragged),
        problems=tuple(noticed),
    )


_MARKS = {";": "semicolons", "\t": "tabs", "|": "bars"}


class _BadlyQuotedError(Exception):
    """A record that cannot be told from the next one."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def _records(opened: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
    """The line on which each record starts, and its cells; blank lines are left out."""
    reader = csv.reader(opened, strict=True)
    start = 1
    try:
        for record in reader:
            if record:
                yield start, record
            start = reader.line_num + 1
    except csv.Error:
        raise _BadlyQuotedError(start) from None


def _after_comments(records: Iterator[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    """The records from the first that is no comment."""
    return ((line, record) for line, record in records if not record[0].startswith("#"))


def _take(block: list[list[str]], cells: list[list[Any]]) -> None:
    """Turn rows into a piece of each column."""
    for column, values in zip(cells, zip(*block, strict=True), strict=False):
        column.append(pa.array(values, pa.string()))
    block.clear()


def _marked(path: Path) -> Problem:
    said = "Byte-order mark removed; file accepted"
    return Problem("FILE.BOM", Level.ACCEPT, path.name, 1, None, said, "None needed")


def _ragged(path: Path, ragged: Ragged, lines: list[int], width: int) -> Problem:
    """One problem for every row that is too short or too long, and which rows are left."""
    said = [
        f"row {line:,} has {counted(cells, 'column') if at == 0 else cells}"
        for at, (line, cells) in enumerate(ragged[:FIRST])
    ]
    if len(ragged) > FIRST:
        said.append(f"{len(ragged) - FIRST:,} more rows have too few or too many")
    used = f". {sentence_case(rows_said(lines))} {'is' if len(lines) == 1 else 'are'} used" if lines else ""
    return Problem(
        "FILE.COLUMNS",
        Level.REJECT_RECORD,
        path.name,
        ragged[0][0],
        None,
        f"{sentence_case(listed(said))}; {width} expected{used}",
        "Quote fields that contain commas",
        len(ragged),
        tuple(line for line, _ in ragged[:FIRST]) if len(ragged) > 1 else (),
    )


def _not_text(path: Path, encoding: str) -> Problem:
    """Where the first byte stands that is no text in the encoding, in the second pass that a bad file gets."""
    header: list[str] = []
    with path.open("rb") as opened:
        for number, raw in enumerate(opened, start=1):
            line = raw.removeprefix(_BOM) if number == 1 else raw
            try:
                text = line.decode(encoding)
            except UnicodeDecodeError as error:
                before = line[: error.start].decode(encoding)
                place = f"line {number:,}, column {len(before) + 1}"
                said = f"Byte 0x{line[error.start]:02X} at {place} is not {encoding.upper()}"
                fix = 'Save as "CSV UTF-8", or declare encoding: cp1252 in the manifest'
                field = _column_at(before, header)
                return _problem(path, "FILE.ENCODING", number, f"{said}{_looks_like(line)}", fix, field)
            header = header or next(csv.reader([text]), [])
    return _problem(path, "FILE.ENCODING", None, f"The file is not {encoding.upper()}", 'Save as "CSV UTF-8"')


def _looks_like(line: bytes) -> str:
    if line.startswith((b"\xff\xfe", b"\xfe\xff")):
        return " (looks like UTF-16)"
    try:
        line.decode("cp1252")
    except UnicodeDecodeError:
        return ""
    return " (looks like Windows-1252)"


def _column_at(before: str, header: list[str]) -> str | None:
    """The column that the text before a place on a line leads to."""
    place = len(next(csv.reader([f"{before}x"]), [])) - 1
    return shown(header[place].strip()) if place < len(header) else None


def _problem(path: Path, rule: str, line: int | None, message: str, fix: str, field: str | None = None) -> Problem:
    return Problem(rule, Level.REJECT_FILE, path.name, line, field, message, fix)
