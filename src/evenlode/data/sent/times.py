"""Times of day as they are sent, and moments by the clock on the wall."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone

_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}(?::?\d{2})?)?", re.ASCII)
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ](.+))?", re.ASCII)
_OFFSET = re.compile(r"(?:Z|([+-])(\d{2})(?::?(\d{2}))?)$", re.ASCII)


def seconds_in(text: str) -> int | None:
    """Seconds after midnight of '14:05', '14:05:30' or '14:05:30+01:00'; None where it is no time of day."""
    found = _TIME.fullmatch(text)
    return (
        sum(int(part or 0) * unit for part, unit in zip(found.groups(), (3600, 60, 1), strict=True)) if found else None
    )


def moment_in(text: str) -> tuple[date, int | None] | None:
    """The day, and the seconds after midnight, of a moment by the clock on the wall in the United Kingdom.

    The seconds are None where no time was sent or it is none. A moment that says how far its clock is from UTC is
    turned to that clock; one that does not say is one of that clock. None where there is no such day.
    """
    found = _MOMENT.fullmatch(text)
    try:
        day = date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None
    if found is None or day is None:
        return None
    seconds = seconds_in(found[2]) if found[2] else None
    offset = _OFFSET.search(found[2]) if found[2] else None
    if seconds is None or offset is None:
        return day, seconds
    ahead = timedelta(hours=int(offset[2] or 0), minutes=int(offset[3] or 0)) * (-1 if offset[1] == "-" else 1)
    moment = datetime(day.year, day.month, day.day, tzinfo=timezone(ahead)) + timedelta(seconds=seconds)
    wall = on_the_wall(moment.astimezone(UTC).replace(tzinfo=None))
    return wall.date(), wall.hour * 3600 + wall.minute * 60 + wall.second


def on_the_wall(utc: datetime) -> datetime:
    """What the clocks of the United Kingdom show at a moment of UTC, by the rule in force since 1996."""
    begins, ends = summer_time(utc.year)
    return utc + timedelta(hours=1) if begins <= utc < ends else utc


def summer_time(year: int) -> tuple[datetime, datetime]:
    """When summer time begins and ends in a year, in UTC."""
    return _last_sunday(year, 3), _last_sunday(year, 10)


def _last_sunday(year: int, month: int) -> datetime:
    """One in the morning UTC on the last Sunday of a month with 31 days, when the clocks change."""
    last = datetime(year, month, 31, 1)
    return last - timedelta(days=(last.weekday() + 1) % 7)
