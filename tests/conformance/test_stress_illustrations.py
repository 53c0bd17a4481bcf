"""The stress bench against what is known another way: closed forms, and the illustrations that were published.

Each simulated figure is asked to lie within four standard errors of its closed form: a false alarm in one of some
16,000. The published figures are to two digits, as they were printed.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from math import ceil, exp, lgamma, log, sqrt
from statistics import NormalDist

import numpy as np
import pytest

from evenlode.results import Kind, Period, Polarity
from evenlode.statistics import no_effect_change, proportion
from evenlode.stress.assumed import Assumed, assumptions
from evenlode.stress.bench import Bench
from evenlode.stress.gaming import without_the_worst
from evenlode.stress.saving import savings, shared, standard_error
from evenlode.stress.scenarios.all_or_nothing import all_of
from evenlode.stress.scenarios.best_of import best_of
from evenlode.stress.scenarios.correlated import effective_number
from evenlode.stress.scenarios.exclusions import needed_exclusions
from evenlode.stress.scenarios.many_tests import any_alarm
from evenlode.stress.scenarios.missing_scores import among_completed
from evenlode.stress.scenarios.needed_numbers import needed
from evenlode.stress.scenarios.noisy_baseline import after_one_baseline
from evenlode.stress.scenarios.ratchet import ratcheted
from evenlode.stress.scenarios.shared_saving import rate_for, shared_by_luck
from evenlode.stress.together import cumulative, drawn_together
from evenlode.terms.reading import read_contract
from evenlode.terms.shipped import contract_folder

YEARS = 10_000
QPR = "qpr-improvement"


def at_least(count: int, people: int, share: float) -> float:
    """P(X >= count) of a binomial, summed term by term."""
    ways = lgamma(people + 1)
    return sum(
        exp(ways - lgamma(x + 1) - lgamma(people - x + 1) + x * log(share) + (people - x) * log(1 - share))
        for x in range(max(count, 0), people + 1)
    )


def close(simulated: float, closed: float, years: int = YEARS) -> bool:
    """Within four standard errors of a share drawn so often."""
    return abs(simulated - closed) <= 4 * sqrt(max(closed * (1 - closed), 1e-6) / years)


@pytest.fixture(scope="module")
def bench() -> Bench:
    contract = read_contract(contract_folder("oxfordshire-mental-health"))
    year = Period(date(2018, 10, 1), date(2019, 9, 30))
    terms = contract.terms_on(year.end)
    return Bench(terms, assumptions(contract, terms), years=YEARS)


def passes(bench: Bench, people: int, share: Fraction) -> float:
    """How often the contract's own judging passes its line of 55% where this share is true."""
    numbers = {QPR: people}
    return float(bench.price(bench.draw(f"{people} {share}", {QPR: share}, numbers)).achieved[QPR].mean())


def one_of(bench: Bench, indicator: str) -> Assumed:
    return next(one for one in bench.assumed if one.indicator.indicator == indicator)


def test_the_line_is_the_one_of_the_illustrations(bench: Bench) -> None:
    assert one_of(bench, QPR).line == Fraction(55, 100)


@pytest.mark.parametrize(("people", "published"), [(100, 0.18), (200, 0.09), (400, 0.03)])
def test_s1_half_passes_a_line_of_55_by_luck(bench: Bench, people: int, published: float) -> None:
    closed = at_least(ceil(Fraction(55, 100) * people), people, 0.50)
    assert closed == pytest.approx(published, abs=0.005)
    assert close(passes(bench, people, Fraction(1, 2)), closed)


def test_s2_57_fails_a_line_of_55_by_luck(bench: Bench) -> None:
    closed = 1 - at_least(55, 100, 0.57)
    assert closed == pytest.approx(0.31, abs=0.005)
    assert close(1 - passes(bench, 100, Fraction(57, 100)), closed)


@pytest.mark.parametrize("kind", ["line", "short", "beyond"])
def test_s1_s2_s4_every_indicator_passes_as_often_as_the_binomial_says(bench: Bench, kind: str) -> None:
    """All indicators judged against a line, at their own numbers and either way of better."""
    gap = {"line": Fraction(0), "short": Fraction(-2, 100), "beyond": Fraction(2, 100)}[kind]
    shares = bench.true_shares(gap, of="line")
    achieved = bench.price(bench.draw(f"closed {kind}", shares)).achieved
    compared = 0
    for one in bench.shares:
        slug = one.indicator.indicator
        if one.line is None or one.indicator.kind is not Kind.PROPORTION or one.indicator.lines == ():
            continue
        share, needed_count = float(shares[slug]), ceil(one.line * one.people)
        if one.indicator.polarity is Polarity.HIGHER_IS_BETTER:
            closed = at_least(needed_count, one.people, share)
        else:
            closed = 1 - at_least(int(one.line * one.people) + 1, one.people, share)
        assert close(float(achieved[slug].mean()), closed), slug
        compared += 1
    assert compared >= 10


