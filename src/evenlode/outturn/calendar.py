"""The contract's calendar: which months make up a quarter, a contract year and a rolling year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evenlode.data.months import first_day, last_day, month_number
from evenlode.problems import refuse
from evenlode.results import Grain, Period


@dataclass(frozen=True, slots=True)
class Span:
    """A period as months: its grain, its first and last month, and its number among those of its grain.

    A month and a rolling year are numbered by their (last) month, a quarter and a contract year from 0 in the order
    of the contract.
    """

    grain: Grain
    first: int
    last: int
    number: int

    @property
    def months(self) -> range:
        """The numbers of its months."""
        return range(self.first, self.last + 1)

    @property
    def period(self) -> Period:
        """Its days."""
        return Period(first_day(self.first), last_day(self.last))


def contract_start(contract_years: Sequence[Period]) -> int:
    """The contract's first month. A Refusal where its years do not begin with a month."""
    start = contract_years[0].start
    if start.day != 1:
        said = f"the contract year starts on {start}, and outturns are made of whole months"
        raise refuse("PERIOD.MONTH", said, "Let the contract start on the first day of a month", field="term.start")
    return month_number(start)


def spans(contract_years: Sequence[Period], inside: Period) -> Iterator[Span]:
    """Every month, quarter, contract year and rolling year of the contract that lies wholly inside the period."""
    start = contract_start(contract_years)
    end = month_number(contract_years[-1].end)
    for month in range(start, end + 1):
        since = month - start
        found = [Span(Grain.MONTH, month, month, month)]
        if since % 3 == 2:
            found.append(Span(Grain.QUARTER, month - 2, month, since // 3))
        if since % 12 == 11:
            found.append(Span(Grain.CONTRACT_YEAR, month - 11, month, since // 12))
        if since >= 11:
            found.append(Span(Grain.ROLLING_YEAR, month - 11, month, month))
        yield from (span for span in found if inside.covers(span.period))
