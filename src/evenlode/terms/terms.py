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
class IndicatorTerms:
    """How one indicator is judged and weighted in the year.

    shape: the judging shape, the name of a module of payment/shapes. lines: every dated target of the contract,
    so that the line of any day can be found and its history shown. ladders: the same for levels.
    weight: its share of the outcome's money on the judging day.
    """

    indicator: str
    code: str
    title: str
    outcome: str
    shape: Literal["target", "levels", "any_improvement", "none"]
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

    def line_on(self, day: date) -> Line | None:
        """The target in force on the day, or None where the indicator has none yet."""
        return next((line for line in reversed(self.lines) if line.start <= day), None)

    def ladder_on(self, day: date) -> Ladder | None:
        """The levels in force on the day, or None where the indicator has none yet."""
        return next((ladder for ladder in reversed(self.ladders) if ladder.start <= day), None)


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
class Rules:
    """The contract's rules of judging and of where money goes."""

    judging_day: Literal["last day of the period", "by month"]
    partial: Literal["half of its periods", "lowest level", "never"]
    outcome_achieved: Literal["all", "weighted", "headline"]
    outcome_achieved_weight: Fraction | None
    not_assessable: Destination
    not_measured: Destination
    baseline_pays: Literal["nothing", "complete data"]


@dataclass(frozen=True, slots=True)
class Terms:
    """The contract on a day: the year that holds it, its pot, its outcomes in order, its bonus and its rules."""

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

    def indicators(self) -> tuple[IndicatorTerms, ...]:
        """Every indicator in force, in the order of the contract."""
        return tuple(indicator for outcome in self.outcomes for indicator in outcome.indicators)
