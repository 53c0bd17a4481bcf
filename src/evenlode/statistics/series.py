"""A series of figures in time: its dates in order, its missing periods, its rebasings and its target history."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import TypeVar

from evenlode.statistics.checks import number, same_length, some
from evenlode.statistics.refusal import Refusal

Bounds = tuple[float, float] | None
Target = float | Mapping[date, float] | None
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Series:
    """Values and dates with a row for every period, missing ones too; the group of each row; what to say of it."""

    values: tuple[float | None, ...]
    dates: tuple[date, ...] | None
    groups: tuple[int, ...]
    warnings: tuple[str, ...]


def read_series(
    where: str,
    values: Sequence[float | None],
    dates: Sequence[date | str] | None,
    rebase: Sequence[date | str | int],
    bounds: Bounds,
    close_up: bool,
) -> Series:
    """Check a series and put its missing periods in. None is a missing figure; NaN is refused.

    Raises Refusal for an empty series, a value that is no number or outside the bounds, dates that are not in order or
    occur twice, and a rebase date outside the series; names the row.
    """
    some(where, "value", values)
    found = [None if value is None else _bounded(where, "value", value, bounds, row) for row, value in _rows(values)]
    if all(value is None for value in found):
        raise Refusal("STAT.EMPTY", where, "every value is missing", "Give at least one value")
    if dates is None:
        starts = sorted(_row_number(where, row, len(found)) for row in rebase)
        groups = _grouped(sum(row >= start for start in starts) for row in range(1, len(found) + 1))
        return Series(tuple(found), None, groups, _missing_rows(found))

    same_length(where, values=values, dates=dates)
    days = ordered_dates(where, dates)
    every, warning = (days, "") if close_up else all_periods(days)
    by_day = dict(zip(days, found, strict=True))
    filled = tuple(by_day.get(day) for day in every)
    starts_on = sorted(_rebase_date(where, day, days) for day in rebase)
    groups = _grouped(sum(day >= start for start in starts_on) for day in every)
    missing = [day.isoformat() for day, value in zip(every, filled, strict=True) if value is None]
    said = [warning] if warning else []
    if missing:
        said.append(f"no figure for {', '.join(missing)}: a run of points ends there")
    return Series(filled, every, groups, tuple(said))


def ordered_dates(where: str, dates: Sequence[date | str]) -> tuple[date, ...]:
    """The dates; refuses the first row whose date is none, is there already, or is before the one above it."""
    found: list[date] = []
    for row, given in _rows(dates):
        day = _day(where, given, f"row {row}: ")
        if found and day == found[-1]:
            message = f"row {row}: {day} is there twice"
            raise Refusal("STAT.DATES", where, message, "Give each period one row")
        if found and day < found[-1]:
            message = f"row {row}: {day} comes after {found[-1]}"
            raise Refusal("STAT.DATES", where, message, "Sort the rows by date, each date once")
        found.append(day)
    return tuple(found)


def all_periods(days: tuple[date, ...]) -> tuple[tuple[date, ...], str]:
    """Every period from the first date to the last, at the shortest step found; or the dates and why not."""
    if len(days) < 3:
        return days, ""
    month_ends = all(day.day == monthrange(day.year, day.month)[1] for day in days)
    monthly = month_ends or len({day.day for day in days}) == 1
    places = [12 * day.year + day.month - 1 if monthly else day.toordinal() for day in days]
    steps = [after - before for before, after in pairwise(places)]
    if any(gap % min(steps) for gap in steps):
        return days, "the dates follow no fixed step: periods that are missing cannot be seen"
    every = range(places[0], places[-1] + 1, min(steps))
    if monthly:
        return tuple(_in_month(place, days[0].day, month_ends) for place in every), ""
    return tuple(date.fromordinal(place) for place in every), ""


def targets_of(
    where: str, target: Target, days: tuple[date, ...] | None, count: int, bounds: Bounds
) -> tuple[float | None, ...]:
    """The target in force at each point: one number for all, or a history of first days, each in force until the next.

    Raises Refusal where a target is no number or outside the bounds, or a history is given without dates.
    """
    if target is None:
        return (None,) * count
    if not isinstance(target, Mapping):
        return (_bounded(where, "target", target, bounds),) * count
    if days is None:
        message = "a target history was given for a series without dates"
        raise Refusal("STAT.DATES", where, message, "Give the dates of the values, or one target")
    history = sorted((_day(where, day), _bounded(where, "target", value, bounds)) for day, value in target.items())
    return tuple(next((value for start, value in reversed(history) if start <= day), None) for day in days)


def check_bounds(where: str, bounds: Bounds) -> None:
    """Refuse bounds of which the first is not below the second."""
    if bounds is not None and not number(where, "least value", bounds[0]) < number(where, "greatest value", bounds[1]):
        message = f"the bounds {bounds[0]} and {bounds[1]} are not in order"
        raise Refusal("STAT.RANGE", where, message, "Give the least and the greatest possible value, such as 0 and 100")


def _grouped(started: Iterable[int]) -> tuple[int, ...]:
    """Groups counted from 0 without a gap, for two rebasings can come between the same two points."""
    seen: dict[int, int] = {}
    return tuple(seen.setdefault(count, len(seen)) for count in started)


def _rows(values: Sequence[Item]) -> list[tuple[int, Item]]:
    return list(enumerate(values, 1))


def _bounded(where: str, name: str, value: object, bounds: Bounds, row: int | None = None) -> float:
    found = number(where, name, value, row=row)
    if bounds is not None and not bounds[0] <= found <= bounds[1]:
        place = f"row {row}: " if row else ""
        message = f"{place}the {name} {found:g} is outside {bounds[0]:g} to {bounds[1]:g}"
        raise Refusal("STAT.RANGE", where, message, "Give it in the units of the chart")
    return found


def _day(where: str, given: object, place: str = "") -> date:
    if isinstance(given, datetime):
        return given.date()
    if isinstance(given, date):
        return given
    if isinstance(given, str):
        try:
            return date.fromisoformat(given)
        except ValueError:
            pass
    raise Refusal("STAT.DATES", where, f"{place}{given!r} is not a date", "Give a date, or its text as 2026-04-01")


def _row_number(where: str, row: object, rows: int) -> int:
    if isinstance(row, int) and not isinstance(row, bool) and 1 < row <= rows:
        return row
    message = f"rebase {row!r} is not a row from 2 to {rows}"
    raise Refusal("STAT.REBASE", where, message, "Without dates, name the row at which the new limits start")


def _rebase_date(where: str, given: object, days: tuple[date, ...]) -> date:
    day = _day(where, given, "rebase: ")
    if not days[0] < day <= days[-1]:
        message = f"the rebase date {day} is not between the second and the last date"
        raise Refusal("STAT.REBASE", where, message, f"Give a date after {days[0]} and not after {days[-1]}")
    return day


def _missing_rows(values: Sequence[float | None]) -> tuple[str, ...]:
    missing = [str(row) for row, value in _rows(values) if value is None]
    return (f"no figure in row {', '.join(missing)}: a run of points ends there",) if missing else ()


def _in_month(place: int, day: int, month_end: bool) -> date:
    year, month = divmod(place, 12)
    return date(year, month + 1, monthrange(year, month + 1)[1] if month_end else day)
