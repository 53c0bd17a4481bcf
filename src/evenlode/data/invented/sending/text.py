"""Columns that are not written yet: words by their place in a list, days, moments. Days are dates, all else is text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Protocol

import numpy as np

from evenlode.data.invented.days import NEVER, Array

_FIRST_DAY, _LAST_DAY = -14_000, 40_000
_A_DAY = 86_400


class Column(Protocol):
    """A column of a table."""

    def values(self, rows: Array) -> Any:
        """Some of its rows as an Arrow array."""

    def chosen(self, rows: Array) -> Column:
        """Some of its rows, in the order given."""

    def blanked(self, where: Array) -> Column:
        """The same with nothing where the mask is true."""


@dataclass(frozen=True, eq=False)
class Words:
    """Words by their place in a list, an Arrow array of text; -1 is a blank."""

    words: Any
    at: Array

    def values(self, rows: Array) -> Any:
        """Some of its rows as an Arrow array of text."""
        import pyarrow as pa

        at = self.at[rows]
        return self.words.take(pa.array(at, mask=at < 0))

    def chosen(self, rows: Array) -> Words:
        """Some of its rows, in the order given."""
        return replace(self, at=self.at[rows])

    def blanked(self, where: Array) -> Words:
        """The same with nothing where the mask is true."""
        return self.put(where, np.array(-1))

    def put(self, where: Array, at: Array) -> Words:
        """The same with other words where the mask is true."""
        return replace(self, at=np.where(where, at, self.at).astype(np.int32))


@dataclass(frozen=True, eq=False)
class Days:
    """Days counted from 1970; NEVER is a blank."""

    at: Array

    def values(self, rows: Array) -> Any:
        """Some of its rows as an Arrow array of dates."""
        import pyarrow as pa

        at = self.at[rows]
        return pa.array(at.astype(np.int32), mask=at >= NEVER).cast(pa.date32())

    def chosen(self, rows: Array) -> Days:
        """Some of its rows, in the order given."""
        return Days(self.at[rows])

    def blanked(self, where: Array) -> Days:
        """The same with nothing where the mask is true."""
        return Days(np.where(where, NEVER, self.at))


@dataclass(frozen=True, eq=False)
class Moments:
    """Days with times: seconds after 1970's first midnight, and whether the time of day is known."""

    at: Array
    timed: Array

    def values(self, rows: Array) -> Any:
        """'2016-03-31T14:05:00', or '2016-03-31' where the time is not known."""
        import pyarrow as pa
        import pyarrow.compute as pc

        at, timed = self.at[rows], self.timed[rows]
        every = np.arange(len(at))
        days, times = _day_words(at // _A_DAY).values(every), time_words(at % _A_DAY).values(every)
        return pc.if_else(pa.array(timed), pc.binary_join_element_wise(days, times, "T"), days)

    def chosen(self, rows: Array) -> Moments:
        """Some of its rows, in the order given."""
        return Moments(self.at[rows], self.timed[rows])

    def blanked(self, where: Array) -> Moments:
        """The same with nothing where the mask is true."""
        return replace(self, at=np.where(where, NEVER * _A_DAY, self.at))

    def untimed(self, where: Array) -> Moments:
        """The same with days alone where the mask is true."""
        return replace(self, timed=self.timed & ~where)


def moments(at: Array, there: Array | None = None) -> Moments:
    """Moments whose time is known; blank where they are not `there`."""
    found = Moments(at, np.ones(len(at), dtype=bool))
    return found if there is None else found.blanked(~there)


def words_of(known: tuple[str, ...], at: Array) -> Words:
    """Words of a short list by their place."""
    import pyarrow as pa

    return Words(pa.array(known, pa.string()), _small(at))


def same(word: str, size: int) -> Words:
    """One word in every row."""
    return words_of((word,), np.zeros(size, dtype=np.int64))


def _day_words(days: Array) -> Words:
    """Days as '2016-03-31'; NEVER is a blank."""
    return Words(_days(), _small(np.where(days >= NEVER, -1, days - _FIRST_DAY)))


def time_words(seconds: Array) -> Words:
    """Times of day, whole minutes, as '14:05:00'."""
    return Words(_times(), _small(np.asarray(seconds) // 60))


def number_words(numbers: Array) -> Words:
    """Whole numbers from 0 to 999 as they are."""
    return Words(_numbers(), _small(numbers))


def code_words(numbers: Array) -> Words:
    """Whole numbers as codes of two digits: 4 as '04'."""
    return Words(_codes(), _small(numbers))


def tenth_words(tenths: Array) -> Words:
    """Tenths as decimals: 174 as '17.4'."""
    return Words(_tenths(), _small(tenths))


def names(prefix: str, block: int, size: int) -> Any:
    """One name for each thing of a block, as an Arrow array: 'referral' 3 of block 12 is r12-0000003."""
    import pyarrow as pa
    import pyarrow.compute as pc

    digits = pc.utf8_lpad(pa.array(np.arange(size)).cast(pa.string()), 7, "0")
    return pc.binary_join_element_wise(f"{prefix}{block:02d}", digits, "-")


def _small(at: Array) -> Array:
    """Places as numbers of half the size: there are millions of them."""
    return np.asarray(at).astype(np.int32)


@cache
def _days() -> Any:
    import pyarrow as pa

    return pa.array(np.datetime_as_string(np.arange(_FIRST_DAY, _LAST_DAY).astype("datetime64[D]")), pa.string())


@cache
def _times() -> Any:
    import pyarrow as pa

    return pa.array([f"{minute // 60:02d}:{minute % 60:02d}:00" for minute in range(1440)])


@cache
def _numbers() -> Any:
    import pyarrow as pa

    return pa.array([str(number) for number in range(1000)])


@cache
def _codes() -> Any:
    import pyarrow as pa

    return pa.array([f"{number:02d}" for number in range(100)])


@cache
def _tenths() -> Any:
    import pyarrow as pa

    return pa.array([f"{tenths // 10}.{tenths % 10}" for tenths in range(1001)])