@pytest.mark.parametrize(("line", "number"), [(0.55, 654), (0.33, 556), (0.93, 222), (0.60, 641), (0.80, 456)])
def test_s3_numbers_needed(line: float, number: int) -> None:
    assert needed(line - 0.05, line) == number


def test_s7_all_or_nothing() -> None:
    assert all_of([0.9] * 7) == pytest.approx(0.48, abs=0.005)
    assert all_of([0.95] * 18) == pytest.approx(0.40, abs=0.005)


def test_s7_independent_draws_multiply(bench: Bench) -> None:
    """All of five indicators passing at once is as often as their chances multiplied."""
    names = [QPR, "recovery-star-improvement", "sfq-improvement", "not-readmitted-90-days", "in-stable-accommodation"]
    achieved = bench.price(bench.draw("product", bench.true_shares(Fraction(2, 100), of="line"))).achieved
    every = np.logical_and.reduce([achieved[name] for name in names])
    assert close(float(every.mean()), all_of([float(achieved[name].mean()) for name in names]), YEARS // 4)


def test_s9_and_s10_regression_to_the_mean() -> None:
    """Who enters at one SD or worse, reliability 0.7: 73% seem to improve, 7% by a reliable change."""
    worse = (1.0, 10.0)
    improve = no_effect_change(0, 1, 0.7, 0, higher_is_better=False, entered_between=worse)
    reliably = no_effect_change(0, 1, 0.7, 1.96 * sqrt(2 * (1 - 0.7)), higher_is_better=False, entered_between=worse)
    assert improve == pytest.approx(0.73, abs=0.006)
    assert reliably == pytest.approx(0.07, abs=0.005)


def test_s9_simulated_scores_agree() -> None:
    """Two scores of each person with a correlation of 0.7; the mean gain is (1 - r) times the inverse Mills ratio."""
    random = np.random.default_rng(2013)
    first = random.normal(size=400_000)
    second = 0.7 * first + sqrt(1 - 0.7**2) * random.normal(size=400_000)
    entered = first >= 1
    improved = float((second < first)[entered].mean())
    closed = no_effect_change(0, 1, 0.7, 0, higher_is_better=False, entered_between=(1.0, 10.0))
    assert close(improved, closed, int(entered.sum()))
    normal = NormalDist()
    gain = (1 - 0.7) * normal.pdf(1) / (1 - normal.cdf(1))
    assert float((first - second)[entered].mean()) == pytest.approx(gain, abs=4 / sqrt(float(entered.sum())))


def test_s11_leaving_out_the_poorest_tenth(bench: Bench) -> None:
    """55% becomes 59%, and a line of 55% at n = 200 is passed by 89% instead of 52%."""
    left = without_the_worst(0.55, 0.10)
    assert left == pytest.approx(0.594, abs=0.003)
    assert at_least(110, 200, 0.55) == pytest.approx(0.53, abs=0.015)
    assert passes(bench, 200, Fraction(left)) == pytest.approx(0.89, abs=0.02)


def test_s11_simulated_chances_agree() -> None:
    """People with chances beta(2.2, 1.8), about 55%: the mean of the upper nine tenths."""
    chances = np.sort(np.random.default_rng(2013).beta(2.2, 1.8, 400_000))[40_000:]
    assert float(chances.mean()) == pytest.approx(without_the_worst(0.55, 0.10), abs=4 * 0.2 / sqrt(360_000))


def test_s13_exclusions() -> None:
    """E = n - s / t: 100 people, 50 good, line 55%: ten left out make 50 of 90."""
    assert needed_exclusions(50, 100, 0.55) == 10
    assert 50 / 90 >= 0.55 > 50 / 91
    assert needed_exclusions(60, 100, 0.55) == 0


def test_s14_the_best_of_three(bench: Bench) -> None:
    """True 58% against 60% at n = 200."""
    once = at_least(120, 200, 0.58)
    assert once == pytest.approx(0.31, abs=0.005)
    assert best_of(once, 3) == pytest.approx(0.67, abs=0.005)
    draws = np.random.default_rng(2013).binomial(200, 0.58, (YEARS, 3)).max(axis=1)
    assert close(float((draws >= 120).mean()), best_of(once, 3))


def test_s15_missing_not_at_random() -> None:
    """Of 1,000 people 550 improve; 275 of them and 157.5 of the others complete."""
    assert among_completed(0.55, 0.50, 0.35) == pytest.approx(275 / (275 + 157.5))
    assert among_completed(0.55, 0.4, 0.4) == pytest.approx(0.55)


def test_s17_the_ratchet() -> None:
    """Published for 200 people and 55%: .52 .36 .27 .22 .18; without ties 1/2 1/3 1/4 1/5 1/6."""
    chances = ratcheted(np.random.default_rng(2013), 200, 0.55, 40_000)
    assert chances == pytest.approx([0.52, 0.36, 0.27, 0.22, 0.18], abs=0.015)
    many = ratcheted(np.random.default_rng(2013), 10_000_000, 0.55, 40_000)
    for year, chance in enumerate(many, start=2):
        assert close(chance, 1 / year, 40_000)


def test_s18_a_noisy_baseline() -> None:
    """Two passes .36 and two fails .31 at n = 200; a third each without ties."""
    both, neither = after_one_baseline(np.random.default_rng(2013), 200, 0.55, 40_000)
    assert (both, neither) == (pytest.approx(0.36, abs=0.01), pytest.approx(0.31, abs=0.01))
    many = after_one_baseline(np.random.default_rng(2013), 10_000_000, 0.55, 40_000)
    assert all(close(found, 1 / 3, 40_000) for found in many)


def test_s19_shared_saving(bench: Bench) -> None:
    """CV 2: at n = 5,000 a minimum rate of 2% is passed by luck .24 of the time; 3.6% for a tenth, 8.1% at 1,000."""
    error = standard_error(5_000)
    chance, pay = shared_by_luck(0.02, error)
    assert chance == pytest.approx(0.24, abs=0.001)
    assert rate_for(0.10, error) == pytest.approx(0.036, abs=0.0005)
    assert rate_for(0.10, standard_error(1_000)) == pytest.approx(0.081, abs=0.0005)
    saving = savings(bench, "closed form", error)
    assert close(float((saving >= 0.02).mean()), chance)
    mean, spread = shared(saving, lambda own: np.where(own >= 0.02, 0.5 * own, 0.0))
    assert mean == pytest.approx(pay, abs=4 * spread / sqrt(YEARS))


def test_s27_a_correlation_between_counts_is_the_one_asked_for(bench: Bench) -> None:
    """The copula gives large counts nearly its own correlation, and leaves each count binomial."""
    places = {one.indicator.indicator: place for place, one in enumerate(bench.shares)}
    first, second = "in-a-meaningful-role", "in-stable-accommodation"
    correlations = np.eye(len(places))
    correlations[places[first], places[second]] = correlations[places[second], places[first]] = 0.6
    shares = bench.true_shares(of="line")
    drawn = drawn_together(bench, "copula", shares, correlations)
    found = np.corrcoef(drawn[first].numerators, drawn[second].numerators)[0, 1]
    assert found == pytest.approx(0.6, abs=4 * (1 - 0.36) / sqrt(YEARS))
    people, share = one_of(bench, first).people, float(shares[first])
    sd = sqrt(people * share * (1 - share))
    assert float(drawn[first].numerators.mean()) == pytest.approx(people * share, abs=4 * sd / sqrt(YEARS))
    assert float(drawn[first].numerators.std()) == pytest.approx(sd, rel=4 / sqrt(2 * YEARS))
    assert effective_number(16, 0.0) == 16
    assert effective_number(16, 1.0) == 1


def test_s27_people_who_are_alike_spread_a_count_as_the_beta_binomial_does() -> None:
    """Variance n p q (1 + (n - 1) alike)."""
    chances = np.diff(cumulative(500, 0.3, 0.02), prepend=0.0)
    counts = np.arange(501)
    mean = float((counts * chances).sum())
    variance = float(((counts - mean) ** 2 * chances).sum())
    assert mean == pytest.approx(150)
    assert variance == pytest.approx(500 * 0.3 * 0.7 * (1 + 499 * 0.02))


def test_s29_an_audit_of_twenty() -> None:
    """17 of 20: 85%, Wilson .64 to .95."""
    found = proportion(17, 20)
    assert (found.value, round(found.lower, 2), round(found.upper, 2)) == (0.85, 0.64, 0.95)


def test_s31_many_tests() -> None:
    assert any_alarm(18, 0.05) == pytest.approx(0.60, abs=0.005)
    alarms = (np.random.default_rng(2013).random((YEARS, 18)) < 0.05).any(axis=1)
    assert close(float(alarms.mean()), any_alarm(18, 0.05))
