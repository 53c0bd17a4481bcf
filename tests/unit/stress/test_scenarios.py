"""The scenarios: all 34 are there, and each figure that can be worked out another way comes out so."""

from __future__ import annotations

from fractions import Fraction

import pytest
from scipy.stats import binom

from evenlode.stress.assumed import assumptions
from evenlode.stress.bench import Bench
from evenlode.stress.finding import Finding
from evenlode.stress.gaming import without_the_worst
from evenlode.stress.scenarios import finding_of, scenarios
from evenlode.stress.scenarios.needed_numbers import needed
from evenlode.terms.reading import read_contract
from evenlode.terms.shipped import contract_folder


@pytest.fixture(scope="module")
def bench() -> Bench:
    contract = read_contract(contract_folder("oxfordshire-mental-health"))
    year = contract.years()[3]
    terms = contract.terms_on(year.end)
    return Bench(terms, assumptions(contract, terms), years=2_000, envelope=contract.form.annual_value.on(year.start))


@pytest.fixture(scope="module")
def findings(bench: Bench) -> dict[str, Finding]:
    return {one.CODE: finding_of(one, bench) for one in scenarios()}


def test_all_are_there_each_under_its_own_name(findings: dict[str, Finding]) -> None:
    assert list(findings) == [f"S{number}" for number in range(1, 35)]
    assert len({one.title for one in findings.values()}) == 34
    for one in findings.values():
        assert one.sentence.endswith(".")
        assert one.formula
        assert one.source
        assert one.family in ("chance", "measurement", "gaming", "money", "design")
        assert one.figures or one.not_estimable


def test_no_pounds_run_from_high_to_low(findings: dict[str, Finding]) -> None:
    for one in findings.values():
        assert one.pounds is None or one.pounds[0] <= one.pounds[1], one.code


def test_the_false_pass_is_the_tail_of_the_binomial(findings: dict[str, Finding]) -> None:
    """QPR: 600 people, line 55%, truth 50%: at least 330 of 600."""
    qpr = next(one for one in findings["S1"].figures if one.of.startswith("2a-ii "))
    assert qpr.value == pytest.approx(float(binom.sf(329, 600, 0.50)), abs=0.01)


@pytest.mark.parametrize(
    ("worse", "line", "number"),
    [(0.50, 0.55, 654), (0.28, 0.33, 556), (0.88, 0.93, 222), (0.55, 0.60, 641), (0.75, 0.80, 456)],
)
def test_the_numbers_needed(worse: float, line: float, number: int) -> None:
    assert needed(worse, line) == number


def test_dropping_the_poorest_tenth_lifts_the_share_and_nothing_dropped_changes_nothing() -> None:
    assert without_the_worst(0.55, 0.10) == pytest.approx(0.594, abs=0.003)
    assert without_the_worst(0.55, 0.0) == pytest.approx(0.55)


def test_a_ratchet_without_ties_is_one_over_the_years(findings: dict[str, Finding]) -> None:
    assert findings["S17"].figures[-1].value == pytest.approx(1 / 6, abs=0.03)


def test_regression_to_the_mean_is_as_measured(findings: dict[str, Finding]) -> None:
    """Any fall in HoNOS: 43% to 45% of everybody, more among those who enter high; reliable CORE-OM about 5%."""
    honos = next(one for one in findings["S9"].figures if one.of.startswith("2b "))
    assert honos.said.startswith("44% of all")
    core = next(one for one in findings["S9"].figures if one.of.startswith("2a-v "))
    assert core.said.startswith("6% of all")


def test_shared_saving_with_5500_people(findings: dict[str, Finding]) -> None:
    """Se = 2 / sqrt(5500); the expected share of nothing is half of that times 0.3989 of the year's value."""
    paid = findings["S19"].figures[0].pounds
    assert paid == pytest.approx(0.5 * 2 / 5500**0.5 * 0.39894 * 36_000_000_00, rel=1e-3)


def test_the_bonus_that_nobody_can_earn_is_said(findings: dict[str, Finding]) -> None:
    assert findings["S7"].sentence.startswith("Nobody can earn the bonus")


def test_what_moves_together_swings_more(findings: dict[str, Finding]) -> None:
    values = [one.value or 0 for one in findings["S27"].figures]
    assert values == sorted(values)
    assert values[-1] > 1.5 * values[0]


def test_a_straight_line_pays_less_for_luck_than_a_cliff(findings: dict[str, Finding]) -> None:
    agreed, levels, straight = (one.value or 0 for one in findings["S5"].figures)
    assert straight < levels < agreed


def test_true_shares_move_towards_better_whatever_better_is(bench: Bench) -> None:
    line, better = bench.true_shares(of="line"), bench.true_shares(Fraction(1, 100), of="line")
    assert better["in-stable-accommodation"] > line["in-stable-accommodation"]
    assert better["smoking-prevalence"] < line["smoking-prevalence"]
