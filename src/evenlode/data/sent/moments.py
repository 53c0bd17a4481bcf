"""Columns of days and moments read at once; one at a time where a column holds anything out of the ordinary."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from evenlode.data.sent.times import moment_in, summer_time

Days = NDArray[np.datetime64]
Seconds = NDArray[np.int64]

NO_TIME = -1
_EPOCH = 1970
_NO_DAY = np.datetime64("NaT", "D")
_REST = "^([T ][0-9:.]+(Z|[+-][0-9]{2}(:?[0-9]{2})?)?)?$"
_AFTER = re.compile(r"(?:\.\d{1,9})?(Z|([+-])(\d{2})(?::?(\d{2}))?)?", re.ASCII)


def plain_days(column: Any) -> Days | None:
    """The days of a column where every text in it begins with one, as a moment may; None where one does not."""
    rest = pc.utf8_slice_codeunits(column, 10)
    if (
        not pc.all(pc.equal(rest, ""), min_count=0).as_py()
        and not pc.all(pc.match_substring_regex(rest, _REST)).as_py()
    ):
        return None
    return _as_days(pc.utf8_slice_codeunits(column, 0, 10))


def moments_of(column: Any) -> tuple[Days, Seconds]:
    """Days and seconds after midnight by the clock on the wall; NaT where there is no day, -1 where no time."""
    quick = _plain_moments(column)
    if quick is not None:
        return quick
    coded = pc.dictionary_encode(column)
    which = pc.fill_null(coded.indices, len(coded.dictionary)).to_numpy(zero_copy_only=False)
    each = [moment_in(text) or (None, None) for text in coded.dictionary.to_pylist()]
    days = np.array(
        [_NO_DAY if day is None else np.datetime64(day, "D") for day, _ in each] + [_NO_DAY], "datetime64[D]"
    )
    seconds = np.array([NO_TIME if time is None else time for _, time in each] + [NO_TIME], dtype=np.int64)
    return days[which], seconds[which]


def _plain_moments(column: Any) -> tuple[Days, Seconds] | None:
    """Days alone, or days with hours and minutes at least, and after the seconds nothing but what belongs there."""
    long = pc.fill_null(pc.binary_length(column), 10).to_numpy(zero_copy_only=False)
    if not np.isin(long, (10, 16)).__or__(long >= 19).all():
        return None
    after = pc.dictionary_encode(pc.utf8_slice_codeunits(column, 19))
    if len(after.dictionary) > 1000:
        return None
    ahead = [_seconds_ahead(text) for text in after.dictionary.to_pylist()]
    if None in ahead:
        return None
    days = _as_days(pc.utf8_slice_codeunits(column, 0, 10))
    try:
        clock = pc.cast(pc.utf8_slice_codeunits(column, 0, 19), pa.timestamp("s"))
    except pa.ArrowInvalid:
        return None
    if days is None:
        return None
    said = clock.to_numpy(zero_copy_only=False).astype("datetime64[s]")
    which = pc.fill_null(after.indices, len(ahead)).to_numpy(zero_copy_only=False)
    offset = np.array([*ahead, np.nan], dtype=float)[which]
    wall = np.where(np.isnan(offset), said, _on_the_wall(said, np.nan_to_num(offset).astype(np.int64)))
    days = wall.astype("datetime64[D]")
    seconds = (wall - days).astype(np.int64)
    return days, np.where((long == 10) | np.isnat(wall), NO_TIME, seconds)


def _seconds_ahead(text: str) -> float | None:
    """How far the clock was ahead of UTC, from what stands after the seconds; nan where it does not say."""
    found = _AFTER.fullmatch(text)
    if found is None:
        return None
    if not found[1]:
        return float("nan")
    return (int(found[3] or 0) * 3600 + int(found[4] or 0) * 60) * (-1.0 if found[2] == "-" else 1.0)


def _on_the_wall(said: NDArray[np.datetime64], offset: Seconds) -> NDArray[np.datetime64]:
    utc: NDArray[np.datetime64] = said - offset.astype("timedelta64[s]")
    years = utc.astype("datetime64[Y]").astype(np.int64) + _EPOCH
    known = years[~np.isnat(utc)]
    if not len(known):
        return utc
    first = int(known.min())
    edges = np.array([summer_time(year) for year in range(first, int(known.max()) + 1)], dtype="datetime64[s]")
    place = np.where(np.isnat(utc), 0, years - first)
    summer = (edges[place, 0] <= utc) & (utc < edges[place, 1])
    wall: NDArray[np.datetime64] = utc + np.where(summer, 3600, 0).astype("timedelta64[s]")
    return wall


def _as_days(texts: Any) -> Days | None:
    try:
        days = pc.cast(texts, pa.date32())
    except pa.ArrowInvalid:
        return None
    found: Days = days.to_numpy(zero_copy_only=False).astype("datetime64[D]")
    return found
