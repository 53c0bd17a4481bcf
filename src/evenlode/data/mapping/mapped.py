"""A file read by its mapping: rows of text under the declared schema, told by the file's own lines and titles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from evenlode.data.mapping.days import in_shape
from evenlode.data.mapping.form import ColumnForm, MappingForm, TableForm
from evenlode.data.mapping.grid import Grid, Source, early_rows, is_workbook, read_workbook, refuse_others
from evenlode.data.mapping.layout import Said, as_learnt, moved
from evenlode.data.mapping.reshaping import parts_of
from evenlode.data.mapping.targets import target_called
from evenlode.data.mapping.titles import letters, titles_of
from evenlode.data.sent.csv_text import read_csv
from evenlode.data.sent.form import SentTable
from evenlode.data.sent.limits import Limits, unopened
from evenlode.data.sent.opening import Opened
from evenlode.data.sent.raw import RawTable
from evenlode.data.sent.sheet import sheet_of
from evenlode.problems import Level, Problem, Refusal, refuse

_PIECE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class MappedTable:
    """One table of a file. raw: its columns that are read, under the file's own titles; places: which is which of ours.

    above: what stands over the titles, which may say that the rows are INVENTED.
    """

    form: SentTable
    raw: RawTable
    places: Mapping[str, int]
    above: tuple[str, ...]

    @property
    def says_invented(self) -> bool:
        """True where a cell above the titles begins with the word."""
        return any(text.lstrip("# ").startswith("INVENTED") for text in self.above)

    def opened(self) -> Opened:
        """It as `open_sent` gives a file."""
        sheet = None if self.raw.stops else sheet_of(self.raw, self.form, self.places)
        return Opened(self.raw.path, self.form, sheet, self.raw.problems, self.raw.unread)


def mapped_tables(
    path: Path, mapping: MappingForm, limits: Limits, aside: Path, said_of: Said = as_learnt
) -> list[MappedTable]:
    """The tables of a file with their cells in our words, each told by the file's own titles and lines.

    aside: a folder to write in. said_of: how a layout that is not the mapping's is told. Raises a Refusal for one, and
    for a file that cannot be read.
    """
    if problem := unopened(path, limits):
        raise Refusal(problem)
    if is_workbook(path) is not (mapping.format == "workbook"):
        wanted = "a workbook" if mapping.format == "workbook" else "a CSV"
        said = f"{mapping.said[0].upper()}{mapping.said[1:]} reads {wanted}, and this is none"
        raise refuse("FILE.KIND", said, "Name the mapping that was learnt from such a file", file=path.name)
    source = read_workbook(path) if mapping.format == "workbook" else _top_of(path, mapping)
    if problems := moved(source, mapping, said_of):
        raise Refusal(problems)
    grids = {grid.sheet: grid for grid in source.grids}
    return [
        one
        for table, name in zip(mapping.tables, _names(source, mapping.tables), strict=True)
        for one in _mapped(
            table, grids[table.sheet], name, _raw(path, table, grids[table.sheet], mapping, limits, aside)
        )
    ]


def _top_of(path: Path, mapping: MappingForm) -> Source:
    """A CSV as far down as its titles; the rest is read as any CSV is."""
    refuse_others(path)
    last = max(table.header_row for table in mapping.tables)
    try:
        rows = tuple(islice(early_rows(path, mapping.encoding), last + 60))
    except UnicodeDecodeError:
        rows = ()
    if not rows:
        raw = read_csv(path, mapping.encoding, Limits())
        raise Refusal(_by_mapping(raw.problems) or (_nothing(path),))
    return Source(path.name, "csv", (Grid(None, rows),), (), mapping.encoding)


def _by_mapping(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """What is wrong with a CSV, with the mapping in place of the manifest: it says how the file is read."""
    return tuple(replace(one, fix=one.fix.replace("the manifest", "the mapping")) for one in problems)


def _nothing(path: Path) -> Problem:
    return Problem("FILE.EMPTY", Level.REJECT_FILE, path.name, None, None, "The file has no rows", "Send it again")


def _names(source: Source, tables: Sequence[TableForm]) -> Iterator[str]:
    """What each table is called in messages: the file, its sheet, and the table where two are read from one sheet."""
    sheets = [table.sheet for table in tables]
    for table in tables:
        name = source.named(table.sheet)
        yield f"{name}!{table.table}" if sheets.count(table.sheet) > 1 else name


def _raw(path: Path, table: TableForm, grid: Grid, mapping: MappingForm, limits: Limits, aside: Path) -> RawTable:
    """All columns of the sheet or CSV as text, under their titles."""
    if mapping.format == "workbook":
        return _of_sheet(path, table, grid)
    read = read_csv(_without_top(path, table.header_row, aside), mapping.encoding, limits)
    if read.stops:
        return read
    as_seen = titles_of(dict(grid.rows)[table.header_row])
    if titles_of(read.header) != as_seen or len(as_seen) != len(table.titles):
        said, fix = "Its lines end in several ways, so that its rows cannot be told apart", 'Save it as "CSV UTF-8"'
        raise refuse("FILE.COLUMNS", said, fix, file=path.name, line=table.header_row)
    return replace(read, path=path, header=table.titles)


def _without_top(path: Path, header_row: int, aside: Path) -> Path:
    """The file with blank lines in place of what stands above its titles, so that every row keeps its number."""
    if header_row == 1:
        return path
    folder = aside / f"below-{header_row}"
    folder.mkdir(exist_ok=True)
    copy = folder / path.name
    with path.open("rb") as opened, copy.open("wb") as written:
        for _ in range(header_row - 1):
            opened.readline()
            written.write(b"\n")
        while piece := opened.read(_PIECE):
            written.write(piece)
    return copy


def _of_sheet(path: Path, table: TableForm, grid: Grid) -> RawTable:
    wide = len(table.titles)
    below = [(line, cells) for line, cells in grid.rows if line > table.header_row and any(cells[:wide])]
    columns = [[cells[at] if at < len(cells) else "" for _, cells in below] for at in range(wide)]
    problems = [*_faults(path, table, grid)]
    if not below and not problems:
        said, fix = "There are titles and no rows below them", "None needed where there are none to send"
        problems.append(Problem("FILE.EMPTY", Level.WARN, path.name, table.header_row, None, said, fix))
    return RawTable(
        path,
        table.titles,
        tuple(pa.chunked_array([pa.array(column, pa.string())]) for column in columns),
        np.array([line for line, _ in below], dtype=np.int64),
        header_line=table.header_row,
        problems=tuple(problems),
    )


def _faults(path: Path, table: TableForm, grid: Grid) -> Iterator[Problem]:
    """VALUE.CELL for what stands in cells that are read and is no value, once for each column and sort of fault."""
    read = {entry.column for entry in table.columns} | {one for month in table.months for one in month.columns.values()}
    found: dict[tuple[int, str, str], list[int]] = {}
    for (line, place), fault in sorted(grid.faults.items()):
        if line > table.header_row and place < len(table.titles) and table.titles[place] in read:
            found.setdefault((place, fault.said, fault.fix), []).append(line)
    for (place, said, fix), lines in found.items():
        many = tuple(lines[:5]) if len(lines) > 1 else ()
        field = f"{table.titles[place]}, {letters(place)}{lines[0]}"
        yield Problem("VALUE.CELL", Level.REJECT_FILE, path.name, lines[0], field, said, fix, len(lines), many)


def _mapped(table: TableForm, grid: Grid, name: str, raw: RawTable) -> Iterator[MappedTable]:
    """The table, or one for each of its months."""
    form = target_called(table.table)
    assert form is not None  # noqa: S101 - read_mapping refuses a table that is none
    path = Path(name)
    first = table.header_row - table.title_rows + 1
    above = tuple(cell for line, cells in grid.rows if line < first for cell in cells if cell)
    if raw.stops:
        yield MappedTable(form, replace(raw, path=path, problems=_told(raw, name)), {}, above)
        return
    for part in parts_of(raw, table):
        place = {title: at for at, title in enumerate(part.raw.header)}
        cells = [_cells(entry, part.raw, place) for entry in part.columns]
        header = tuple(entry.column or f"{entry.ours} of the mapping" for entry in part.columns)
        places = {entry.ours: at for at, entry in enumerate(part.columns)}
        problems = _told(part.raw, name)
        made = replace(part.raw, path=path, header=header, cells=tuple(cells), problems=problems)
        yield MappedTable(form, made, places, above)


def _told(raw: RawTable, name: str) -> tuple[Problem, ...]:
    return tuple(replace(one, file=name) for one in _by_mapping(raw.problems))


def _cells(entry: ColumnForm, raw: RawTable, place: Mapping[str, int]) -> Any:
    """A column in our words: each different text is turned once."""
    if entry.value is not None:
        return pa.chunked_array([pa.repeat(pa.scalar(entry.value, pa.string()), len(raw.lines))])
    column = raw.cells[place[str(entry.column)]]
    if not entry.codes and not entry.dates:
        return column
    told = in_shape(entry.dates, is_end=entry.ours == "end") if entry.dates else lambda text: text
    coded = column.combine_chunks().dictionary_encode()
    texts = [text if text is None else text.strip() for text in coded.dictionary.to_pylist()]
    turned = [text if text is None else told(text) for text in texts]
    words = [text if text is None else entry.codes.get(text, text) for text in turned]
    return pa.chunked_array([pa.array(words, pa.string()).take(coded.indices)])
