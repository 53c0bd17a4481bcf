"""The layout of a file: its sheets, and the row and order of its titles; its fingerprint, and what moved in it."""

from __future__ import annotations

import difflib
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence

from evenlode.data.mapping.form import MappingForm, TableForm
from evenlode.data.mapping.grid import Grid, Source
from evenlode.data.mapping.titles import letters, titles_at
from evenlode.data.sent.saying import first_of, listed, quoted
from evenlode.problems import Level, Problem

Said = Callable[[Source, MappingForm], tuple[str, str]]
_LOOKED_AT = 60
"""Rows in which the titles are looked for when they are no longer where they were."""


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
    if titles_at(rows, table.header_row, table.title_rows) == table.titles:
        return
    line = _where(grid, rows, table)
    now = titles_at(rows, line, table.title_rows)
    if line != table.header_row:
        yield line, f"The titles moved from row {table.header_row:,} to row {line:,}"
    gone, new = [one for one in table.titles if one not in now], [one for one in now if one not in table.titles]
    for title in list(gone):
        at = table.titles.index(title)
        if at < len(now) and now[at] in new:
            gone.remove(title)
            new.remove(now[at])
            yield line, f"The title {quoted(title)} (column {letters(at)}) is now {quoted(now[at])}"
    if gone:
        yield line, f"{_called('title', gone)} gone"
    if new:
        yield line, f"{_called('title', new)} new"
    if moved := _moved(table.titles, now):
        places = [
            f"{quoted(one)} from {letters(table.titles.index(one))} to {letters(now.index(one))}" for one in moved
        ]
        yield line, f"The title{'' if len(moved) == 1 else 's'} moved: {first_of(places)},"


def _moved(then: Sequence[str], now: Sequence[str]) -> list[str]:
    """Titles that stand in another order among those that are still there; what a new column pushed aside did not."""
    kept, still = [one for one in then if one in now], [one for one in now if one in then]
    steps = difflib.SequenceMatcher(None, kept, still, autojunk=False).get_opcodes()
    moved = [one for step, first, last, _, _ in steps if step != "equal" for one in kept[first:last]]
    return [one for one in moved if then.index(one) != now.index(one)]


def _where(grid: Grid, rows: Mapping[int, Sequence[str]], table: TableForm) -> int:
    """The row that has most of the titles; the one they were learnt in where no other has more."""
    known = set(table.titles)
    early = [
        (line, len(known.intersection(titles_at(rows, line, table.title_rows))))
        for line, _ in grid.rows
        if line <= _LOOKED_AT
    ]
    best = max(early, key=lambda one: (one[1], one[0] == table.header_row, -one[0]), default=(table.header_row, 0))
    return best[0] if best[1] else table.header_row


def _called(what: str, names: Sequence[str]) -> str:
    are = "is" if len(names) == 1 else "are"
    return f"The {what}{'' if len(names) == 1 else 's'} {first_of([quoted(one) for one in names])} {are}"
