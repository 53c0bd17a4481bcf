"""Notes: what a named person said of a figure on a day. A note stands beside its figure and never changes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from evenlode.report.tables import Table
from evenlode.report.words import period_name, short_day
from evenlode.results import Grain, Period


@dataclass(frozen=True, slots=True)
class Note:
    """A note on the figure of an indicator or standard in a period. number: of its journal entry; by: who signed it."""

    number: int
    indicator: str
    period: Period
    said: str
    by: str
    on: date

    @property
    def figure(self) -> str:
        """Which figure it is about, as tables name it: 'Sep 2018', or the days for a longer period."""
        is_month = (self.period.start.year, self.period.start.month) == (self.period.end.year, self.period.end.month)
        if is_month:
            return period_name(self.period, Grain.MONTH)
        return f"{short_day(self.period.start)} to {short_day(self.period.end)}"

    @property
    def who(self) -> str:
        """The name alone, without the address that stands behind it in a signature."""
        return self.by.split(" <")[0]


def notes_table(code: str, notes: tuple[Note, ...]) -> Table | None:
    """The notes, newest first; None where there is none."""
    if not notes:
        return None
    rows = tuple((one.figure, one.said, one.who, short_day(one.on)) for one in reversed(notes))
    return Table(f"Notes on {code}, newest first", ("Figure", "Note", "By", "On"), rows)
