"""What a supplied file gives: outturns, judgements, benchmarks, audited costs, head counts, and what was noticed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from evenlode.money import Pence
from evenlode.problems import Problem
from evenlode.results import AuditedCosts, HeadCount, Outturn, Period, Status


@dataclass(frozen=True, slots=True)
class PublishedJudgement:
    """A status that was published for an indicator and a contract year, without figures. Never a value, never money.

    reference: the document or file that prints it; target_as_printed: the target in its own words, where it gives one.
    """

    indicator: str
    period: Period
    status: Status
    reference: str
    target_as_printed: str | None = None
    note: str | None = None

    @property
    def statuses(self) -> Mapping[date, Status]:
        """The status by the first day of its year: the form in which published statuses are replayed."""
        return {self.period.start: self.status}

    @property
    def key(self) -> tuple[str, date, date]:
        """What the status is of: a later one with the same key takes its place."""
        return (self.indicator, self.period.start, self.period.end)


@dataclass(frozen=True, slots=True)
class Audited:
    """The audited costs of a contract year, and the pence held in suspense from earlier statements.

    costs is None where suspense alone was supplied. A later file about a year takes the earlier one's place whole.
    """

    year: Period
    costs: AuditedCosts | None
    suspense: Pence = 0


@dataclass(frozen=True, slots=True)
class Supplied:
    """All that one accepted file gives, in a fixed order whatever the order of its rows.

    benchmarks: official figures that stand beside an indicator, each with its publication, measure and level as the
    stratum; never judged. audited and heads: money and people outside the pot. sha256: of the file's bytes, and of the
    mapping where it was read by one. invented: the file says that its figures are invented. form: what sort of file it
    is, in words.
    """

    outturns: tuple[Outturn, ...]
    judgements: tuple[PublishedJudgement, ...]
    benchmarks: tuple[Outturn, ...]
    findings: tuple[Problem, ...]
    sha256: str
    invented: bool
    file: str = ""
    form: str = ""
    audited: tuple[Audited, ...] = ()
    heads: tuple[HeadCount, ...] = ()
