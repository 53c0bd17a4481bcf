"""The words every step shares: Period, Outturn (what was measured or spent), Judgement (was it met), Payment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from evenlode.money import Pence

EVERYONE = "all"
"""The provider, segment or stratum of an outturn that covers them all."""


class Grain(StrEnum):
    """How long a period is. A year is not the sum of its months: every grain is an outturn of its own."""

    MONTH = "month"
    QUARTER = "quarter"
    CONTRACT_YEAR = "contract year"
    ROLLING_YEAR = "rolling 12 months"


class Kind(StrEnum):
    """What sort of figure an outturn is."""

    PROPORTION = "proportion"
    RATE = "rate"
    MEAN = "mean"
    RATIO = "ratio"
    MEDIAN = "median"
    CHANGE = "change"
    SUPPLIED_VALUE = "supplied value"


class Source(StrEnum):
    """Where a figure or a status came from."""

    MEASURED = "measured"
    SUPPLIED = "supplied"
    PUBLISHED_STATUS = "published status"


class Polarity(StrEnum):
    """Which way is better."""

    HIGHER_IS_BETTER = "higher is better"
    LOWER_IS_BETTER = "lower is better"


class Stage(StrEnum):
    """What an indicator does on a date: sets a baseline, is paid on performance, or is only watched."""

    BASELINE = "baseline"
    PERFORMANCE = "performance"
    MONITORED = "monitored"


class Status(StrEnum):
    """The review's status words, and the three that mean: no answer."""

    ACHIEVED = "achieved"
    PARTIAL = "partial achievement"
    NOT_ACHIEVED = "not achieved"
    NOT_ASSESSABLE = "not assessable"
    NOT_MEASURED = "not measured"
    AWAITING_DATA = "awaiting data"

    @property
    def is_answer(self) -> bool:
        """True for achieved, partial and not achieved: somebody could be told yes or no."""
        return self in (Status.ACHIEVED, Status.PARTIAL, Status.NOT_ACHIEVED)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A closed range of dates: both days belong to it."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"the period ends {self.end} before it starts {self.start}")

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.start <= day <= self.end

    def __str__(self) -> str:
        return f"{say_day(self.start)} to {say_day(self.end)}"

    def covers(self, other: Period) -> bool:
        """True where the other period lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end

    def months(self) -> list[Period]:
        """The calendar months that lie inside the period, in order; a part of a month at either end is left out."""
        found: list[Period] = []
        start = self.start if self.start.day == 1 else next_month(self.start)
        while (end := next_month(start) - timedelta(days=1)) <= self.end:
            found.append(Period(start, end))
            start = next_month(start)
        return found


def next_month(day: date) -> date:
    """The first day of the month after the one that holds the day."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def say_day(day: date) -> str:
    """'1 October 2017'."""
    return f"{day.day} {day:%B %Y}"


@dataclass(frozen=True, slots=True)
class Outturn:
    """What was measured or supplied for one indicator, grain, period, provider and segment: counts, never rounded.

    definition: the version of the definition that gave it. numerator and denominator are counts of people or
    events under the judged missing policy; value is exact decimal text where the figure is not their quotient.
    eligible: how many should have a record; missing: how many of those have none; untimed: how many could not be
    timed, among the eligible or left out of them as the measure says. None means that the supplier did not say.
    """

    indicator: str
    definition: str
    kind: Kind
    grain: Grain
    period: Period
    provider: str = EVERYONE
    segment: str = EVERYONE
    stratum: str = EVERYONE
    numerator: int | None = None
    denominator: int | None = None
    value: str | None = None
    eligible: int | None = None
    missing: int | None = None
    untimed: int | None = None
    source: Source = Source.MEASURED
    as_known_on: date | None = None

    @property
    def key(self) -> tuple[str, str, date, date, str, str, str]:
        """What the outturn is of: a later outturn with the same key takes its place."""
        period = self.period
        return (self.indicator, self.grain.value, period.start, period.end, self.provider, self.segment, self.stratum)

    @property
    def exact(self) -> Fraction | None:
        """The figure as an exact ratio: a proportion as a share of 1, else in its own unit; None where unknown."""
        if self.value is not None:
            return Fraction(self.value)
        if self.numerator is None or not self.denominator:
            return None
        return Fraction(self.numerator, self.denominator)

    @property
    def coverage(self) -> Fraction | None:
        """The share of the eligible with a record; None where the supplier did not say or nobody is eligible."""
        if not self.eligible or self.missing is None:
            return None
        return Fraction(self.eligible - self.missing, self.eligible)

    @property
    def if_missing_fail(self) -> Fraction | None:
        """The share when a missing record counts against the provider: numerator over everyone eligible."""
        if self.numerator is None or not self.eligible:
            return None
        return Fraction(self.numerator, self.eligible)

    @property
    def if_missing_excluded(self) -> Fraction | None:
        """The share among those with a record."""
        if self.numerator is None or not self.eligible or self.missing is None or self.eligible == self.missing:
            return None
        return Fraction(self.numerator, self.eligible - self.missing)


