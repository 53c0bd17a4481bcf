"""The business case's illustration of 2013, section 5: two outcomes, two years, three levels, settled to the pound."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from evenlode.payment import REST, judge, pay
from evenlode.results import Grain, Kind, Outturn, Period, Polarity, Stage, Status
from evenlode.terms.terms import IndicatorTerms, Ladder, Line, OutcomeTerms, Rules, Terms

YEARS = {1: Period(date(2015, 10, 1), date(2016, 9, 30)), 2: Period(date(2016, 10, 1), date(2017, 9, 30))}
POTS = {1: 1_000_000, 2: 3_000_000}
LEVELS = ("good", "improved", "excellent")
PER_CENT_OF_POT = {
    (1, "first"): (9, 18, 40),
    (1, "second"): (0, 0, 0),
    (2, "first"): (18, 25, 50),
    (2, "second"): (10, 25, 50),
}
TOTALS = {1: (9, 18, 40), 2: (28, 50, 100)}
THRESHOLDS = {"good": Fraction(1, 2), "improved": Fraction(3, 5), "excellent": Fraction(7, 10)}
REACHES = {None: 49, "good": 50, "improved": 60, "excellent": 70}


def terms(year: int) -> Terms:
    rungs = tuple((level, Line(YEARS[1].start, at, is_share=True), Fraction(1)) for level, at in THRESHOLDS.items())
    outcomes = tuple(outcome(year, number, name, rungs) for number, name in enumerate(("first", "second"), start=1))
    return Terms(
        contract="illustration",
        title="Two outcomes, two years",
        year=YEARS[year],
        pot=POTS[year] * 100,
        basis="withheld",
        divided_by="pot_percent",
        funders={},
        outcomes=outcomes,
        bonus_points=Fraction(0),
        rules=Rules(
            judging_day="last day of the period",
            partial="never",
            outcome_achieved="all",
            outcome_achieved_weight=None,
            not_assessable="to_reinvestment",
            not_measured="to_reinvestment",
            baseline_pays="nothing",
        ),
    )


def outcome(year: int, number: int, name: str, rungs: tuple[tuple[str, Line, Fraction], ...]) -> OutcomeTerms:
    indicator = IndicatorTerms(
        indicator=f"{name}-indicator",
        code=str(number),
        title=name,
        outcome=name,
        shape="levels",
        kind=Kind.PROPORTION,
        grain=Grain.CONTRACT_YEAR,
        polarity=Polarity.HIGHER_IS_BETTER,
        stage=Stage.PERFORMANCE,
        weight=Fraction(1),
        lines=(),
        ladders=(Ladder(YEARS[1].start, rungs),),
        minimum_denominator=30,
        minimum_coverage=None,
    )
    pays = {level: Fraction(share, 100) for level, share in zip(LEVELS, PER_CENT_OF_POT[year, name], strict=True)}
    return OutcomeTerms(name, number, name, None, pays, (indicator,), None)


def figure(year: int, name: str, numerator: int) -> Outturn:
    period = YEARS[year]
    of = {"numerator": numerator, "denominator": 100}
    return Outturn(f"{name}-indicator", "ours", Kind.PROPORTION, Grain.CONTRACT_YEAR, period, **of)


def settle(year: int, first: str | None, second: str | None) -> dict[str, int]:
    """What each line earned in whole pounds, by outcome, with the four totals."""
    figures = [figure(year, "first", REACHES[first]), figure(year, "second", REACHES[second])]
    judgements = judge(figures, terms(year))
    assert [one.level for one in judgements] == [first, second]
    payment = pay(judgements, terms(year))
    assert payment.pot == POTS[year] * 100
    found = {line.outcome: line.earned for line in payment.lines}
    found |= {"earned": payment.earned, "not earned": payment.not_earned, "not on offer": payment.not_on_offer}
    assert payment.held == 0
    assert all(pence % 100 == 0 for pence in found.values())
    return {name: pence // 100 for name, pence in found.items()}


@pytest.mark.parametrize("year", [1, 2])
@pytest.mark.parametrize("place", range(3))
def test_the_same_level_in_both_outcomes_pays_the_printed_share_of_the_pot(year: int, place: int) -> None:
    level = LEVELS[place]
    found = settle(year, level, level)
    one_per_cent = POTS[year] // 100
    assert found["first"] == PER_CENT_OF_POT[year, "first"][place] * one_per_cent
    assert found["second"] == PER_CENT_OF_POT[year, "second"][place] * one_per_cent
    assert found["earned"] == TOTALS[year][place] * one_per_cent


@pytest.mark.parametrize("year", [1, 2])
@pytest.mark.parametrize("first", [None, *LEVELS])
@pytest.mark.parametrize("second", [None, *LEVELS])
def test_every_mixture_of_levels_pays_each_outcome_its_own(year: int, first: str | None, second: str | None) -> None:
    found = settle(year, first, second)
    of_first, of_second = (dict(zip(LEVELS, PER_CENT_OF_POT[year, name], strict=True)) for name in ("first", "second"))
    expected = (of_first.get(first or "", 0) + of_second.get(second or "", 0)) * POTS[year] // 100
    assert found["earned"] == expected
    assert found["earned"] + found["not earned"] + found["not on offer"] == POTS[year]


def test_levels_are_alternatives_and_never_add_up() -> None:
    assert settle(2, "excellent", "excellent")["first"] == 1_500_000  # not 18% + 25% + 50% of the pot


def test_in_year_1_six_tenths_of_the_pot_are_on_offer_to_nobody_and_a_line_says_so() -> None:
    found = settle(1, "excellent", "excellent")
    assert (found["earned"], found["not earned"], found["not on offer"]) == (400_000, 0, 600_000)
    payment = pay(judge([], terms(1)), terms(1))
    rest = payment.lines[-1]
    assert (rest.outcome, rest.indicator, rest.share_of_pot, rest.not_on_offer) == (REST, None, 60_000_000, 60_000_000)
    assert "not on offer" in rest.because


def test_in_year_2_all_of_the_pot_is_on_offer() -> None:
    found = settle(2, None, "good")
    assert (found["earned"], found["not earned"], found["not on offer"]) == (300_000, 2_700_000, 0)
    assert REST not in found


def test_an_outcome_that_pays_nothing_in_the_year_is_judged_all_the_same() -> None:
    payment = pay(judge([figure(1, "second", 70)], terms(1)), terms(1))
    (second,) = [line for line in payment.lines if line.outcome == "second"]
    assert (second.status, second.level, second.share_of_pot) == (Status.ACHIEVED, "excellent", 0)
