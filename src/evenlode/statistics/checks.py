"""What is checked before anything is computed: numbers, lengths and shares, with the row that is wrong."""

from __future__ import annotations

import math
from collections.abc import Sequence
from numbers import Real

from evenlode.statistics.refusal import Refusal


def number(where: str, name: str, value: object, least: float = -math.inf, row: int | None = None) -> float:
    """The value as a float; refuses what is missing, no number, not finite or below the least."""
    place = f"row {row}: " if row else ""
    if isinstance(value, bool) or not isinstance(value, Real):
        raise Refusal("STAT.NUMBER", where, f"{place}the {name} {value!r} is not a number", "Give a number")
    if not math.isfinite(value):
        message = f"{place}the {name} {value} is not a finite number"
        raise Refusal("STAT.NUMBER", where, message, "Leave the row out, or give its number")
    if value < least:
        raise Refusal("STAT.RANGE", where, f"{place}the {name} {value} is below {least:g}", f"Give {least:g} or more")
    return float(value)


def numbers(where: str, name: str, values: Sequence[object], least: float = -math.inf) -> list[float]:
    """Every value as a float; refuses an empty list, and names the first row (from 1) that is no such number."""
    some(where, name, values)
    return [number(where, name, value, least, row) for row, value in enumerate(values, 1)]


def above_zero(where: str, name: str, values: Sequence[object]) -> list[float]:
    """Every value as a float above zero."""
    found = numbers(where, name, values)
    for row, value in enumerate(found, 1):
        if value <= 0:
            message = f"row {row}: the {name} {value:g} is not above zero"
            raise Refusal("STAT.DENOMINATOR", where, message, "Leave out a group with nobody in it")
    return found


def some(where: str, name: str, values: Sequence[object]) -> None:
    """Refuse an empty list."""
    if len(values) == 0:
        raise Refusal("STAT.EMPTY", where, f"there is no {name} at all", "Give at least one row")


def same_length(where: str, **columns: Sequence[object]) -> None:
    """Refuse columns of different lengths, for rows are matched by position."""
    if len({len(column) for column in columns.values()}) > 1:
        lengths = ", ".join(f"{name} has {len(column)}" for name, column in columns.items())
        raise Refusal("STAT.ROWS", where, f"the columns differ in length: {lengths}", "Give every column a value a row")


def share(where: str, name: str, value: float) -> float:
    """A share strictly between 0 and 1, such as a confidence or a reliability."""
    if not 0 < number(where, name, value) < 1:
        message = f"the {name} {value} is not between 0 and 1"
        raise Refusal(f"STAT.{name.upper()}", where, message, "Give a share, for example 0.95")
    return value


def choice(where: str, name: str, value: str, allowed: Sequence[str]) -> None:
    """Refuse a word that is not one of those allowed."""
    if value not in allowed:
        message = f"the {name} {value!r} is not one of {', '.join(allowed)}"
        raise Refusal("STAT.CHOICE", where, message, f"Give one of {', '.join(allowed)}")
