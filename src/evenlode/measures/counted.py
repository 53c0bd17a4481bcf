"""Counted rows: what every measure gives, and what summing up needs to know of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from evenlode.data.questions import Question
from evenlode.data.store import Store
from evenlode.population.sets import by_segment
from evenlode.results import Period
from evenlode.terms.definitions import Definition
from evenlode.terms.form import Form

if TYPE_CHECKING:
    import ibis

COLUMNS = (
    "indicator",
    "unit",
    "person",
    "provider",
    "segment",
    "from_month",
    "to_month",
    "numerator",
    "denominator",
    "missing",
    "untimed",
    "rank",
)
"""The columns of counted rows.

unit: what is counted once, the person or an event by its own name. provider and segment: where the row is shown;
EVERYONE in the rows of a total. No two snapshot rows of one unit, provider and segment overlap, totals included, so
that adding rows up counts people once. from_month, to_month: month numbers (evenlode.data.months), both included; a
snapshot row holds at the last day of each of them, an event row lasts the month it fell in. numerator, denominator,
missing, untimed: 0 or 1. A row that is missing and not in the denominator is one that the definition leaves out.
rank: 0 or more, for events: among the rows of one unit, provider and segment in one period only those of the highest
rank count, so that a measure whose latest event decides gives the number of its day.
"""


class Nature(StrEnum):
    """How the rows of a measure add up over time."""

    SNAPSHOT = "snapshot"
    EVENT = "event"


class Measure(Protocol):
    """What a measure's file must hold, beside a docstring whose first line says which rows count.

    It may also have `needs(parameters)`: tables of the store that must all be there. And it may have
    `to_change(store, definition, parameters, days)`: what would change the answer for those who count against the
    indicator on the days, as a `evenlode.measures.changing.ToChange`, for `evenlode gaps`.

    Three more functions let gaming signals look at it: `from_line(store, definition, parameters)` (see
    evenlode.measures.near_line), `known_before(store, definition, parameters, segments, months)`, rows (provider,
    month, worse, missing) of people whose earlier state is known, and `left_out(store, definition, parameters)`, rows
    (provider, day, out) of the events it could count.

    It builds its rows from what it is given and from the shape of the store, and fetches none: a query is kept and
    used again for other rows, see evenlode.data.planned.

    A snapshot measure takes its people from `caseload`, with sets of segments in `segment`. A measure of events gives
    each event under its own provider and segment, a null segment for somebody in none; the totals are added to it.
    """

    Parameters: type[Form]
    NATURE: Nature

    def reads(self, parameters: Form) -> tuple[str, ...]:
        """Tables of the store, any one of which is enough to measure by."""

    def count(
        self, store: Store, definition: Definition, parameters: Form, segments: ibis.Table, span: Period
    ) -> ibis.Table:
        """Counted rows for the days of the span, without `indicator`.

        It may leave out `unit` (the person), `missing` and `untimed` (none), and `rank` (0).
        """

    def steps(
        self, store: Store, definition: Definition, parameters: Form, month: Period
    ) -> list[tuple[str, ibis.Table]]:
        """Rows of the tables it reads, narrowed one condition at a time, for `evenlode explain`."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One definition's counted rows as a question, with how they add up over time.

    The rows lie in the days on which the definition is in force. Nothing is worked out before they are asked for.
    bits: where it is there, `segment` in the rows is the number of a set of segments and not a name, and bits is the
    question what the numbers mean (population.sets): each row stands for one under every segment of its set and one
    under EVERYONE.
    """

    definition: Definition
    version: str
    nature: Nature
    question: Question
    bits: Question | None = None

    def rows(self, store: Store) -> ibis.Table:
        """The counted rows, lazily, under COLUMNS and with every segment by its name."""
        rows = self.question.rows(store)
        return by_segment(rows, self.bits.rows(store)) if self.bits else rows


@dataclass(frozen=True, slots=True)
class Counted:
    """The counted rows of every definition that could be measured; one that has nothing to read is not here."""

    store: Store
    measured: tuple[Measured, ...]

    def rows(self, one: Measured) -> ibis.Table:
        """The counted rows of one of the measured, lazily, under COLUMNS."""
        return one.rows(self.store)
