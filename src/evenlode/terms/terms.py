"""Terms: all that judging and paying need to know of a contract for one contract year, as exact values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from evenlode.money import Pence
from evenlode.results import Grain, Kind, Period, Polarity, Stage
from evenlode.terms.forms.contract import Destination
from evenlode.terms.money_terms import CapitationTerms, FlowTerms, GainShareTerms, Uplift

ShapeName = Literal[
    "target",
    "levels",
    "any_improvement",
    "linear",
    "better_of",
    "unit_price",
    "reporting",
    "percentile_ladder",
    "none",
]
"""The judging shapes, each a module of payment/shapes."""


@dataclass(frozen=True, slots=True)
class Line:
    """One dated line to compare an outturn with. value: a share of 1, or a figure in the indicator's own unit."""

    start: date
    value: Fraction
    is_share: bool
    variation: str | None = None
    reference: str | None = None
    illustrative: str | None = None


@dataclass(frozen=True, slots=True)
class Ladder:
    """Levels in force from a day, lowest first: name, threshold, and the share of the money that each pays."""

    start: date
    levels: tuple[tuple[str, Line, Fraction], ...]
    variation: str | None = None


@dataclass(frozen=True, slots=True)
class Improvement:
    """What `better_of` counts improvement from, in force from a day, and whether it counts in ten whole points."""

    start: date
    baseline: Fraction
    in_ten_points: bool = False


@dataclass(frozen=True, slots=True)
class Price:
    """What each outcome reached pays, in force from a day, and the most that all of them pay."""

    start: date
    price: Pence
    cap: Pence | None = None
    variation: str | None = None


@dataclass(frozen=True, slots=True)
class CompleteReturn:
    """What a return must be to be paid for, in force from a day: its coverage, and how soon after the year it comes."""

    start: date
    coverage: Fraction
    within_days: int | None = None
    variation: str | None = None


@dataclass(frozen=True, slots=True)
class IndicatorTerms:
    """How one indicator is judged and weighted in the year.

    shape: the judging shape, the name of a module of payment/shapes. lines: every dated target of the contract,
    so that the line of any day can be found and its history shown. ladders: the same for levels; and for the other
    shapes that climb, as floor and ceiling, threshold and benchmark, or steps of percentiles.
    weight: its share of the outcome's money on the judging day.
    """

    indicator: str
    code: str
    title: str
    outcome: str
    shape: ShapeName
    kind: Kind
    grain: Grain
    polarity: Polarity
    stage: Stage
    weight: Fraction
    lines: tuple[Line, ...]
    ladders: tuple[Ladder, ...]
    minimum_denominator: int
    minimum_coverage: Fraction | None
    provider: Literal["all", "lead provider"] = "all"
    improvements: tuple[Improvement, ...] = ()
    prices: tuple[Price, ...] = ()
    returns: tuple[CompleteReturn, ...] = ()

    def line_on(self, day: date) -> Line | None:
        """The target in force on the day, or None where the indicator has none yet."""
        return next((line for line in reversed(self.lines) if line.start <= day), None)

    def ladder_on(self, day: date) -> Ladder | None:
        """The levels in force on the day, or None where the indicator has none yet."""
        return next((ladder for ladder in reversed(self.ladders) if ladder.start <= day), None)

    def improvement_on(self, day: date) -> Improvement | None:
        """What improvement is counted from on the day, or None."""
        return next((one for one in reversed(self.improvements) if one.start <= day), None)

    def price_on(self, day: date) -> Price | None:
        """The price in force on the day, or None."""
        return next((price for price in reversed(self.prices) if price.start <= day), None)

    def return_on(self, day: date) -> CompleteReturn | None:
        """What a return must be on the day, or None."""
        return next((one for one in reversed(self.returns) if one.start <= day), None)


@dataclass(frozen=True, slots=True)
class OutcomeTerms:
    """One outcome in the year: its points, or what each level pays of the pot, and its indicators in force.

    not_measured: the contract's own words for why no indicator is in force; None where at least one is.
    """

    outcome: str
    number: int
    title: str
    points: Fraction | None
    pays: Mapping[str, Fraction]
    indicators: tuple[IndicatorTerms, ...]
    not_measured: str | None
    headline: str | None = None


@dataclass(frozen=True, slots=True)
class Gate:
    """A data-quality gate: without this indicator achieved, only a share of what is earned is paid.

    keeps: that share. otherwise: where the rest goes.
    """

    indicator: str
    keeps: Fraction
    otherwise: Literal["to_reinvestment", "hold"]


@dataclass(frozen=True, slots=True)
class Rules:
    """The contract's rules of judging and of where money goes.

    gates: those in force in the year. bonus_feedback: the indicator that must be achieved as well for the bonus.
    """

    judging_day: Literal["last day of the period", "by month"]
    partial: Literal["half of its periods", "lowest level", "never"]
    outcome_achieved: Literal["all", "weighted", "headline"]
    outcome_achieved_weight: Fraction | None
    not_assessable: Destination
    not_measured: Destination
    baseline_pays: Literal["nothing", "complete data"]
    gates: tuple[Gate, ...] = ()
    bonus_feedback: str | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """The contract on a day: the year that holds it, its pot, its outcomes in order, its bonus and its rules.

    Beside the pot: the annual value on the year's first day and on the contract's, the share of the pot that is paid
    in advance, and the terms of gain share, capitation, uplifts and flows to partners, where the contract has any.
    """

    contract: str
    title: str
    year: Period
    pot: Pence
    basis: Literal["withheld", "additional"]
    divided_by: Literal["points", "pot_percent"]
    funders: Mapping[str, Fraction]
    outcomes: tuple[OutcomeTerms, ...]
    bonus_points: Fraction
    rules: Rules
    annual_value: Pence = 0
    first_value: Pence = 0
    advance: Fraction = Fraction(0)
    gain_share: GainShareTerms | None = None
    capitation: CapitationTerms | None = None
    uplifts: tuple[Uplift, ...] = ()
    flows: tuple[FlowTerms, ...] = ()

    def indicators(self) -> tuple[IndicatorTerms, ...]:
        """Every indicator in force, in the order of the contract."""
        return tuple(indicator for outcome in self.outcomes for indicator in outcome.indicators)
