"""Learns a file: where its titles stand, and which of its columns each of ours is, with how sure that is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from evenlode.data.mapping.days import shapes_of
from evenlode.data.mapping.form import MappingForm, TableForm
from evenlode.data.mapping.grid import Grid, Source
from evenlode.data.mapping.layout import fingerprint, titles_of
from evenlode.data.mapping.likeness import likeness
from evenlode.data.mapping.looks import Looks
from evenlode.data.mapping.proposing import WORTH_NAMING, Proposal, proposals_of, wanted_of
from evenlode.data.sent.form import SentTable
from evenlode.problems import refuse

_FIRST_ROWS = 40
"""Rows among which the titles are looked for."""

_CELLS = 5_000
"""Cells of a column that are looked at."""

_DATUM = re.compile(r"[-£]?[\d,./: -]+%?", re.ASCII)


@dataclass(frozen=True, slots=True)
class LearntTable:
    """A table as it was learnt. sheets: those that fit alike, where nobody can tell which is meant.

    left_out: our columns that nothing in the file is like; unread: titles that nothing of ours is like.
    """

    form: SentTable
    grid: Grid
    header_row: int
    titles: tuple[str, ...]
    proposals: tuple[Proposal, ...]
    sheets: tuple[str, ...]
    left_out: tuple[str, ...]
    unread: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Learnt:
    """A file as it was learnt, and the mapping as which it is written."""

    mapping: MappingForm
    tables: tuple[LearntTable, ...]

    @property
    def open_questions(self) -> int:
        """How many places a person must fill in."""
        every = [one for table in self.tables for one in table.proposals]
        asked = sum(one.entry.column is None and one.entry.value is None for one in every)
        dates = sum(one.entry.column is not None and len(one.shapes) > 1 and one.entry.dates is None for one in every)
        codes = sum(code is None for one in every for code in one.entry.codes.values())
        return asked + dates + codes + sum(len(table.sheets) > 1 for table in self.tables)


def learn(
    source: Source, forms: Sequence[SentTable], name: str, day: date, provider: str | None, before: MappingForm | None
) -> Learnt:
    """The proposal for a file. before: the mapping whose next version it is; what still stands there is kept.

    Raises a Refusal where no row of the file looks like the titles of a table.
    """
    earlier = {one.table: one for one in before.tables} if before else {}
    tables = tuple(_table(source, form, provider, earlier.get(form.name)) for form in forms)
    written = tuple(
        TableForm(
            table=one.form.name,
            sheet=None if len(one.sheets) > 1 else one.grid.sheet,
            header_row=one.header_row,
            titles=one.titles,
            columns=tuple(proposal.entry for proposal in one.proposals),
        )
        for one in tables
    )
    layout = fingerprint(source.sheets, [(one.header_row, one.titles) for one in written])
    mapping = MappingForm(
        mapping=name,
        version=before.version + 1 if before else 1,
        dated=day,
        provider=provider,
        format=source.format,
        encoding=source.encoding,
        sheets=source.sheets,
        fingerprint=layout,
        tables=written,
    )
    return Learnt(mapping, tables)


def _table(source: Source, form: SentTable, provider: str | None, before: TableForm | None) -> LearntTable:
    """The table in the sheet that fits it best."""
    found = [(fit, line, grid) for grid in source.grids for fit, line in [_titles_at(grid, form, before)] if fit]
    if not found:
        said = f"No row looks like the titles of {form.name}"
        fix = "Give the columns a row of titles, divide a CSV by commas, or name another table with --to"
        raise refuse("HEAD.MISSING", said, fix, file=source.name)
    best, line, grid = max(found, key=lambda one: one[0])
    alike = tuple(one.sheet for fit, _, one in found if fit == best and one.sheet)
    rows = dict(grid.rows)
    titles = titles_of(rows[line])
    looks = [_looks(grid, line, place, title) for place, title in enumerate(titles)]
    proposals = proposals_of(form, looks, provider, before)
    read = {one.entry.column for one in proposals} | {title for one in proposals for title in one.candidates}
    left_out = [one.name for one in wanted_of(form) if one.name not in {proposal.entry.ours for proposal in proposals}]
    unread = tuple(one.title for one in looks if one.title not in read and one.cells)
    return LearntTable(form, grid, line, titles, proposals, alike, tuple(left_out), unread)


def _titles_at(grid: Grid, form: SentTable, before: TableForm | None) -> tuple[float, int]:
    """How well the likeliest row of titles fits, and where it is; 0 where no row has titles like the table's."""
    known = set(before.titles) if before else set()
    best = (0.0, 0)
    for line, cells in grid.rows[:_FIRST_ROWS]:
        filled = [cell for cell in cells if cell]
        if len(filled) < 2 or filled[0].startswith("#") or sum(map(_is_datum, filled)) > len(filled) / 5:
            continue
        like = [max((likeness(title, one) for title in filled), default=0.0) for one in wanted_of(form)]
        fit = sum(one for one in like if one >= WORTH_NAMING) + len(known.intersection(titles_of(cells)))
        best = max(best, (fit, -line))
    return best[0], -best[1]


def _is_datum(text: str) -> bool:
    return _DATUM.fullmatch(text) is not None or bool(shapes_of((text,)))


def _looks(grid: Grid, header: int, place: int, title: str) -> Looks:
    cells = (cells[place] for line, cells in grid.rows if line > header and place < len(cells) and cells[place])
    return Looks(place, title, tuple(cell for cell, _ in zip(cells, range(_CELLS), strict=False)))
