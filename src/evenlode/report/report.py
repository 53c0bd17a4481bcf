"""Report: every word and figure on the page as frozen values. Renderers lay it out and work nothing out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from evenlode.money import Pence
from evenlode.report.signals import SignalsTold
from evenlode.report.sure import ChartFound, FunnelPlot, Limit, Panels, Standing, Unit
from evenlode.results import Period, Status

if TYPE_CHECKING:
    from evenlode.report.notes import Note
    from evenlode.report.tables import Table


class State(StrEnum):
    """The four states of the pot's money. They never blur."""

    EARNED = "earned"
    HELD = "held"
    NOT_EARNED = "not earned"
    NOT_ON_OFFER = "not on offer"


@dataclass(frozen=True, slots=True)
class Split:
    """An amount of the pot in its four states, in pence."""

    earned: Pence = 0
    held: Pence = 0
    not_earned: Pence = 0
    not_on_offer: Pence = 0

    def __add__(self, other: Split) -> Split:
        pairs = zip(self.parts(), other.parts(), strict=True)
        return Split(*(mine + theirs for (_, mine), (_, theirs) in pairs))

    @property
    def total(self) -> Pence:
        """All four together."""
        return self.earned + self.held + self.not_earned + self.not_on_offer

    @property
    def on_offer(self) -> Pence:
        """What somebody could have earned."""
        return self.total - self.not_on_offer

    def parts(self) -> tuple[tuple[State, Pence], ...]:
        """The four states and their amounts, in the order of the bar."""
        amounts = (self.earned, self.held, self.not_earned, self.not_on_offer)
        return tuple(zip(State, amounts, strict=True))


@dataclass(frozen=True, slots=True)
class Pot:
    """The year's pot. whole: the points it is divided by, or 100 where it is divided by per cent of the pot."""

    amount: Pence
    basis: str
    split: Split
    whole: Fraction
    unit: Literal["points", "% of the pot"]

    def in_units(self, amount: Pence) -> Fraction:
        """An amount of the pot in points, or in per cent of the pot."""
        return self.whole * amount / self.amount if self.amount else Fraction(0)


@dataclass(frozen=True, slots=True)
class Fact:
    """A term and what is said of it."""

    term: str
    said: str


@dataclass(frozen=True, slots=True)
class Notice:
    """What the board should decide, before the detail, or know, after it. more: what the points are, where folded."""

    title: str
    text: str
    points: tuple[str, ...] = ()
    more: str | None = None
    is_decision: bool = False


@dataclass(frozen=True, slots=True)
class YearStatus:
    """A status of one contract year."""

    year: str
    status: Status
    target: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """One row of the overview. split is None where no money is reported. before: last year's status, in words.

    leads_to: the anchor of its first indicator.
    """

    number: str
    anchor: str
    title: str
    finding: str
    status: Status | None
    split: Split | None = None
    before: str | None = None
    leads_to: str | None = None


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """One line of the payment: whose share of the pot it is, where it went and why."""

    outcome: str
    indicator: str | None
    title: str
    level: str | None
    status: Status
    split: Split
    because: str


@dataclass(frozen=True, slots=True)
class TargetStep:
    """One dated target. until is None for the last; said holds the levels in words where there are levels."""

    start: date
    until: date | None
    said: str
    value: Fraction | None
    variation: str | None
    variation_title: str | None
    source: str
    is_published: bool
    in_force: bool


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One period's figure. value is None where there is none, and said then says why in words."""

    label: str
    period: Period
    numerator: int | None
    denominator: int | None
    value: Fraction | None
    said: str
    year: str
    target: str | None = None


@dataclass(frozen=True, slots=True)
class GroupRow:
    """The year's figure of one segment or provider."""

    name: str
    numerator: int | None
    denominator: int | None
    said: str
    interval: str | None
    standing: Standing | None = None


@dataclass(frozen=True, slots=True)
class Equity:
    """One attribute: its groups, whether the result differs between them, and whether who has no record does."""

    attribute: str
    groups: tuple[GroupRow, ...]
    differs: str
    left_out: str | None


