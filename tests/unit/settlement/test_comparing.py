"""Why two payments differ: each cause alone, all together, and always the whole difference."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from evenlode.results import Grain, Kind, Outturn, Period, Polarity, Stage
from evenlode.settlement.comparing import Amounts, Cause, Compared, Part, Side, compare
from evenlode.terms.terms import IndicatorTerms, Line, OutcomeTerms, Rules, Terms

YEAR = Period(date(2017, 10, 1), date(2018, 9, 30))
NEXT = Period(date(2018, 10, 1), date(2019, 9, 30))
RULES = Rules(
    judging_day="last day of the period",
    partial="never",
    outcome_achieved="all",
    outcome_achieved_weight=None,
    not_assessable="to_reinvestment",
    not_measured="to_reinvestment",
    baseline_pays="nothing",
)


def terms(line: str = "3/5", pot: int = 1000, year: Period = YEAR, later: str | None = None) -> Terms:
    lines = [Line(date(2015, 10, 1), Fraction(line), is_share=True)]
    lines += [Line(NEXT.start, Fraction(later), is_share=True)] if later else []
    indicator = IndicatorTerms(
        indicator="a",
        code="A",
        title="Indicator a",
        outcome="one",
        shape="target",
        kind=Kind.PROPORTION,
        grain=Grain.MONTH,
        polarity=Polarity.HIGHER_IS_BETTER,
        stage=Stage.PERFORMANCE,
        weight=Fraction(1),
        lines=tuple(lines),
        ladders=(),
        minimum_denominator=30,
        minimum_coverage=None,
    )
    outcome = OutcomeTerms("one", 1, "Outcome one", Fraction(100), {}, (indicator,), None)
    return Terms("small", "A small contract", year, pot, "withheld", "points", {}, (outcome,), Fraction(0), RULES)


def outturn(numerator: int, definition: str = "first", year: Period = YEAR) -> Outturn:
    return Outturn("a", definition, Kind.PROPORTION, Grain.CONTRACT_YEAR, year, numerator=numerator, denominator=100)


def earned(found: Compared) -> dict[str, int]:
    return {part.cause.value: part.change.earned for part in found.parts if part.change.earned}


@pytest.mark.parametrize(
    ("new", "causes"),
    [
        (Side(terms(), (outturn(50),)), {"data": -1000}),
        (Side(terms(), (outturn(50, "second"),)), {"definition": -1000}),
        (Side(terms("7/10"), (outturn(60),)), {"target": -1000}),
        (Side(terms(pot=1500), (outturn(60),)), {"price": 500}),
        (Side(terms(), (outturn(60),)), {}),
    ],
)
def test_each_cause_alone(new: Side, causes: dict[str, int]) -> None:
    found = compare(Side(terms(), (outturn(60),)), new)
    assert earned(found) == causes
    assert found.before.earned == 1000


def test_all_together_add_to_the_difference() -> None:
    found = compare(Side(terms(), (outturn(60),)), Side(terms("1/2", pot=3000), (outturn(55),)))
    assert earned(found) == {"data": -1000, "target": 1000, "price": 2000}
    assert found.after - found.before == Amounts(2000, 2000)


def test_another_year_is_compared_on_the_terms_that_stood_then() -> None:
    old, new = terms(later="7/10"), terms(later="7/10", year=NEXT)
    found = compare(Side(old, (outturn(65),)), Side(new, (outturn(65, year=NEXT),)))
    assert earned(found) == {"target": -1000}


def test_what_a_statement_said_otherwise_is_the_software() -> None:
    old = Side(terms(), (outturn(60),))
    found = compare(replace(old, stated=Amounts(1000, 990, 0, 10, 0)), old)
    assert earned(found) == {"software": 10}
    assert found.before.earned == 990


def test_causes_that_do_not_add_up_cannot_be_told() -> None:
    with pytest.raises(ValueError, match="do not add"):
        Compared(Amounts(), Amounts(5, 5), (Part(Cause.DATA, Amounts(5, 4, 1), ()),))


def test_lines_say_where() -> None:
    found = compare(Side(terms(), (outturn(60),)), Side(terms(), (outturn(50),)))
    assert found.parts[0].lines == (("one, a", -1000),)
