"""Formulas of scenarios beside a plain simulation or an exact count written here, knowing nothing of the bench."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
from scipy.stats import binom, norm

from evenlode.stress.assumed import assumptions
from evenlode.stress.bench import Bench
from evenlode.stress.finding import Finding
from evenlode.stress.scenarios import finding_of, scenarios
from evenlode.stress.scenarios.corridor import corridor
from evenlode.stress.scenarios.exclusions import needed_exclusions
from evenlode.stress.scenarios.missing_scores import among_completed
from evenlode.stress.scenarios.needed_numbers import needed
from evenlode.terms.reading import read_contract
from evenlode.terms.shipped import contract_folder

DRAWN = 200_000


@pytest.fixture(scope="module")
def bench() -> Bench:
    contract = read_contract(contract_folder("oxfordshire-mental-health"))
    year = contract.years()[3]
    terms = contract.terms_on(year.end)
    return Bench(terms, assumptions(contract, terms), years=4_000, envelope=contract.form.annual_value.on(year.start))


@pytest.fixture(scope="module")
def findings(bench: Bench) -> dict[str, Finding]:
    wanted = ("S10", "S20", "S21", "S26", "S28", "S29")
    return {one.CODE: finding_of(one, bench) for one in scenarios() if one.CODE in wanted}


@pytest.fixture
def random() -> np.random.Generator:
    return np.random.default_rng(20)


@pytest.mark.parametrize("line", [0.33, 0.55, 0.80])
def test_with_the_numbers_needed_one_cut_tells_the_line_from_five_points_below(line: float) -> None:
    """S3: some count passes the line nine times in ten and the worse service once in ten, give or take one step."""
    people = needed(line - 0.05, line)
    cut = int(binom.ppf(0.10, people, line))
    assert binom.sf(cut - 1, people, line) >= 0.90
    assert binom.sf(cut - 1, people, line - 0.05) == pytest.approx(0.10, abs=0.015)


def test_so_many_seem_to_change_reliably_with_no_effect(
    bench: Bench, findings: dict[str, Finding], random: np.random.Generator
) -> None:
    """S10: two scores of the same people, who enter in the worse half of all; the change stated as reliable."""
    core = next(one for one in bench.shares if one.indicator.code == "2a-v")
    assert core.scores is not None
    r, sd, step = float(core.scores.reliability), float(core.scores.sd), float(core.scores.step)
    first = random.normal(size=DRAWN)
    second = r * first + sqrt(1 - r * r) * random.normal(size=DRAWN)
    worse = first > 0
    fell = np.round(sd * (first - second) / step) * step >= float(core.scores.reliable)
    told = next(one.value for one in findings["S10"].figures if one.of.startswith("2a-v "))
    assert told == pytest.approx(float(fell[worse].mean()), abs=0.01)


@pytest.mark.parametrize(("good", "people", "line"), [(300, 600, 0.55), (70, 100, 0.80), (330, 600, 0.55)])
def test_exclusions_are_the_fewest_that_reach_the_line(good: int, people: int, line: float) -> None:
    """S13: counted up one by one."""
    fewest = next(left_out for left_out in range(people) if good / (people - left_out) >= line)
    assert needed_exclusions(good, people, line) == fewest


def test_forms_that_come_back_more_often_from_those_who_improve(random: np.random.Generator) -> None:
    """S15: who improves is drawn, then who fills in the second form."""
    improved = random.random(DRAWN) < 0.55
    came = random.random(DRAWN) < np.where(improved, 0.50, 0.35)
    assert among_completed(0.55, 0.50, 0.35) == pytest.approx(float(improved[came].mean()), abs=0.005)


def test_what_a_corridor_shares_is_the_area_under_its_steps(
    findings: dict[str, Finding], random: np.random.Generator
) -> None:
    """S20: the share added up in steps of a hundredth of a percent; and with it the spread of the bench."""
    for saving in (0.0, 0.02, 0.05, 0.08, 0.2, -0.02, -0.05, -0.2):
        inside = np.arange(0, abs(saving), 0.0001) + 0.00005
        pays = np.where(inside < 0.03, 0.0, np.where(inside < 0.08, 0.5, 0.8))
        assert corridor(np.array([saving]))[0] == pytest.approx(np.sign(saving) * pays.sum() * 0.0001, abs=1e-4)
    plain, kept = (one.value or 0.0 for one in findings["S20"].figures)
    drawn = random.normal(0, plain / 0.5, DRAWN)
    assert kept == pytest.approx(float(corridor(drawn).std()), rel=0.05)


def test_cutting_off_costs_takes_the_luck_that_it_takes_of_drawn_costs(
    findings: dict[str, Finding], random: np.random.Generator
) -> None:
    """S21: lognormal costs with a coefficient of variation of 2, as drawn and held down to their 99th centile."""
    spread = sqrt(np.log(1 + 2**2))
    costs = random.lognormal(0, spread, 1_000_000)
    limit = np.exp(spread * norm.ppf(0.99))
    held = np.minimum(costs, limit)
    left = (held.std() / held.mean()) / 2
    whole, cut = (one.value or 0.0 for one in findings["S21"].figures)
    assert cut / whole == pytest.approx(float(left), rel=0.1)


def test_a_flag_against_a_survey_is_false_once_in_some_four_hundred_years(
    bench: Bench, findings: dict[str, Finding], random: np.random.Generator
) -> None:
    """S26: both figures drawn from the same service."""
    one = next(one for one in bench.shares if one.indicator.code == "2a-ii")
    gap = next(found.value for found in findings["S26"].figures if found.of.startswith("2a-ii ")) or 0.0
    assert one.line is not None
    reported = random.binomial(one.people, float(one.line), DRAWN) / one.people
    asked = random.binomial(300, float(one.line), DRAWN) / 300
    assert float((np.abs(reported - asked) > gap).mean()) == pytest.approx(2 * norm.sf(3), abs=0.001)


def test_a_step_of_five_points_from_an_audit_to_the_caseload(findings: dict[str, Finding]) -> None:
    """S28: twenty notes against 85% itself, which thousands of people are close to."""
    counts = np.arange(21)
    far = np.abs(counts / 20 - 0.85) >= 0.05 - 1e-9
    exact = float(binom.pmf(counts[far], 20, 0.85).sum())
    on_the_edge = float(binom.pmf([16, 18], 20, 0.85).sum())
    jump, steady = (one.value or 0.0 for one in findings["S28"].figures)
    assert exact - on_the_edge - 0.02 <= jump <= exact + 0.02
    assert steady < 0.01


def test_an_audit_of_twenty_passes_as_often_as_the_binomial_says(findings: dict[str, Finding]) -> None:
    """S29."""
    told = [one.value or 0.0 for one in findings["S29"].figures[1:]]
    assert told == pytest.approx([float(binom.sf(16, 20, share)) for share in (0.70, 0.85, 0.95)], abs=0.025)
