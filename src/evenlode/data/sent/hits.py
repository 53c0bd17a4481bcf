"""A hit: one fault of the rows of a sheet, before it is told as a problem."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from evenlode.data.sent.saying import FIRST, shown
from evenlode.data.sent.sheet import Mask, Places, Sheet
from evenlode.problems import Level, Problem


@dataclass(frozen=True, slots=True)
class Hit:
    """What is wrong with which rows.

    field: our name of the column. places: every row that has the fault, in order; `shows` is the one a person looks
    at first, `beside` the rows that are named too and have no fault. Rejected rows are left out of everything; a fault
    that refuses the file leaves out all of them.
    """

    rule: str
    level: Level
    field: str | None
    places: Places
    message: str
    fix: str
    shows: int | None = None
    beside: Places | None = None

    def rejects(self, sheet: Sheet) -> Places:
        """The rows that cannot be used because of it."""
        if self.level is Level.REJECT_FILE:
            return np.arange(len(sheet), dtype=np.int64)
        return self.places if self.level is Level.REJECT_RECORD else self.places[:0]

    def problem(self, sheet: Sheet, fallen: str = "") -> Problem:
        """The problem as everybody tells it. fallen: what falls with these rows, in words."""
        named = self.places if self.beside is None else np.union1d(self.places, self.beside)
        lines = lines_of(sheet, named[:FIRST])
        shows = int(self.places[0]) if self.shows is None else self.shows
        return Problem(
            self.rule,
            self.level,
            sheet.file,
            int(sheet.lines[shows]),
            shown(sheet.sent_as.get(self.field, self.field)) if self.field else None,
            f"{self.message}{fallen}",
            self.fix,
            len(named),
            tuple(lines) if len(named) > 1 else (),
        )


def places_of(rows: Mask) -> Places:
    """The places where the mask is true."""
    return np.flatnonzero(rows).astype(np.int64)


def lines_of(sheet: Sheet, places: Places) -> list[int]:
    """Where a person finds the rows."""
    return [int(sheet.lines[place]) for place in places]
