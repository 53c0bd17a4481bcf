"""Days are written year-month-day and exist. A column with several ways of writing them is refused, never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

import numpy as np
from pydantic_core import PydanticCustomError

from evenlode.data.sent.form import SentColumn
from evenlode.data.sent.hits import Hit, places_of
from evenlode.data.sent.manifest import Manifest
from evenlode.data.sent.saying import counted, listed, quoted
from evenlode.data.sent.sheet import Distinct, Mask, Sheet, day_in
from evenlode.problems import Level
from evenlode.terms.values import read_day

RANK = 10
TOGETHER = False

_ISO_SHAPE = re.compile(r"(\d{4}-\d{2}-\d{2})([T ].*)?", re.ASCII)
_WAYS = {
    "spreadsheet day numbers": re.compile(r"[1-9]\d{4}", re.ASCII),
    "yyyymmdd": re.compile(r"(19|20)\d{2}(0\d|1[0-2])[0-3]\d", re.ASCII),
    "dd Month yyyy": re.compile(r"\d{1,2}[ -][A-Za-z]{3,9}[ -]\d{2,4}", re.ASCII),
    "with slashes": re.compile(r"\d{1,2}[/.]\d{1,2}[/.](\d{4}|\d{2})( .*)?", re.ASCII),
}
_PRINTED = {"2020-09-31": 'the 2020 review text itself says "31 September 2020"'}
"""Days that do not exist and stand in a published source all the same: whoever sends one has probably copied it."""


def hits(sheet: Sheet, manifest: Manifest, sound: Mask) -> Iterator[Hit]:
    """DATE.FORMAT_MIXED or DATE.FORMAT for a column, DATE.INVALID for rows with no such day."""
    for column in sheet.form.columns:
        if column.is_day and sheet.has(column.name):
            yield from _of_column(sheet, column)


def _of_column(sheet: Sheet, column: SentColumn) -> Iterator[Hit]:
    if not (np.isnat(sheet.days(column.name)) & ~sheet.blank(column.name)).any():
        return
    found = sheet.distinct(column.name)
    ways = {way: rows for way in _WAYS if (rows := found.rows_where(partial(_is_written, way))).any()}
    if ways:
        yield _other_ways(column, found, ways)
    wrong = found.rows_where(lambda text: not day_in(text) and _way(text) is None)
    if wrong.any():
        places = places_of(wrong)
        text = sheet.at(column.name, int(places[0]))
        message, fix = _no_day(text)
        yield Hit("DATE.INVALID", Level.REJECT_RECORD, column.name, places, message, fix)


def _way(text: str) -> str | None:
    """Another way of writing days that the text looks like."""
    return next((way for way, shape in _WAYS.items() if shape.fullmatch(text)), None)


def _is_written(way: str, text: str) -> bool:
    return _way(text) == way


def _other_ways(column: SentColumn, found: Distinct, ways: dict[str, Mask]) -> Hit:
    iso = found.rows_where(lambda text: _ISO_SHAPE.fullmatch(text) is not None)
    counts = {"ISO": int(iso.sum())} | {_said(way, found): int(rows.sum()) for way, rows in ways.items()}
    said = listed([f"{way} ({counted(number, 'row')})" for way, number in counts.items() if number])
    mixed = sum(bool(number) for number in counts.values()) > 1
    places = places_of(np.logical_or.reduce(list(ways.values())))
    rule = "DATE.FORMAT_MIXED" if mixed else "DATE.FORMAT"
    fix = "Export all dates as YYYY-MM-DD"
    return Hit(rule, Level.REJECT_FILE, column.name, places, f"Column has {said}; never guessed", fix)


def _said(way: str, found: Distinct) -> str:
    """What the days with slashes can be: the day first, the month first, or nobody knows."""
    if way != "with slashes":
        return way
    parts = [re.split("[/.]", text)[:2] for text in found.values if _way(text) == way]
    day_first = any(int(first) > 12 for first, _ in parts)
    month_first = any(int(second) > 12 for _, second in parts)
    if day_first and month_first:
        return "dd/mm/yyyy and mm/dd/yyyy"
    return "dd/mm/yyyy" if day_first else "mm/dd/yyyy" if month_first else "dd/mm/yyyy or mm/dd/yyyy"


def _no_day(text: str) -> tuple[str, str]:
    """Why the text is no day, and what to do."""
    shape = _ISO_SHAPE.fullmatch(text)
    if not shape:
        return f"{quoted(text)} is not a date", "Write YYYY-MM-DD, for example 2016-03-31"
    try:
        read_day(shape[1])
    except PydanticCustomError as error:
        note = f" ({_PRINTED[shape[1]]})" if shape[1] in _PRINTED else ""
        return str((error.context or {})["message"]), f"Correct the date{note}"
    return f"{quoted(text)} is a day with something else after it", "Write the day, or the day and a time"
