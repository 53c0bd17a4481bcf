"""The ways to make a column of the store out of columns that were sent: what mappings are written with."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from evenlode.data.received.mapping import Cell
from evenlode.data.received.rows import Rows, first_of, plain
from evenlode.data.sent.asked import asked_of
from evenlode.data.sent.moments import NO_TIME
from evenlode.data.sent.ranges import question, range_of
from evenlode.data.sent.sheet import Sheet
from evenlode.data.sent.times import seconds_in

NUMBER = pa.decimal128(12, 3)


def person(rows: Rows) -> Any:
    """The pseudonym of the row's person."""
    return rows.taken(rows.together.people(rows.sheet))


def sender(rows: Rows) -> Any:
    """The provider that sent the row."""
    return always(rows.together.provider)(rows)


def always(value: str) -> Cell:
    """The same text in every row."""
    one = pa.array([value])
    return lambda rows: pa.DictionaryArray.from_arrays(pa.repeat(pa.scalar(0, pa.int32()), len(rows)), one)


def text(column: str) -> Cell:
    """A column as it was sent."""
    return lambda rows: rows.text(column)


def words(column: str, meaning: Mapping[str, str], padded: bool = False) -> Cell:
    """A column whose words may be others than ours; a code of one character may get its leading zero back."""

    def told(word: str) -> str:
        return meaning.get(word, f"0{word}" if padded and len(word) == 1 else word)

    return lambda rows: rows.each(column, told, pa.string())


def padded(column: str) -> Cell:
    """A code that may have lost its leading zero."""
    return words(column, {}, padded=True)


def first(*cells: Cell) -> Cell:
    """The first of several columns that has something in it."""
    return lambda rows: first_of([partial(cell, rows) for cell in cells], len(rows))


def looked_up(table: str, by: str, column: str, order: tuple[str, ...] = ()) -> Cell:
    """The column of the row in another table with the same `by`; the last of them by `order`."""
    return lambda rows: rows.last(table, by, column, order) if order else along(((table, by),), column)(rows)


def along(steps: Sequence[tuple[str, str]], column: str) -> Cell:
    """The column of the row that several steps lead to: each a table and the column by which its row is found."""

    def told(rows: Rows, sheet: Sheet, left: Sequence[tuple[str, str]]) -> Any:
        if not left:
            return sheet.text(column) if sheet.has(column) else pa.nulls(len(sheet), pa.string())
        (table, by), *further = left
        return rows.together.lookup(sheet, table, by, lambda above: told(rows, above, further))

    return lambda rows: rows.taken(told(rows, rows.sheet, steps))


def as_day(cell: Cell) -> Cell:
    """Text that is known to begin with a day, as that day."""
    return lambda rows: pc.cast(pc.utf8_slice_codeunits(plain(cell(rows)), 0, 10), pa.date32())


def as_moment(column: str) -> Cell:
    """A moment as text in one form: what holds together the answers of one moment."""
    return lambda rows: pc.replace_substring(pc.utf8_slice_codeunits(plain(rows.text(column)), 0, 19), " ", "T")


def person_called(column: str, kind: str = "person") -> Cell:
    """The pseudonym of somebody whom another column names."""
    return lambda rows: rows.taken(rows.together.pseudonyms_of(rows.sheet, column, kind))


def tool(*columns: str) -> Cell:
    """The instrument that was asked with."""
    return _asked(columns, lambda words: question(words)[0])


def item(*columns: str) -> Cell:
    """The item that was asked, or the name of a score that was sent added up."""
    return _asked(columns, lambda words: question(words)[1])


def score(column: str, *columns: str) -> Cell:
    """The score as a number; blank where it is the number for 'not known' of what was asked."""

    def made(rows: Rows) -> Any:
        unknown = _asked(columns, lambda words: found.not_known if (found := range_of(words)) else None)(rows)
        known = pc.fill_null(pc.not_equal(plain(rows.text(column)), plain(unknown)), True)
        return pc.if_else(known, rows.each(column, number_in, NUMBER), pa.scalar(None, NUMBER))

    return made


def _asked(columns: Sequence[str], told: Callable[[Sequence[str]], str | None]) -> Cell:
    """What is told of the words of several columns, asked once for each choice of them."""

    def made(rows: Rows) -> Any:
        asked = asked_of([rows.sheet.distinct(name) for name in columns if rows.has(name)])
        each = pa.array([told(words) if words else None for words in asked.words], pa.string())
        return rows.taken(each.take(pa.array(asked.which)))

    return made


def day(column: str) -> Cell:
    """A day."""

    def made(rows: Rows) -> Any:
        if not rows.has(column):
            return pa.nulls(len(rows), pa.date32())
        return rows.taken(_days(rows.sheet.days(column)))

    return made


def month(column: str) -> Cell:
    """The first day of the month of a day."""

    def made(rows: Rows) -> Any:
        days = day(column)(rows)
        return pc.floor_temporal(days, unit="month").cast(pa.date32())

    return made


def time(column: str) -> Cell:
    """A time of day in seconds after midnight."""
    return lambda rows: rows.each(column, seconds_in, pa.int32())


def moment(name: str, column: str) -> dict[str, Cell]:
    """A day and a time of day out of one column, by the clock on the wall."""

    def of_day(rows: Rows) -> Any:
        if not rows.has(column):
            return pa.nulls(len(rows), pa.date32())
        return rows.taken(_days(rows.sheet.moments(column)[0]))

    def of_time(rows: Rows) -> Any:
        if not rows.has(column):
            return pa.nulls(len(rows), pa.int32())
        seconds = rows.sheet.moments(column)[1]
        return rows.taken(pa.array(seconds.astype(np.int32), mask=seconds == NO_TIME))

    return {f"{name}_day" if name else "day": of_day, f"{name}_time" if name else "time": of_time}


def _days(days: Any) -> Any:
    """Days of numpy as an Arrow column."""
    return pa.array(days.astype("datetime64[D]").astype(np.int64).astype(np.int32), mask=np.isnat(days)).cast(
        pa.date32()
    )


def number(column: str) -> Cell:
    """A number to three decimals; blank where it is none."""
    return lambda rows: rows.each(column, number_in, NUMBER)


def number_in(text: str) -> Decimal | None:
    """A number in plain digits, exact to three decimals."""
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    return round(found, 3) if found.is_finite() and abs(found) < 10**9 else None
