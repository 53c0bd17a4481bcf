"""One table as it was sent, under its declared schema: text by our column names, days cast, places kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from evenlode.data.sent.form import SentTable
from evenlode.data.sent.moments import moments_of, plain_days
from evenlode.data.sent.raw import Lines, RawTable

Mask = NDArray[np.bool_]
Places = NDArray[np.int64]

_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ][0-9:.]+(?:Z|[+-]\d{2}(?::?\d{2})?)?)?", re.ASCII)
_SPACE, _NOT_ASCII = 0x20, 0x80
_NO_DAY = np.datetime64("NaT", "D")


def day_in(text: str) -> date | None:
    """The day of '2016-03-31' or of a moment that begins so; None where there is no such day."""
    found = _ISO.fullmatch(text)
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


@dataclass(frozen=True)
class Distinct:
    """A column as its different values and which of them each row has; -1 where the row has none."""

    dictionary: Any
    which: Places

    @cached_property
    def values(self) -> tuple[str, ...]:
        """The different values."""
        return tuple(self.dictionary.to_pylist())

    def spread(self, each: NDArray[Any]) -> NDArray[Any]:
        """What is known of each different value, and last of none, for every row."""
        return each[self.which]

    def rows_where(self, told: Callable[[str], bool]) -> Mask:
        """The rows whose value is one that `told` is true of; it is asked once for each different value."""
        answers = np.array([*map(told, self.values), False], dtype=bool)
        return answers[self.which]


@dataclass(frozen=True)
class Sheet:
    """The rows of one file. A blank cell, and one of spaces alone, is nothing; other text has no spaces around it.

    sent_as: for each of our columns that was sent, its name in the file. Rows are told by their place, from 0; `lines`
    says where a person finds them.
    """

    file: str
    form: SentTable
    sent_as: Mapping[str, str]
    lines: Lines
    _cells: Mapping[str, Any]
    _kept: dict[tuple[str, str], Any] = field(default_factory=dict, compare=False, repr=False)

    def __len__(self) -> int:
        return len(self.lines)

    def has(self, *names: str) -> bool:
        """True where all these columns were sent."""
        return all(name in self._cells for name in names)

    def sent_of(self, names: Sequence[str]) -> list[str]:
        """Those of the columns that were sent."""
        return [name for name in names if self.has(name)]

    def text(self, name: str) -> Any:
        """A column as an Arrow array of text, null where it is blank."""
        return self._cells[name]

    def at(self, name: str, place: int) -> str:
        """One cell; empty where it is blank or the column was not sent."""
        return (self._cells[name][int(place)].as_py() or "") if self.has(name) else ""

    def blank(self, name: str) -> Mask:
        """The rows that have nothing in the column."""
        return np.asarray(self._cells[name].is_null().to_numpy(zero_copy_only=False), dtype=bool)

    def distinct(self, name: str) -> Distinct:
        """The column's different values, worked out once."""
        found: Distinct = self._once("distinct", name, lambda: _distinct(self._cells[name]))
        return found

    def days(self, name: str) -> NDArray[np.datetime64]:
        """The column as days; not a day (NaT) where it is blank or no day."""
        found: NDArray[np.datetime64] = self._once("days", name, lambda: self._days(name))
        return found

    def moments(self, name: str) -> tuple[NDArray[np.datetime64], Places]:
        """The column as days and seconds after midnight, by the clock on the wall; -1 where no time was sent."""
        found: tuple[NDArray[np.datetime64], Places] = self._once("moments", name, lambda: moments_of(self.text(name)))
        return found

    def key(self, names: Sequence[str]) -> Distinct:
        """The columns together as the different choices of their values; none for a row where any of them is blank."""
        if len(names) == 1:
            return self.distinct(names[0])
        joined = pc.binary_join_element_wise(*(self._cells[name] for name in names), "\x1f")
        found: Distinct = self._once("key", "\x1f".join(names), lambda: _distinct(joined))
        return found

    def _days(self, name: str) -> NDArray[np.datetime64]:
        quick = plain_days(self.text(name))
        return quick if quick is not None else _days(self.distinct(name))

    def _once(self, what: str, name: str, made: Callable[[], Any]) -> Any:
        if (what, name) not in self._kept:
            self._kept[(what, name)] = made()
        return self._kept[(what, name)]


def sheet_of(raw: RawTable, form: SentTable, places: Mapping[str, int]) -> Sheet:
    """The file's rows as the table: `places` says which of its columns is which of ours."""
    sent_as = {name: raw.header[place] for name, place in places.items()}
    return Sheet(raw.file, form, sent_as, raw.lines, {name: _tidy(raw.cells[at]) for name, at in places.items()})


def _tidy(column: Any) -> Any:
    """Text without spaces around it in one piece, null where nothing is left."""
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    trimmed = pc.utf8_trim_whitespace(whole) if _may_have_spaces(whole) else whole
    empty = pc.equal(trimmed, "")
    return pc.if_else(empty, pa.scalar(None, pa.string()), trimmed) if pc.any(empty).as_py() else trimmed


def _may_have_spaces(column: Any) -> bool:
    """True where any byte of the column's text is a space, or part of a letter that could be one."""
    data = column.buffers()[-1]
    if data is None:
        return False
    found = np.frombuffer(data, dtype=np.uint8)
    return bool(((found <= _SPACE) | (found >= _NOT_ASCII)).any())


def _distinct(column: Any) -> Distinct:
    coded = pc.dictionary_encode(column)
    which = pc.fill_null(coded.indices, -1).to_numpy(zero_copy_only=False).astype(np.int64)
    return Distinct(coded.dictionary, which)


def _days(column: Distinct) -> NDArray[np.datetime64]:
    found = [np.datetime64(day, "D") if (day := day_in(text)) else _NO_DAY for text in column.values]
    return np.array([*found, _NO_DAY], dtype="datetime64[D]")[column.which]
