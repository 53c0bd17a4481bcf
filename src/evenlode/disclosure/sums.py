"""What a release is made of: base cells that no table divides further, and figures, each a sum over base cells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from evenlode.results import EVERYONE, Period

NOBODY = "no provider"
"""The provider of the people whom the total counts and no provider does."""


class Table(StrEnum):
    """The tables of a release, from the one that everybody reads to the one that shows the smallest groups."""

    HEADLINE = "headline"
    BY_PROVIDER = "by-provider"
    BY_SEGMENT = "by-segment"
    BY_BOTH = "by-provider-and-segment"

    @classmethod
    def of(cls, provider: str, segment: str) -> Table:
        """The table in which a figure of this provider and segment stands."""
        if provider == EVERYONE:
            return cls.HEADLINE if segment == EVERYONE else cls.BY_SEGMENT
        return cls.BY_PROVIDER if segment == EVERYONE else cls.BY_BOTH


class Span(StrEnum):
    """How long a figure is: the grains of an outturn, and the year to date, which is made of months."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR_TO_DATE = "year to date"
    CONTRACT_YEAR = "contract year"
    ROLLING_YEAR = "rolling 12 months"


class Place(NamedTuple):
    """Where a base cell lies: its provider, its piece of the segments, its first and its last day."""

    provider: str
    piece: str
    start: date
    end: date

    @property
    def period(self) -> Period:
        """Its days."""
        return Period(self.start, self.end)


class Counts(NamedTuple):
    """People who meet the indicator, and those counted who do not."""

    numerator: int = 0
    complement: int = 0

    @property
    def denominator(self) -> int:
        """Everybody counted."""
        return self.numerator + self.complement

    def plus(self, other: Counts, times: int = 1) -> Counts:
        """Both added up, the other one as many times as said."""
        return Counts(self.numerator + times * other.numerator, self.complement + times * other.complement)


@dataclass(frozen=True, slots=True)
class BaseCell:
    """The exact counts of one place, as the run knew them."""

    place: Place
    counts: Counts


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of a table with its exact counts, and which base cells of its sheet it adds up.

    spare: by how much its counts differ from that sum, because a total counts a person once whom two parts count.
    The audit grants an attacker to know it.
    """

    span: Span
    period: Period
    provider: str
    segment: str
    definition: str
    counts: Counts
    cells: tuple[int, ...]
    spare: Counts

    @property
    def table(self) -> Table:
        """The table in which it stands."""
        return Table.of(self.provider, self.segment)

    @property
    def key(self) -> tuple[str, date, date, str, str]:
        """What the figure is of, within its indicator."""
        return (self.span.value, self.period.start, self.period.end, self.provider, self.segment)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything of one indicator that a release shows, or hides, and the base cells beneath.

    grid: how long the base cells are and how segments lie in one another. Sheets of two grids cannot be laid beside
    each other.
    """

    indicator: str
    cells: tuple[BaseCell, ...]
    figures: tuple[Figure, ...]
    grid: str = ""

    def name(self, figure: Figure) -> str:
        """The figure in words that a message can give: names and days, no count."""
        who = "all providers" if figure.provider == EVERYONE else figure.provider
        whom = "all segments" if figure.segment == EVERYONE else figure.segment
        return f"{self.indicator}, {figure.span} {figure.period}, {who}, {whom}"
