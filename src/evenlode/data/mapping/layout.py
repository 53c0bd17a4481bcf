"""The layout of a file: its sheets, and the row and order of its titles; its fingerprint, and what moved in it."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from evenlode.data.mapping.form import MappingForm, TableForm
from evenlode.data.mapping.grid import Grid, Source
from evenlode.data.sent.saying import first_of, listed, quoted
from evenlode.problems import Level, Problem

Said = Callable[[Source, MappingForm], tuple[str, str]]
_LETTERS = 26
_LOOKED_AT = 60
"""Rows in which the titles are looked for when they are no longer where they were."""


def titles_of(cells: Sequence[str]) -> tuple[str, ...]:
    """The titles in a row: spaces made single, and a blank or repeated one called by its column as well."""
    plain = [" ".join(cell.split()) for cell in cells]
    often = Counter(title.casefold() for title in plain)
    return tuple(
        title
        if title and often[title.casefold()] == 1
        else f"{title} (column {letters(place)})"
        if title
        else f"column {letters(place)}"
        for place, title in enumerate(plain)
    )


def letters(place: int) -> str:
    """'A' for 0, 'AB' for 27: how a spreadsheet calls a column."""
    return (letters(place // _LETTERS - 1) if place >= _LETTERS else "") + chr(65 + place % _LETTERS)


def fingerprint(sheets: Sequence[str], tables: Sequence[tuple[int, Sequence[str]]]) -> str:
    """Sixteen digits that change with any sheet's name, and with the place, order or words of any title.

    Which sheet a table is read from is not in them: a person may have to fill it in.
    """
    said = [list(sheets), sorted([row, list(titles)] for row, titles in tables)]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()[:16]


def fingerprint_of(mapping: MappingForm) -> str:
    """The fingerprint of the layout that a mapping writes down."""
    return fingerprint(mapping.sheets, [(one.header_row, one.titles) for one in mapping.tables])


def as_learnt(source: Source, mapping: MappingForm) -> tuple[str, str]:
    """What follows 'The title is gone' for a mapping that was learnt, and what to do."""
    fix = f"`evenlode map {source.name} --from MAPPING --out NEXT` proposes the next version of the mapping"
    return f"since {mapping.said} was learnt on {mapping.dated}", fix


def moved(source: Source, mapping: MappingForm, said_of: Said = as_learnt) -> list[Problem]:
    """FILE.COLUMNS for everything in which a file is laid out otherwise than its mapping says."""
    grids = {grid.sheet: grid for grid in source.grids}
    found: dict[tuple[str, int | None], list[str]] = {}
    for said in _of_sheets(source.sheets, mapping.sheets):
        found.setdefault((source.name, None), []).append(said)
    for table in mapping.tables:
        for line, said in _of_titles(grids[table.sheet], table) if table.sheet in grids else ():
            found.setdefault((source.named(table.sheet), line), []).append(said)
    since, fix = said_of(source, mapping)
    return [
        Problem("FILE.COLUMNS", Level.REJECT_FILE, file, line, None, _joined(said, since), fix)
        for (file, line), said in found.items()
    ]


def _joined(said: Sequence[str], since: str) -> str:
    """'The title "Opened" is gone and the title "Started" is new since ...'; what two tables say alike is said once."""
    first, *more = dict.fromkeys(said)
    return f"{listed([first, *(one[0].lower() + one[1:] for one in more)])} {since}"


def _of_sheets(now: Sequence[str], then: Sequence[str]) -> Iterator[str]:
    gone, new = [one for one in then if one not in now], [one for one in now if one not in then]
    if gone:
        yield f"{_called('sheet', gone)} gone"
    if new:
        yield f"{_called('sheet', new)} new"
    if not gone and not new and tuple(now) != tuple(then):
        yield f"The sheets stand in another order, {first_of([quoted(one) for one in now])},"


def _of_titles(grid: Grid, table: TableForm) -> Iterator[tuple[int, str]]:
    rows: Mapping[int, Sequence[str]] = dict(grid.rows)
    if titles_of(rows.get(table.header_row, ())) == table.titles:
        return
    line = _where(grid, table)
    now = titles_of(rows.get(line, ()))
    if line != table.header_row:
        yield line, f"The titles moved from row {table.header_row:,} to row {line:,}"
    gone, new = [one for one in table.titles if one not in now], [one for one in now if one not in table.titles]
    if gone:
        yield line, f"{_called('title', gone)} gone"
    if new:
        yield line, f"{_called('title', new)} new"
    if not gone and not new:
        for place, (was, title) in enumerate(zip(table.titles, now, strict=True)):
            if was != title:
                yield line, f"The titles stand in another order, from column {letters(place)} on,"
                return


def _where(grid: Grid, table: TableForm) -> int:
    """The row that has most of the titles; the one they were learnt in where no other has more."""
    known = set(table.titles)
    early = [(line, len(known.intersection(titles_of(cells)))) for line, cells in grid.rows if line <= _LOOKED_AT]
    best = max(early, key=lambda one: (one[1], one[0] == table.header_row, -one[0]), default=(table.header_row, 0))
    return best[0] if best[1] else table.header_row


def _called(what: str, names: Sequence[str]) -> str:
    are = "is" if len(names) == 1 else "are"
    return f"The {what}{'' if len(names) == 1 else 's'} {first_of([quoted(one) for one in names])} {are}"
