"""A provider's own file as rows of text, before anything is known of its columns: a workbook's sheets, or a CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from evenlode.archives.sheets import CellFault, open_book, sheets_of
from evenlode.archives.workbooks import Expected, read_workbook_bytes
from evenlode.data.sent.limits import Limits, unopened
from evenlode.problems import Refusal, refuse

EXPECTED = Expected(
    name="workbook",
    command="in a spreadsheet program",
    most_bytes=50 * 1024 * 1024,
    most_unpacked=400 * 1024 * 1024,
    most_parts=500,
)
MOST_ROWS = 200_000
"""Of a sheet of a workbook. Whatever is longer comes as CSV."""

MOST_LOOKED_AT = 5_000
"""Rows of a CSV that are looked at to learn it."""

_WORKBOOK = b"PK\x03\x04"
_OTHERS = {
    b"\xd0\xcf\x11\xe0": "an old workbook (.xls), or one with a password",
    b"%PDF": "a PDF",
    b"PAR1": "a Parquet file",
    b"\x1f\x8b": "a gzip archive",
}


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of text with their line numbers. sheet: None for a CSV. faults: see evenlode.archives.sheets."""

    sheet: str | None
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    faults: Mapping[tuple[int, int], CellFault] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Source:
    """A file as its grids. name: of the file. sheets: all sheets of a workbook; none of a CSV."""

    name: str
    format: Literal["workbook", "csv"]
    grids: tuple[Grid, ...]
    sheets: tuple[str, ...] = ()
    encoding: Literal["utf-8", "cp1252"] = "utf-8"

    def named(self, sheet: str | None) -> str:
        """What a person calls a sheet of it: 'kpi.xlsx!Clients'; the file itself where it has none."""
        return f"{self.name}!{sheet}" if sheet else self.name


def is_workbook(path: Path) -> bool:
    """True where a file's first bytes, or those of a file that cannot be opened its name, are a workbook's."""
    try:
        with path.open("rb") as opened:
            return opened.read(4) == _WORKBOOK
    except OSError:
        return path.suffix.casefold() == ".xlsx"


def read_workbook(path: Path) -> Source:
    """Every sheet of a workbook. Raises a Refusal where it is none, has a password, is damaged or too large."""
    content = read_workbook_bytes(path, EXPECTED)
    book = open_book(content, path.name)
    try:
        sheets = sheets_of(book, path.name, MOST_ROWS)
    finally:
        book.close()
    grids = tuple(Grid(one.name, one.rows, one.faults) for one in sheets)
    return Source(path.name, "workbook", grids, tuple(one.name for one in sheets))


def look_at(path: Path) -> Source:
    """The file as far as it takes to learn its layout. Raises a Refusal where it is neither a workbook nor a CSV."""
    if problem := unopened(path, Limits()):
        raise Refusal(problem)
    if is_workbook(path):
        return read_workbook(path)
    refuse_others(path)
    for encoding in ("utf-8", "cp1252"):
        try:
            rows = tuple(early_rows(path, encoding))
        except UnicodeDecodeError:
            continue
        return Source(path.name, "csv", (Grid(None, rows),), (), "utf-8" if encoding == "utf-8" else "cp1252")
    fix = "Save it as an .xlsx workbook or as CSV UTF-8"
    raise refuse("FILE.KIND", "The file is neither a workbook nor text", fix, file=path.name)


def refuse_others(path: Path) -> None:
    """Raises a Refusal for what is certainly no text, saying what it looks like."""
    with path.open("rb") as opened:
        start = opened.read(512)
    looks_like = next((what for mark, what in _OTHERS.items() if start.startswith(mark)), None)
    if looks_like or b"\0" in start:
        said = f"The file looks like {looks_like}" if looks_like else "The file is neither a workbook nor UTF-8 text"
        fix = "Save it as an .xlsx workbook without a password, or as CSV UTF-8"
        raise refuse("FILE.KIND", said, fix, file=path.name)


def early_rows(path: Path, encoding: str, most: int = MOST_LOOKED_AT) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The first rows of a CSV with the line that each starts on, blank ones left out. A Refusal for a broken quote."""
    with path.open(encoding="utf-8-sig" if encoding == "utf-8" else encoding, newline="") as opened:
        reader = csv.reader(opened, strict=True)
        start = 1
        try:
            for record in reader:
                if any(cell.strip() for cell in record):
                    yield start, tuple(cell.strip() for cell in record)
                start = reader.line_num + 1
                if start > most:
                    return
        except csv.Error:
            said = f"The row that starts on line {start:,} cannot be read as CSV"
            fix = "Close every double quote, and write a quote inside a text twice"
            raise refuse("FILE.QUOTE", said, fix, file=path.name, line=start) from None
