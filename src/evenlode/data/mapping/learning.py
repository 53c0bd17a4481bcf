"""Learns a file: where its titles stand, and which of its columns each of ours is, with how sure that is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from evenlode.data.mapping.days import shapes_of
from evenlode.data.mapping.form import MappingForm, TableForm
from evenlode.data.mapping.grid import Grid, Source
from evenlode.data.mapping.layout import fingerprint
from evenlode.data.mapping.learning_shape import Shape, months_in, names_month, shape_of
from evenlode.data.mapping.likeness import likeness
from evenlode.data.mapping.looks import Looks
from evenlode.data.mapping.proposing import WORTH_NAMING, Proposal, of_months_side_by_side, proposals_of, wanted_of
from evenlode.data.mapping.targets import OUTTURNS
from evenlode.data.mapping.titles import Parts, parts_at, titles_at
from evenlode.data.sent.form import SentTable
from evenlode.data.sent.saying import quoted
from evenlode.problems import refuse

_FIRST_ROWS = 40
"""Rows among which the titles are looked for."""

_CELLS = 5_000
"""Cells of a column that are looked at."""

_DATUM = re.compile(r"[-£]?[\d,./: -]+%?", re.ASCII)


@dataclass(frozen=True, slots=True)
class LearntTable:
    """A table as it was learnt. sheets: those that fit alike, where nobody can tell which is meant.

    left_out: our columns that nothing in the file is like; unread: titles that nothing of ours is like. title_rows:
    how many rows the titles stand in.
    """

    form: SentTable
    grid: Grid
    header_row: int
    titles: tuple[str, ...]
    proposals: tuple[Proposal, ...]
    sheets: tuple[str, ...]
    left_out: tuple[str, ...]
    unread: tuple[str, ...]
    title_rows: int
    shape: Shape


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
        months = sum(month.month is None for table in self.tables for month in table.shape.months)
        return asked + dates + codes + months + sum(len(table.sheets) > 1 for table in self.tables)


def learn(
    source: Source,
    forms: Sequence[SentTable],
    name: str,
    day: date,
    provider: str | None,
    before: MappingForm | None,
    sheets: Sequence[str] = (),
) -> Learnt:
    """The proposal for a file. before: the mapping whose next version it is; what still stands there is kept.

    sheets: those that the rows of the one table stand on; without them the sheet that fits each table best. Raises a
    Refusal where no row of the file looks like the titles of a table, and for a sheet that is not there.
    """
    tables = tuple(
        _table(source, form, provider, earlier, sheet)
        for form, earlier, sheet in _wanted(source, forms, before, sheets)
    )
    written = tuple(_form_of(one) for one in tables)
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


def _wanted(
    source: Source, forms: Sequence[SentTable], before: MappingForm | None, sheets: Sequence[str]
) -> Iterator[tuple[SentTable, TableForm | None, str | None]]:
    """Each table that is to be learnt, what the version before says of it, and its sheet where that is known."""
    if unknown := [sheet for sheet in sheets if sheet not in source.sheets]:
        fix = f"Use one of {', '.join(source.sheets)}" if source.sheets else "Leave --sheet out: it is a CSV"
        raise refuse("CODE.LIST", f"There is no sheet {quoted(unknown[0])}", fix, file=source.name)
    earlier = list(before.tables) if before else []
    for form in forms:
        own = [one for one in earlier if one.table == form.name]
        if sheets:
            for sheet in sheets:
                yield form, next((one for one in own if one.sheet == sheet), None), sheet
        elif len(own) > 1:
            for one in own:
                yield form, one, one.sheet if one.sheet in source.sheets else None
        else:
            yield form, own[0] if own else None, None


def _form_of(one: LearntTable) -> TableForm:
    return TableForm(
        table=one.form.name,
        sheet=None if len(one.sheets) > 1 else one.grid.sheet,
        header_row=one.header_row,
        title_rows=one.title_rows,
        titles=one.titles,
        columns=tuple(proposal.entry for proposal in one.proposals),
        months=one.shape.months,
        nothing=one.shape.nothing,
        leave_out=one.shape.leave_out,
    )


def _table(
    source: Source, form: SentTable, provider: str | None, before: TableForm | None, sheet: str | None
) -> LearntTable:
    """The table in the sheet that fits it best, or in the one that is named."""
    grids = [grid for grid in source.grids if sheet in (None, grid.sheet)]
    found = [(fit, line, deep, grid) for grid in grids for fit, line, deep in [_titles_in(grid, form, before)] if fit]
    if not found:
        said = f"No row looks like the titles of {form.name}"
        fix = "Give the columns a row of titles, divide a CSV by commas, or name another table with --to"
        raise refuse("HEAD.MISSING", said, fix, file=source.named(sheet))
    best, line, deep, grid = max(found, key=lambda one: one[0])
    alike = tuple(one.sheet for fit, _, _, one in found if fit == best and one.sheet)
    rows = dict(grid.rows)
    titles, parts = titles_at(rows, line, deep), parts_at(rows, line, deep)
    shape = shape_of(grid, line, titles, parts, before, has_months=form.name == OUTTURNS)
    looks = [
        _looks(shape.rows, line, place, title, parts[place][-1] if parts[place] else title)
        for place, title in enumerate(titles)
        if title not in shape.of_months and not (shape.months and names_month(parts[place]))
    ]
    proposals = proposals_of(form, looks, provider, before)
    if shape.months:
        proposals = of_months_side_by_side(proposals)
    read = {one.entry.column for one in proposals} | {title for one in proposals for title in one.candidates}
    told = {proposal.entry.ours for proposal in proposals} | shape.ours
    return LearntTable(
        form,
        grid,
        line,
        titles,
        proposals,
        alike,
        tuple(one.name for one in wanted_of(form) if one.name not in told),
        tuple(one.title for one in looks if one.title not in read and one.cells),
        deep,
        shape,
    )


def _titles_in(grid: Grid, form: SentTable, before: TableForm | None) -> tuple[float, int, int]:
    """How well the likeliest titles fit, the row where they end, and in how many rows they stand.

    0 where no row has titles like the table's. A second row of titles must make them fit better than one does.
    """
    rows = dict(grid.rows)
    known = set(before.titles) if before else set()
    best = (0.0, 0, 0)
    for line, _ in grid.rows[:_FIRST_ROWS]:
        for deep in (1, 2) if line - 1 in rows else (1,):
            parts = parts_at(rows, line, deep)
            months = months_in(parts, titles_at(rows, line, deep)) if form.name == OUTTURNS else ()
            words = [one for one in parts if one]
            others = [one for one in words if not (months and names_month(one))]
            if len(words) < 2 or words[0][0].startswith("#") or _are_data(rows[line], others, bool(months)):
                continue
            like = [
                max((likeness(said, one) for part in others for said in _said(part)), default=0.0)
                for one in wanted_of(form)
            ]
            fit = sum(one for one in like if one >= WORTH_NAMING) + len(known.intersection(titles_at(rows, line, deep)))
            fit += sum(len(month.columns) for month in months)
            best = max(best, (fit, -line, -deep))
    return best[0], -best[1], -best[2]


def _said(parts: Parts) -> tuple[str, ...]:
    return (parts[-1], " / ".join(parts)) if len(parts) > 1 else parts


def _are_data(cells: Sequence[str], others: Sequence[Parts], has_months: bool) -> bool:
    """True where too many of a row's cells are no titles but days or numbers; months of a row of months are titles."""
    words = [one[-1] for one in others] if has_months else [cell for cell in cells if cell]
    return sum(map(_is_datum, words)) > len(words) / 5


def _is_datum(text: str) -> bool:
    return _DATUM.fullmatch(text) is not None or bool(shapes_of((text,)))


def _looks(grid: Grid, header: int, place: int, title: str, short: str) -> Looks:
    cells = (cells[place] for line, cells in grid.rows if line > header and place < len(cells) and cells[place])
    return Looks(place, title, tuple(cell for cell, _ in zip(cells, range(_CELLS), strict=False)), short)
