"""The envelope through time, scope that moves on a date, and financial years inside contract years."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from evenlode.finance.case import Case
from evenlode.finance.envelope import envelope_by_year
from evenlode.finance.scope import Move, scope_on
from evenlode.finance.tables import Fact
from evenlode.finance.years import financial_year, in_period, months, year_names
from evenlode.job.financing import envelope_of
from evenlode.problems import Refusal
from evenlode.results import Period
from evenlode.terms.reading import read_contract


def fact(counts_as: str, value: str, year: str) -> Fact:
    return Fact(counts_as, Fraction(value), year, counts_as, "a page")


def move(on: date, amount: int = 120, origin: str = "later", to: str = "initial scope") -> Move:
    return Move("Carers support", origin, to, Fraction(amount), on, "CV-90")


def test_each_year_is_the_one_before_and_its_lines() -> None:
    """1000, then +10% and 50 of investment, then growth of 1% and a printed value 2 above what the lines come to."""
    years = envelope_by_year(
        [
            fact("value", "1000", "2015/16"),
            fact("inflator", "0.1", "2016/17"),
            fact("investment", "50", "2016/17"),
            fact("growth", "0.01", "2017/18"),
            fact("value", "1163.5", "2017/18"),
            fact("contribution", "200", "every year"),
            fact("beside", "30", "2016/17 to 2017/18"),
        ]
    )
    assert [year.closing for year in years] == [1000, 1150, Fraction("1163.5")]
    assert [line.amount for line in years[2].lines] == [Fraction("11.5"), 2]
    assert years[2].not_explained == 2
    assert [year.rest for year in years] == [800, 950, Fraction("963.5")]
    assert years[2].real(years[2].contributions[0]) == Fraction(200) / Fraction("1.1")
    assert [len(year.beside) for year in years] == [0, 1, 1]


def test_without_a_printed_value_there_is_no_start() -> None:
    with pytest.raises(Refusal, match="no start"):
        envelope_by_year([fact("inflator", "0.1", "2016/17")])


def test_scope_that_moves_in_mid_year_counts_by_its_months_and_then_whole() -> None:
    facts = [fact("value", "1000", "2015/16"), fact("inflator", "0", "2018/19")]
    years = envelope_by_year(facts, moves=[move(date(2016, 10, 1))])
    assert [year.closing for year in years] == [1000, 1060, 1120, 1120]
    away = envelope_by_year(facts, moves=[move(date(2017, 4, 1), origin="initial scope", to="out")])
    assert [year.closing for year in away] == [1000, 1000, 880, 880]
    beside = envelope_by_year(facts, moves=[move(date(2017, 4, 1), origin="later", to="out")])
    assert [year.closing for year in beside] == [1000] * 4


def test_a_move_changes_the_scope_table_from_its_day_on(case: Case) -> None:
    scope, on = case.declared.scope, date(2016, 10, 1)
    assert scope_on(scope, [move(on)], date(2016, 9, 30)) == scope
    after = scope_on(scope, [move(on)], on)
    assert (after.cell("Carers support", "later"), after.cell("Carers support", "initial scope")) == (199, 120)
    assert after.printed_totals == {}
    assert scope.printed_totals


MOVES = """table: moves
title: Moves
reference: none
kind: scope moves
unit: GBP thousand
rows: |
  service       | from  | to            | amount | on         | by
  Carers support | later | initial scope | £120k  | 2017-10-01 | CV-04
"""


def test_a_contract_declares_its_moves_and_they_reach_the_envelope(folder: Path) -> None:
    path = folder / "finance" / "moves.yaml"
    path.write_text(MOVES, encoding="utf-8")
    years, _ = envelope_of(read_contract(folder))
    lines = {year.year: [line for line in year.lines if "Carers" in line.what] for year in years}
    assert [(year, line.amount, line.source) for year in lines for line in lines[year]] == [
        ("2017/18", 60, "CV-04"),
        ("2018/19", 60, "CV-04"),
    ]
    spoilt = MOVES.replace("CV-04", "CV-99").replace("2017-10-01", "2017-13-01").replace("| later |", "| early |")
    path.write_text(spoilt, encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        read_contract(folder)
    said = [(problem.file, problem.line) for problem in refused.value.problems]
    assert said == [("finance/moves.yaml", 8)] * 3


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (move(date(2016, 1, 1), amount=320), "holds £319k"),
        (Move("Nobody", "later", "out", Fraction(1), date(2016, 1, 1), "x"), "no service"),
        (move(date(2016, 1, 1), to="nowhere"), "no column"),
    ],
)
def test_a_move_that_cannot_be_is_refused(case: Case, wrong: Move, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        scope_on(case.declared.scope, [wrong], date(2017, 1, 1))


def test_a_contract_year_takes_half_of_two_financial_years_leap_or_not() -> None:
    yearly = {"2015/16": Fraction(100), "2016/17": Fraction(200)}
    assert in_period(yearly, Period(date(2015, 10, 1), date(2016, 9, 30))) == 150
    assert in_period(yearly, Period(date(2016, 10, 1), date(2017, 9, 30))) is None
    assert months(date(2016, 2, 1), date(2016, 3, 31)) == 2
    assert months(date(2016, 2, 15), date(2016, 2, 29)) == Fraction(15, 29)


def test_names_of_years() -> None:
    assert year_names("2015/16 to 2017/18") == ("2015/16", "2016/17", "2017/18")
    assert year_names("every year") is None
    assert financial_year("1999/00") == Period(date(1999, 4, 1), date(2000, 3, 31))
    with pytest.raises(Refusal, match="no financial year"):
        financial_year("2015/17")