@dataclass(frozen=True, slots=True)
class Parked:
    """Who is on the caseload at the year's end and was not seen lately: in a sentence, and by group."""

    finding: str
    equity: tuple[Equity, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Who should have a record, who has none, and what the figure would be under either policy for those."""

    eligible: int
    missing: int | None
    untimed: int | None
    coverage: str | None
    missing_fail: str | None
    missing_left_out: str | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Benchmark:
    """An official figure that stands beside an indicator: what it is, and how it differs. Never judged, never paid."""

    label: str
    publication: str
    period: str
    said: str
    differs: str


@dataclass(frozen=True, slots=True)
class Trend:
    """What a trend picture shows. A point without a value is a gap; steps are the targets by date.

    limits: the centre line and limits of the chart, by period; empty where there are none.
    """

    title: str
    subtitle: str
    alt: str
    unit: Unit
    points: tuple[FigureRow, ...]
    steps: tuple[TargetStep, ...]
    years: tuple[tuple[date, str], ...]
    invented: bool
    limits: tuple[Limit, ...] = ()


@dataclass(frozen=True, slots=True)
class Measured:
    """What an indicator and a local quality standard have in common: its figures and where they come from.

    change: what is always said beside a figure of change, chance alone above all; empty beside any other figure.
    """

    slug: str
    code: str
    title: str
    anchor: str
    unit: Unit
    figures: tuple[FigureRow, ...]
    year_figure: FigureRow | None
    interval: str | None
    coverage: Coverage | None
    segments: tuple[GroupRow, ...]
    providers: tuple[GroupRow, ...]
    benchmarks: tuple[Benchmark, ...]
    definition: str
    comes_from: tuple[Fact, ...]
    readings: tuple[str, ...]
    history: tuple[TargetStep, ...]
    trend: Trend | None
    chart: ChartFound | None = None
    panels: Panels | None = None
    equity: tuple[Equity, ...] = ()
    change: tuple[Fact, ...] = ()
    funnel: FunnelPlot | None = None
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class IndicatorPage:
    """One indicator: its finding, status, target, figures, money and definition. outcome: the outcome's number.

    printed: the target as a source prints it; None where figures are invented.
    """

    measured: Measured
    outcome: str
    finding: str
    status: Status | None
    stage: str
    target: str | None
    because: str
    luck: str | None
    split: Split | None
    money: str | None
    statuses: tuple[YearStatus, ...]
    printed: str | None


@dataclass(frozen=True, slots=True)
class StandardPage:
    """One local quality standard: watched, never paid on."""

    measured: Measured
    finding: str
    as_printed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PublishedFacts:
    """What one table or passage of a source prints. Never turned into a figure or into money."""

    title: str
    reference: str
    facts: tuple[Fact, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that is ours because the sources are silent: the reason, and all it applies to."""

    reason: str
    applies_to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Switch:
    """A contradiction in the sources, and the option in force."""

    conflict: str
    option: str
    since: date
    others: tuple[str, ...]
    reference: str


@dataclass(frozen=True, slots=True)
class FindingCount:
    """A finding about the data, by count; never a row of it."""

    rule: str
    effect: str
    count: int
    said: str
    fix: str


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One outturn in full, for the workbook."""

    code: str
    title: str
    grain: str
    period: Period
    provider: str
    segment: str
    unit: Unit
    numerator: int | None
    denominator: int | None
    value: Fraction | None
    said: str
    interval: str | None
    eligible: int | None
    missing: int | None
    untimed: int | None
    source: str
    definition: str


@dataclass(frozen=True, slots=True)
class Report:
    """A contract year, told. replay: published statuses alone, without money. beside: what is paid beside the pot."""

    contract: str
    year: Period
    year_label: str
    headline: str
    lede: str
    invented: bool
    draft: bool
    replay: bool
    data_to: date | None
    pot: Pot | None
    pot_note: str | None
    notices: tuple[Notice, ...]
    outcomes: tuple[OutcomeRow, ...]
    others: tuple[OutcomeRow, ...]
    years: tuple[str, ...]
    indicators: tuple[IndicatorPage, ...]
    standards: tuple[StandardPage, ...]
    lines: tuple[MoneyLine, ...]
    figures: tuple[FigureLine, ...]
    parked: Parked | None
    marks: tuple[Fact, ...]
    published: tuple[PublishedFacts, ...]
    illustrative: tuple[Choice, ...]
    switches: tuple[Switch, ...]
    findings: tuple[FindingCount, ...]
    reinvestment: str | None
    parties: tuple[Fact, ...]
    method: tuple[Fact, ...]
    hashes: tuple[Fact, ...]
    statement_sha256: str | None
    beside: tuple[Table, ...] = ()
    signals: SignalsTold | None = None

    @property
    def standing(self) -> str:
        """'Draft' or 'Final'."""
        return "Draft" if self.draft else "Final"
