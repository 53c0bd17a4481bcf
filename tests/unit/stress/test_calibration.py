"""Calibration: what is put into invented figures comes out of them, with its uncertainty; few periods say nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

import numpy as np
import pytest

from evenlode.report.stress_calibration import NOT_ESTIMABLE, calibration_blocks
from evenlode.report.tables import Table
from evenlode.results import Grain, Kind, Outturn, Period
from evenlode.stress.calibration import GRAINS, LEAST, Calibrated, calibrated, moments, of_a_year
from evenlode.stress.stressed import bench_of, stressed
from evenlode.stress.together import beside
from evenlode.terms.contract import Contract
from evenlode.terms.reading import read_contract
from evenlode.terms.shipped import contract_folder
from evenlode.terms.terms import Terms

ROLE, HOME = "in-a-meaningful-role", "in-stable-accommodation"
PEOPLE = 2_000


@pytest.fixture(scope="module")
def contract() -> Contract:
    return read_contract(contract_folder("oxfordshire-mental-health"))


@pytest.fixture(scope="module")
def terms(contract: Contract) -> Terms:
    return contract.terms_on(contract.years()[3].end)


def months(count: int) -> list[Period]:
    """So many months from October 2014 on."""
    starts = [date(2014 + (9 + at) // 12, (9 + at) % 12 + 1, 1) for at in range(count + 1)]
    return [Period(start, date.fromordinal(after.toordinal() - 1)) for start, after in pairwise(starts)]


def figures(indicator: str, numerators: Sequence[int], denominator: int = PEOPLE) -> list[Outturn]:
    return [
        Outturn(indicator, "v", Kind.PROPORTION, Grain.MONTH, month, numerator=int(top), denominator=denominator)
        for month, top in zip(months(len(numerators)), numerators, strict=True)
    ]


def invented(terms: Terms, alike: float, together: float, count: int = 60) -> list[Outturn]:
    """Two indicators whose true shares have a mean of 60%, this likeness, and move together so."""
    random = np.random.default_rng(1)
    normal = random.normal(size=(count, 2))
    normal[:, 1] = together * normal[:, 0] + np.sqrt(1 - together**2) * normal[:, 1]
    shares = np.clip(0.6 + np.sqrt(alike * 0.24) * normal, 0, 1)
    tops = random.binomial(PEOPLE, shares)
    return [*figures(ROLE, tops[:, 0]), *figures(HOME, tops[:, 1])]


def of(found: Sequence[Calibrated], indicator: str) -> Calibrated:
    return next(one for one in found if one.indicator == indicator)


def test_what_was_put_in_comes_out_within_its_interval(terms: Terms) -> None:
    found = calibrated(invented(terms, alike=0.01, together=0.8), terms, seed=1)
    role = of(found.indicators, ROLE)
    assert role.rate is not None
    assert role.between is not None
    assert role.alike is not None
    assert role.rate.lower < 0.6 < role.rate.upper
    assert role.between.lower < np.sqrt(0.01 * 0.24) < role.between.upper
    assert role.alike.lower < 0.01 < role.alike.upper
    [pair] = found.pairs
    assert pair.correlation is not None
    assert 0.5 < pair.correlation.lower < pair.correlation.value < pair.correlation.upper < 0.95


def test_where_chance_explains_all_nothing_is_left_over(terms: Terms) -> None:
    role = of(calibrated(invented(terms, alike=0.0, together=0.0), terms, seed=1).indicators, ROLE)
    assert role.dispersion is not None
    assert role.between is not None
    assert role.dispersion.lower < 1 < role.dispersion.upper
    assert role.between.lower == 0


def test_the_moments_by_hand() -> None:
    """40, 50 and 60 of 100: rate .5, S = 2, chance .25, so 4 times chance; room 300 - 100 - 2 = 198, excess 6."""
    rate, between, alike, dispersion = moments(np.array([40.0, 50.0, 60.0]), np.array([100.0, 100.0, 100.0]))
    assert float(rate) == 0.5
    assert float(dispersion) == pytest.approx(4)
    assert float(alike) == pytest.approx(6 / 198)
    assert float(between) == pytest.approx((6 / 198 * 0.25) ** 0.5)


def test_too_few_periods_are_not_estimable_and_one_more_is(terms: Terms) -> None:
    few = calibrated(figures(ROLE, [1_200] * (LEAST - 1)), terms, seed=1)
    assert few.indicators[0].rate is None
    assert not few.is_estimable
    assert calibrated(figures(ROLE, list(range(1_200, 1_200 + LEAST))), terms, seed=1).is_estimable


def test_two_that_share_few_periods_have_no_correlation(terms: Terms) -> None:
    role, home = figures(ROLE, range(1_200, 1_220)), figures(HOME, range(1_300, 1_320))[15:]
    found = calibrated([*role, *home], terms, seed=1)
    assert [(pair.periods, pair.correlation) for pair in found.pairs] == [(5, None)]


def test_figures_of_one_provider_and_rolling_ones_say_nothing(terms: Terms) -> None:
    own = [replace(one, provider="lead") for one in figures(ROLE, range(1_200, 1_220))]
    rolling = [replace(one, grain=Grain.ROLLING_YEAR) for one in figures(ROLE, range(1_200, 1_220))]
    assert not calibrated([*own, *rolling], terms, seed=1).indicators


def test_the_same_seed_gives_the_same_intervals(terms: Terms) -> None:
    given = invented(terms, alike=0.01, together=0.5)
    assert calibrated(given, terms, seed=1) == calibrated(given, terms, seed=1)
    assert calibrated(given, terms, seed=1) != calibrated(given, terms, seed=2)


def test_a_year_of_months_that_move_by_themselves_is_a_twelfth_as_alike(terms: Terms) -> None:
    role = of(calibrated(invented(terms, alike=0.01, together=0.0), terms, seed=1).indicators, ROLE)
    assert role.alike is not None
    assert of_a_year(role, lasting=True) == role.alike.value
    assert of_a_year(role, lasting=False) == pytest.approx(role.alike.value / GRAINS[Grain.MONTH])


def test_pay_under_the_figures_swings_more_than_under_chance(contract: Contract, terms: Terms) -> None:
    bench = bench_of(contract, contract.years()[3], invented(terms, alike=0.01, together=0.8), years=1_000)
    found = beside(bench, bench.calibration)
    short = [one for one in found if one.assumption.startswith("5 points")]
    assert short[0].drawn == "people independent"
    luck = [one.luck for one in short]
    assert luck == sorted(luck)
    assert luck[-1] > 1.2 * luck[0]


def test_the_report_tells_it_and_says_nothing_without_figures(contract: Contract, terms: Terms) -> None:
    bench = bench_of(contract, contract.years()[3], figures(ROLE, [1_200] * (LEAST - 1)), years=100)
    told = list(calibration_blocks(stressed(contract, bench)))
    [table] = [one for one in told if isinstance(one, Table)]
    assert table.rows[0][2:] == (NOT_ESTIMABLE,) * 3
    nothing = bench_of(contract, contract.years()[3], years=100)
    assert beside(nothing, nothing.calibration) == ()
