"""The form of the table dictionary: what a table of the store holds, column by column, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from evenlode.data.codes import CODE_LISTS, CodeList

Kind = Literal["text", "date", "time", "number"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column. needed: a row without it is left out. list_name: the code list its values come from.

    kind: `text`; `date`; `time`, in seconds after midnight by the clock on the wall; or `number`, exact to three
    decimals. observed: a date that cannot be later than the last day of data. short: what a small table may call it.
    repaired: a code of one character gets its leading zero back.
    """

    name: str
    about: str
    kind: Kind = "text"
    needed: bool = False
    list_name: str | None = None
    observed: bool = False
    short: str | None = None
    repaired: bool = False

    @property
    def codes(self) -> CodeList | None:
        """Its code list; None where any text will do."""
        return CODE_LISTS[self.list_name] if self.list_name else None


@dataclass(frozen=True, slots=True)
class TableForm:
    """One table under its declared schema.

    order: (earlier, later) dates that must not be the wrong way round. key: columns that name one record; two
    different records with one key are both left out, unless `ties` says that a measure decides between them.
    known_by: columns by which a record that is sent again is known; without them, the key.
    no_overlap: rows of one person and provider with different values of this column must not overlap in time.
    instead: another table that gives the same, so that one of the two is enough.
    """

    name: str
    about: str
    columns: tuple[Column, ...]
    order: tuple[str, str] | None = None
    key: tuple[str, ...] = ()
    ties: bool = False
    no_overlap: str | None = None
    instead: str | None = None
    known_by: tuple[str, ...] = ()

    @property
    def record(self) -> tuple[str, ...]:
        """The columns by which a later row takes the place of an earlier one."""
        return self.known_by or self.key

    def column(self, name: str) -> Column:
        """The column of this name."""
        return next(column for column in self.columns if column.name == name)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its columns, in order."""
        return tuple(column.name for column in self.columns)


PERSON = Column("person", "the person's pseudonym", needed=True)
PROVIDER = Column("provider", "the party that sent the row, by its name in the contract", needed=True)
FROM = Column("from_day", "first day in force", "date", needed=True, observed=True, short="from")
TO = Column("to_day", "last day in force, which still belongs to it; blank while it lasts", "date", short="to")
DAY = Column("day", "the day it was recorded for", "date", needed=True, observed=True, short="date")


def moment(name: str, about: str, needed: bool = False) -> tuple[Column, Column]:
    """A day and a time of day as two columns. The time is blank where only the day is known, never midnight."""
    return (
        Column(f"{name}_day" if name else "day", about, "date", needed=needed, observed=True),
        Column(
            f"{name}_time" if name else "time", f"{about}: the time of that day; blank where it was not sent", "time"
        ),
    )