@dataclass(frozen=True, slots=True)
class Because:
    """Why a judgement came out as it did, in facts that can be checked and one sentence that can be read."""

    sentence: str
    numerator: int | None = None
    denominator: int | None = None
    value: Fraction | None = None
    line: Fraction | None = None
    line_from: date | None = None
    variation: str | None = None
    coverage: Fraction | None = None
    periods_met: int | None = None
    periods_judged: int | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """Was the indicator's line met in the period, at which level, and because of what.

    share: how much of what the indicator could pay it has earned, from 0 to 1, as an exact ratio; nothing to
    do with money yet. level is the name of the level reached, where the contract has levels.
    """

    indicator: str
    period: Period
    status: Status
    share: Fraction
    because: Because
    stage: Stage = Stage.PERFORMANCE
    level: str | None = None
    provider: str = EVERYONE
    segment: str = EVERYONE
    source: Source = Source.MEASURED


@dataclass(frozen=True, slots=True)
class PaymentLine:
    """One share of the pot and where each penny of it goes: earned + held + not_earned + not_on_offer = share_of_pot.

    indicator is None for money that belongs to the outcome as a whole or to the bonus. because says in a
    sentence why the money went where it went; to names where money that is not earned goes.
    """

    outcome: str
    indicator: str | None
    points: Fraction | None
    share_of_pot: Pence
    earned: Pence
    held: Pence
    not_earned: Pence
    not_on_offer: Pence
    status: Status
    because: str
    level: str | None = None


@dataclass(frozen=True, slots=True)
class Payment:
    """What a contract year's pot pays. Its lines add to the pot to the penny."""

    period: Period
    pot: Pence
    basis: str
    lines: tuple[PaymentLine, ...] = field(default=())

    def __post_init__(self) -> None:
        if sum(line.share_of_pot for line in self.lines) != self.pot:
            raise ValueError("the lines of a payment do not add to the pot")
        for line in self.lines:
            if line.earned + line.held + line.not_earned + line.not_on_offer != line.share_of_pot:
                raise ValueError(f"the line of {line.indicator or line.outcome} does not add to its share of the pot")

    @property
    def earned(self) -> Pence:
        """Pence earned."""
        return sum(line.earned for line in self.lines)

    @property
    def held(self) -> Pence:
        """Pence held until data come."""
        return sum(line.held for line in self.lines)

    @property
    def not_earned(self) -> Pence:
        """Pence on offer and not earned: to reinvestment."""
        return sum(line.not_earned for line in self.lines)

    @property
    def not_on_offer(self) -> Pence:
        """Pence that nobody could have earned: to reinvestment."""
        return sum(line.not_on_offer for line in self.lines)


@dataclass(frozen=True, slots=True)
class CarriedLoss:
    """A loss of an earlier year that later savings make good: the last day of that year, and the pence still open."""

    year_end: date
    amount: Pence


@dataclass(frozen=True, slots=True)
class AuditedCosts:
    """What the gain share of a year is worked out from; amounts in pence.

    envelope and actual: the plan and the audited cost of the same services. people: how many the support fee is for.
    costs_of_people: each person's cost, needed for a truncation alone. quality: how many thresholds were met, or the
    points earned of 100. brought_forward: losses of earlier years, the oldest first.
    """

    envelope: Pence
    actual: Pence
    people: int = 0
    costs_of_people: tuple[Pence, ...] = ()
    quality: Fraction | int | None = None
    brought_forward: tuple[CarriedLoss, ...] = ()


@dataclass(frozen=True, slots=True)
class HeadCount:
    """The people of one segment in one month: those the month was paid on, and who joined and left unseen since.

    Where the contract counts by days, all three are days of people in the month.
    """

    month: Period
    segment: str
    people: int
    joiners: int = 0
    leavers: int = 0

    @property
    def after_all(self) -> int:
        """How many it should have been paid on."""
        return self.people + self.joiners - self.leavers


def latest(outturns: Iterable[Outturn]) -> list[Outturn]:
    """One outturn a key, the one given last, in the order of the keys."""
    return [found for _, found in sorted({outturn.key: outturn for outturn in outturns}.items())]
