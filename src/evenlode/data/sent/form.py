"""The form of the table dictionary: what a table that is sent holds, column by column, as values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from evenlode.data.sent.lists import SentList
from evenlode.problems import Level


class Kind(Enum):
    """How a column's text is read. MOMENT is a day with or without a time, TIME a time of day alone."""

    TEXT = "text"
    DAY = "day"
    MOMENT = "moment"
    TIME = "time"
    SCORE = "score"
    MONEY = "money"
    NHS_NUMBER = "NHS number"


class Must(Enum):
    """What must be there: nothing, the column, or the column with something in every row."""

    MAY = "may"
    COLUMN = "column"
    FILLED = "filled"


@dataclass(frozen=True, slots=True)
class SentColumn:
    """One column. aliases: other names it is sent under; capitals, spaces and _ never matter.

    codes: the list its values come from, and code_level what a value outside it means. said: what people call the
    date in a message. observed: a date that cannot be after the period. pattern, like: what its text must look like,
    as a regular expression and as an example.
    """

    name: str
    kind: Kind = Kind.TEXT
    must: Must = Must.MAY
    aliases: tuple[str, ...] = ()
    codes: SentList | None = None
    code_level: Level = Level.REJECT_RECORD
    said: str = ""
    observed: bool = False
    pattern: str | None = None
    like: str = ""

    @property
    def is_day(self) -> bool:
        """True where it holds days."""
        return self.kind in (Kind.DAY, Kind.MOMENT)


@dataclass(frozen=True, slots=True)
class Parent:
    """A table in which every row of this one has its own, by the first of the columns that both were sent with."""

    table: str
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overlap:
    """Rows of one `of` whose `differs` is different must not be in force on the same day.

    named: the column that a row is called by. said: what a row is.
    """

    of: tuple[str, ...]
    start: str
    end: str
    differs: str
    named: str
    said: str


@dataclass(frozen=True, slots=True)
class ScoredBy:
    """Scores whose range hangs on what was asked: the columns that say it, and the column that holds the score."""

    asked: tuple[str, ...]
    score: str


@dataclass(frozen=True, slots=True)
class MoneyLines:
    """Amounts of a return: the column that names the line, the amount, and lines on which it may be below zero."""

    line: str
    amount: str
    may_be_negative: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SentTable:
    """One table. row: what one row is called.

    either: of these columns at least one, and the first that is there is filled in every row. keys: each a choice of
    columns that name one record; the first that was sent holds, within the columns of `within` that were sent.
    orders: (earlier, later) dates. parents: nearest to a person first.
    """

    name: str
    row: str
    columns: tuple[SentColumn, ...]
    either: tuple[str, ...] = ()
    keys: tuple[tuple[str, ...], ...] = ()
    within: tuple[str, ...] = ("OrgIDProv", "UniqMonthID")
    orders: tuple[tuple[str, str], ...] = ()
    parents: tuple[Parent, ...] = ()
    overlap: Overlap | None = None
    scored: ScoredBy | None = None
    money: MoneyLines | None = None

    def column(self, name: str) -> SentColumn:
        """The column of this name."""
        return next(column for column in self.columns if column.name == name)
