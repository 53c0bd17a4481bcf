"""What can be wrong with the shape of a table in a mapping: its rows of titles, its months, its rows left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from evenlode.data.mapping.form import MonthForm, TableForm
from evenlode.data.mapping.targets import OUTTURNS
from evenlode.data.sent.form import SentTable
from evenlode.data.sent.saying import nearest

_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])", re.ASCII)
_MOST_ROWS = 3

Place = tuple[str | int, ...]
Found = tuple[str, Place, str, str]
"""A rule, the path of what breaks it, what is wrong, and what to do."""


def wrong_shape(table: TableForm, target: SentTable, place: Place) -> Iterator[Found]:
    """Everything that is wrong with how a table is made ready to be read."""
    if not 1 <= table.title_rows <= min(_MOST_ROWS, max(table.header_row, 1)):
        said = f"Titles cannot stand in {table.title_rows} rows that end in row {table.header_row}"
        yield "CFG.VALUE", (*place, "title_rows"), said, f"Write 1 to {_MOST_ROWS}"
    if table.months and target.name != OUTTURNS:
        said = "Months side by side are read into outturns alone"
        yield "CFG.VALUE", (*place, "months"), said, "Take months: out"
    read = {entry.ours for entry in table.columns}
    met = set[str]()
    for at, month in enumerate(table.months):
        yield from _of_month(table, target, month, read, met, (*place, "months", at))
    rules = set[str]()
    for at, rule in enumerate(table.leave_out):
        here = (*place, "leave_out", at)
        if rule.rule in rules:
            yield "KEY.DUPLICATE", (*here, "rule"), f"Two rules are called {rule.rule}", "Give each its own name"
        rules.add(rule.rule)
        if not rule.says:
            fix = "Write the words that stand in rows to leave out"
            yield "CFG.MISSING", (*here, "says"), f"The rule {rule.rule} names no word", fix
        yield from _title(rule.column, table.titles, (*here, "column"))


def _of_month(
    table: TableForm, target: SentTable, month: MonthForm, read: set[str], met: set[str], here: Place
) -> Iterator[Found]:
    if month.month is None:
        fix = "Write the month, for example 2016-04, or take the entry out"
        yield "CFG.MISSING", (*here, "month"), "Which month it is, is not filled in", fix
    elif not _MONTH.fullmatch(month.month):
        yield "CFG.DATE", (*here, "month"), f'"{month.month}" is no month', "Write year-month, for example 2016-04"
    elif month.month in met:
        yield "KEY.DUPLICATE", (*here, "month"), f"{month.month} is there twice", "Put its columns into one entry"
    met.add(str(month.month))
    if not month.columns:
        yield "CFG.MISSING", (*here, "columns"), "The month has no columns", "Name one, or take the entry out"
    ours = [one.name for one in target.columns]
    for name, title in month.columns.items():
        if name not in ours:
            yield "CODE.LIST", (*here, "columns", name), f'"{name}" is no column of {target.name}', nearest(name, ours)
        if name in read or name in ("start", "end"):
            said = f"{name} is read in every month and besides"
            yield "KEY.DUPLICATE", (*here, "columns", name), said, "Keep one of the entries"
        yield from _title(title, table.titles, (*here, "columns", name))
    if {"start", "end"} & read and here[-1] == 0:
        said = "start and end are the month's first and last day, and are read besides"
        yield "KEY.DUPLICATE", here, said, "Take their entries out of columns:"


def _title(title: str, titles: Sequence[str], place: Place) -> Iterator[Found]:
    if title not in titles:
        yield "CODE.LIST", place, f'"{title}" is no title of the file', nearest(title, titles)
