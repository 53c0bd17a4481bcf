"""Small terms and outturns for the payment tests, each said in a line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from evenlode.results import Grain, Kind, Outturn, Period, Polarity, Stage
from evenlode.terms.terms import IndicatorTerms, Ladder, Line, OutcomeTerms, Rules, Terms

YEAR = Period(date(2017, 10, 1), date(2018, 9, 30))
START = date(2015, 10, 1)


def make_line(value: str, start: date = START, variation: str | None = None) -> Line:
    return Line(start, Fraction(value), is_share=True, variation=variation)


def make_ladder(start: date = START, **levels: tuple[str, str]) -> Ladder:
    """make_ladder(good=("45%", "9/20")): the threshold and what reaching it pays of the indicator's money."""
    rungs = tuple((name, make_line(line, start), Fraction(pays)) for name, (line, pays) in levels.items())
    return Ladder(start, rungs)


def make_indicator(name: str = "a", **changes: Any) -> IndicatorTerms:
    """A proportion with a target of 60% from the start, in its performance stage, unless changed."""
    values: dict[str, Any] = {
        "indicator": name,
        "code": name.upper(),
        "title": f"Indicator {name}",
        "outcome": "one",
        "shape": "target",
        "kind": Kind.PROPORTION,
        "grain": Grain.MONTH,
        "polarity": Polarity.HIGHER_IS_BETTER,
        "stage": Stage.PERFORMANCE,
        "weight": Fraction(1),
        "lines": (make_line("3/5"),),
        "ladders": (),
        "minimum_denominator": 30,
        "minimum_coverage": None,
    }
    if "ladders" in changes:
        values |= {"lines": (), "shape": "levels"}
    return IndicatorTerms(**(values | changes))


def make_outcome(name: str, *indicators: IndicatorTerms, number: int = 1, **changes: Any) -> OutcomeTerms:
    values: dict[str, Any] = {
        "outcome": name,
        "number": number,
        "title": f"Outcome {name}",
        "points": Fraction(100),
        "pays": {},
        "indicators": indicators,
        "not_measured": None if indicators else "nobody has agreed how",
    }
    return OutcomeTerms(**(values | changes))


def make_terms(*outcomes: OutcomeTerms, **changes: Any) -> Terms:
    """A pot of a million pounds divided by points, the contract's default rules, unless changed; rules by name."""
    rules: dict[str, Any] = {
        "judging_day": "last day of the period",
        "partial": "half of its periods",
        "outcome_achieved": "all",
        "outcome_achieved_weight": None,
        "not_assessable": "to_reinvestment",
        "not_measured": "to_reinvestment",
        "baseline_pays": "nothing",
    }
    rules |= {name: changes.pop(name) for name in list(changes) if name in rules}
    values: dict[str, Any] = {
        "contract": "small",
        "title": "A small contract",
        "year": YEAR,
        "pot": 100_000_000,
        "basis": "withheld",
        "divided_by": "points",
        "funders": {},
        "outcomes": outcomes,
        "bonus_points": Fraction(0),
        "rules": Rules(**rules),
    }
    return Terms(**(values | changes))


def make_outturn(
    name: str = "a", numerator: int | None = 700, denominator: int | None = 1000, **changes: Any
) -> Outturn:
    """The figure of the contract year for everyone together, unless changed."""
    values: dict[str, Any] = {
        "indicator": name,
        "definition": "first",
        "kind": Kind.PROPORTION,
        "grain": Grain.CONTRACT_YEAR,
        "period": YEAR,
        "numerator": numerator,
        "denominator": denominator,
    }
    return Outturn(**(values | changes))


def make_months(name: str, figures: list[tuple[int | None, int | None]]) -> list[Outturn]:
    """A figure for each month of the year from the first."""
    months = zip(YEAR.months(), figures, strict=False)
    return [make_outturn(name, n, d, grain=Grain.MONTH, period=month) for month, (n, d) in months]


@pytest.fixture
def line() -> Callable[..., Line]:
    return make_line


@pytest.fixture
def ladder() -> Callable[..., Ladder]:
    return make_ladder


@pytest.fixture
def indicator() -> Callable[..., IndicatorTerms]:
    return make_indicator


@pytest.fixture
def outcome() -> Callable[..., OutcomeTerms]:
    return make_outcome


@pytest.fixture
def terms() -> Callable[..., Terms]:
    return make_terms


@pytest.fixture
def outturn() -> Callable[..., Outturn]:
    return make_outturn


@pytest.fixture
def months() -> Callable[..., list[Outturn]]:
    return make_months
