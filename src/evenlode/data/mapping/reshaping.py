"""Rows of a sheet made ready to be read: totals left out by a named rule, and months side by side taken apart."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from evenlode.data.mapping.form import ColumnForm, LeaveOutForm, MonthForm, TableForm
from evenlode.data.sent.raw import RawTable
from evenlode.data.sent.saying import FIRST, listed, quoted
from evenlode.problems import Level, Problem


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of a sheet that are read alike, and where each of our columns in them is read from."""

    raw: RawTable
    columns: tuple[ColumnForm, ...]


def parts_of(raw: RawTable, table: TableForm) -> Iterator[Part]:
    """The sheet without what is left out: as a whole, or each month by itself with the rows that have its figures."""
    kept = _without(raw, table.leave_out)
    if not table.months:
        yield Part(kept, table.columns)
        return
    said = kept.problems
    for month in table.months:
        yield Part(replace(_of_month(kept, month, table.nothing), problems=said), (*table.columns, *_columns(month)))
        said = ()  # told once, not with every month


def plain(text: str) -> str:
    """A text as rows are told by it: its capitals, its spaces and a colon after it do not matter."""
    return " ".join(text.split()).casefold().rstrip(": ")


def _without(raw: RawTable, rules: Sequence[LeaveOutForm]) -> RawTable:
    """The rows that no rule leaves out, with a note of each rule that left out any."""
    left = np.zeros(len(raw.lines), dtype=bool)
    notes = []
    for rule in rules:
        cells = raw.cells[raw.header.index(rule.column)].to_pylist()
        words = {plain(word) for word in rule.says}
        fits = np.array([plain(cell or "") in words for cell in cells], dtype=bool) & ~left
        if fits.any():
            left |= fits
            notes.append(_note(raw, rule, [int(line) for line in raw.lines[fits]]))
    if not notes:
        return raw
    return replace(_rows(raw, ~left), problems=(*raw.problems, *notes))


def _note(raw: RawTable, rule: LeaveOutForm, lines: Sequence[int]) -> Problem:
    said = f"The rule {rule.rule} left out rows that say {listed([quoted(one) for one in rule.says])}"
    fix = "None needed where they are no rows of their own; else take the word out of the mapping"
    many = tuple(lines[:FIRST]) if len(lines) > 1 else ()
    return Problem("ROW.LEFT_OUT", Level.ACCEPT, raw.file, lines[0], rule.column, said, fix, len(lines), many)


def _of_month(raw: RawTable, month: MonthForm, nothing: Sequence[str]) -> RawTable:
    """The rows that hold a figure of the month; what stands for none is blank."""
    places = {raw.header.index(title) for title in month.columns.values()}
    cells = [_figures(column, nothing) if at in places else column for at, column in enumerate(raw.cells)]
    filled = np.zeros(len(raw.lines), dtype=bool)
    for at in places:
        filled |= np.asarray(pc.not_equal(cells[at], "").combine_chunks().to_numpy(zero_copy_only=False), dtype=bool)
    return _rows(replace(raw, cells=tuple(cells)), filled)


def _figures(column: Any, nothing: Sequence[str]) -> Any:
    words = {word.casefold() for word in nothing}
    texts = [(text or "").strip() for text in column.to_pylist()]
    return pa.chunked_array([pa.array(["" if text.casefold() in words else text for text in texts], pa.string())])


def _rows(raw: RawTable, kept: Any) -> RawTable:
    mask = pa.array(kept)
    return replace(raw, cells=tuple(column.filter(mask) for column in raw.cells), lines=raw.lines[kept])


def _columns(month: MonthForm) -> Iterator[ColumnForm]:
    """The month's own columns, and its first and last day in every row."""
    year, number = (int(part) for part in str(month.month).split("-"))
    yield ColumnForm(ours="start", value=f"{month.month}-01")
    yield ColumnForm(ours="end", value=f"{month.month}-{calendar.monthrange(year, number)[1]:02d}")
    for ours, title in month.columns.items():
        yield ColumnForm(ours=ours, column=title)
