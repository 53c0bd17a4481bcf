"""Given: what a report is built from, and what every part of it asks again and again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evenlode.instruments.change_counts import ChangeCounts
from evenlode.report.notes import Note
from evenlode.report.report import Split
from evenlode.results import EVERYONE, Judgement, Outturn, Payment, Period
from evenlode.terms.contract import Contract
from evenlode.terms.terms import Terms


@dataclass(frozen=True, slots=True)
class Given:
    """What a report is built from, and what every part of it asks for again and again."""

    contract: Contract
    terms: Terms
    outturns: Sequence[Outturn]
    judgements: Sequence[Judgement]
    payment: Payment | None
    earlier: Sequence[Judgement]
    benchmarks: Sequence[Outturn]
    invented: bool
    replay: bool
    official: Sequence[Outturn] = ()
    changes: Sequence[ChangeCounts] = ()
    notes: Sequence[Note] = ()

    @property
    def year(self) -> Period:
        """The contract year of the report."""
        return self.terms.year

    def judgement(self, indicator: str) -> Judgement | None:
        """The judgement of the year for everyone together, or None."""
        found = (one for one in self.judgements if one.provider == one.segment == EVERYONE)
        return next((one for one in found if one.indicator == indicator), None)

    def split(self, outcome: str, indicator: str | None = None) -> Split | None:
        """The money of an outcome, or of one indicator of it; None where the report has no money."""
        if self.payment is None:
            return None
        lines = [line for line in self.payment.lines if line.outcome == outcome]
        return sum(
            (
                Split(line.earned, line.held, line.not_earned, line.not_on_offer)
                for line in lines
                if indicator is None or line.indicator == indicator
            ),
            Split(),
        )

    def judged_in(self, year: Period) -> list[Judgement]:
        """The judgements of a year, this one or an earlier one."""
        return [one for one in (*self.earlier, *self.judgements) if one.period == year]

    def year_name(self, year: Period) -> str:
        """'year 2'."""
        return f"year {self.contract.year_number(year)}"
