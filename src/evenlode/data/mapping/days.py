"""The ways in which people write days, told from each other by what a column holds, and turned into year-month-day."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from evenlode.data.mapping.form import Dates

_TIME = r"(?:[ T]+(?P<time>\d{1,2}:\d{2}(?::\d{2})?))?"
_ISO = re.compile(rf"(?P<y>\d{{4}})-(?P<m>\d{{2}})-(?P<d>\d{{2}}){_TIME}", re.ASCII)
_SHAPES: Mapping[Dates, re.Pattern[str]] = {
    "year-month-day": _ISO,
    "day/month/year": re.compile(rf"(?P<d>\d{{1,2}})[/.-](?P<m>\d{{1,2}})[/.-](?P<y>\d{{4}}){_TIME}", re.ASCII),
    "month/day/year": re.compile(rf"(?P<m>\d{{1,2}})[/.-](?P<d>\d{{1,2}})[/.-](?P<y>\d{{4}}){_TIME}", re.ASCII),
    "year/month/day": re.compile(rf"(?P<y>\d{{4}})[/.](?P<m>\d{{1,2}})[/.](?P<d>\d{{1,2}}){_TIME}", re.ASCII),
    "day month-name year": re.compile(
        rf"(?P<d>\d{{1,2}})[ -](?P<m>[A-Za-z]{{3,9}})[ -](?P<y>\d{{4}}){_TIME}", re.ASCII
    ),
    "yyyymmdd": re.compile(r"(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})(?P<time>)", re.ASCII),
}
_MONTHS = (
    re.compile(r"(?P<m>[A-Za-z]{3,9})[ '-]{1,2}(?P<y>\d{4}|\d{2})", re.ASCII),
    re.compile(r"(?P<y>\d{4})[-/](?P<m>\d{1,2})", re.ASCII),
    re.compile(r"(?P<m>\d{1,2})/(?P<y>\d{4})", re.ASCII),
    _ISO,
)
_NAMES = {name.casefold(): at for at, name in enumerate(calendar.month_name) if name}
_NAMES |= {name.casefold(): at for at, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_ENOUGH = 0.9
"""The share of a column's values that must be days in a shape; the others are mistakes, which the checks will name."""


def in_shape(shape: Dates, is_end: bool = False) -> Callable[[str], str]:
    """What turns a text of the shape into year-month-day. A text of no such shape stays: the checks tell of it.

    A day that cannot be, such as the thirty-first of September, is turned all the same, so that it is told as what it
    is. Under `month` a text is its first day, its last where is_end.
    """
    if shape == "month":
        return lambda text: _month(text, is_end) or text
    return lambda text: text if _ISO.fullmatch(text) else _turned(shape, text) or text


def shapes_of(values: Sequence[str]) -> tuple[Dates, ...]:
    """The shapes that a column's different values can have, all but a few of them: several where nobody can tell.

    None where they are no days. Values that are year-month-day already speak for every shape of days.
    """
    others = [text for text in values if not _ISO.fullmatch(text)]
    if not values:
        return ()
    if not others:
        return ("year-month-day",)
    found = [shape for shape in _SHAPES if shape != "year-month-day" and _share(shape, others) >= _ENOUGH]
    if not found and sum(_month(text, False) is not None for text in others) >= _ENOUGH * len(others):
        return ("month",)
    if not found and len(others) <= (1 - _ENOUGH) * len(values):
        return ("year-month-day",)
    return tuple(found)


def month_of(text: str) -> str | None:
    """The month that a text names, '2016-04'; a day names its own. None where it names none."""
    first = _month(text, is_end=False)
    return first[:7] if first else None


def month_called(name: str) -> int | None:
    """The number of a month by its name alone, in full or in three letters."""
    return _NAMES.get(name.strip().rstrip(".").casefold())


def _share(shape: Dates, texts: Sequence[str]) -> float:
    return sum(_exists(_turned(shape, text)) for text in texts) / len(texts)


def _exists(text: str | None) -> bool:
    try:
        return text is not None and bool(date.fromisoformat(text[:10]))
    except ValueError:
        return False


def _turned(shape: Dates, text: str) -> str | None:
    found = _SHAPES[shape].fullmatch(text)
    month = _month_number(found["m"]) if found else None
    if found is None or month is None:
        return None
    hours = f"T{found['time'].rjust(5, '0')}" if found["time"] and len(found["time"]) < 6 else ""
    hours = hours or (f"T{found['time'].rjust(8, '0')}" if found["time"] else "")
    return f"{found['y']}-{month:02d}-{int(found['d']):02d}{hours}"


def _month(text: str, is_end: bool) -> str | None:
    """The first or last day of a month; years of two digits are of this century."""
    found = next((match for shape in _MONTHS if (match := shape.fullmatch(text))), None)
    month = _month_number(found["m"]) if found else None
    if found is None or month is None or not 1 <= month <= 12:
        return None
    year = int(found["y"]) + (2000 if len(found["y"]) == 2 else 0)
    day = calendar.monthrange(year, month)[1] if is_end and year else 1
    return f"{year:04d}-{month:02d}-{day:02d}"


def _month_number(text: str) -> int | None:
    return int(text) if text.isdecimal() else _NAMES.get(text.casefold())
