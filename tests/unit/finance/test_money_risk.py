"""Risk on the money against closed forms: deficits, a bid's gap, knock-on, and a gain share paid by luck."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest

from evenlode.finance.money_risk import BidGap, Spread, deficit_risk, gain_share_worth, knock_on
from evenlode.finance.returns.finance_return import Entry, FinanceReturn
from evenlode.problems import Refusal

NONE = Spread(0, 0, 0)


def partner(income: int, cost: int) -> FinanceReturn:
    cells = (Entry("Income", "sub-contract", "amount", str(income)), Entry("Direct cost", "housing", "pay", str(cost)))
    return FinanceReturn("p", "2018/19", True, cells)


def test_without_doubt_the_result_is_flat_cash_less_grown_cost() -> None:
    found = deficit_risk([partner(1000_00, 1000_00)], Spread(0.1, 0.1, 0.1), NONE, uplift=0, years=2)
    assert [(one.year, one.chance, one.mean) for one in found] == [("2019/20", 1, -100_00), ("2020/21", 1, -210_00)]
    uplifted = deficit_risk([partner(1000_00, 900_00)], NONE, NONE, uplift=0.02, years=1)[0]
    assert (uplifted.chance, uplifted.low, uplifted.mean, uplifted.high) == (0, 120_00, 120_00, 120_00)


def test_the_chance_of_a_deficit_is_that_of_the_triangle() -> None:
    """Income is 2% above cost, and inflation lies evenly around 2%: half of the draws are a deficit."""
    found = deficit_risk([partner(102_000, 100_000)], Spread(0, 0.02, 0.04), NONE, uplift=0, years=1, draws=100_000)
    assert found[0].chance == pytest.approx(0.5, abs=0.01)
    early = deficit_risk([partner(101_000, 100_000)], Spread(0, 0.02, 0.04), NONE, uplift=0, years=1, draws=100_000)
    assert early[0].chance == pytest.approx(7 / 8, abs=0.01)


def test_the_same_seed_gives_the_same_risk() -> None:
    ask = ([partner(1000_00, 990_00)], Spread(0, 0.02, 0.04), Spread(0, 0.01, 0.03), 0.0, 3, 500)
    assert deficit_risk(*ask, seed=4) == deficit_risk(*ask, seed=4)
    assert deficit_risk(*ask, seed=4) != deficit_risk(*ask, seed=5)


def test_numbers_that_cannot_be_used_are_refused() -> None:
    with pytest.raises(Refusal, match="from high to low"):
        deficit_risk([partner(1, 1)], Spread(0.2, 0.1, 0.3), NONE, 0)
    with pytest.raises(Refusal, match="cannot be used"):
        deficit_risk([partner(1, 1)], NONE, NONE, 0, years=0)


def test_a_bid_reconciles_to_the_penny_or_stops() -> None:
    BidGap({"health": 30_910_000_00, "council": 6_200_000_00}, 37_110_000_00).reconcile_or_stop()
    for extra, word in ((1, "more"), (-1, "less")):
        gap = BidGap({"all": 37_110_000_00 + extra}, 37_110_000_00)
        assert gap.gap == extra
        with pytest.raises(Refusal, match=f"£0.01 {word}"):
            gap.reconcile_or_stop()


def test_knock_on_is_the_share_of_another_providers_income() -> None:
    """A hospital with 30% of its income from these referrals loses a third of them: 10% of its income."""
    found = knock_on("hospital", 100_000_00, 30_000_00, Fraction(1, 3))
    assert (found.lost, found.share) == (10_000_00, Fraction(1, 10))
    with pytest.raises(Refusal, match="at most the whole"):
        knock_on("hospital", 1, 2, Fraction(1))


def test_a_gain_share_with_no_true_saving_pays_by_luck_alone() -> None:
    """With no least saving its worth is share x spending x noise / root of two pi, and it pays half of the time."""
    found = gain_share_worth(1_000_000_00, 0, 0.03, 0.5)
    assert found.chance == 0.5
    assert found.expected == found.by_luck == round(1_000_000_00 * 0.5 * 0.03 / math.sqrt(2 * math.pi))


@pytest.mark.parametrize(("people", "least", "chance"), [(5000, 0.02, 0.24), (5000, 0.036, 0.10), (1000, 0.081, 0.10)])
def test_the_chance_of_being_paid_for_nothing_at_a_coefficient_of_variation_of_two(
    people: int, least: float, chance: float
) -> None:
    found = gain_share_worth(1, 0, 2 / math.sqrt(people), 1, least)
    assert found.chance == pytest.approx(chance, abs=0.005)


def test_the_closed_form_agrees_with_drawing() -> None:
    saving = np.random.default_rng(1).normal(0.02, 0.03, 1_000_000)
    paid = np.where(saving >= 0.01, saving, 0) * 0.4 * 1_000_000_00
    found = gain_share_worth(1_000_000_00, 0.02, 0.03, 0.4, 0.01)
    assert found.expected == pytest.approx(paid.mean(), rel=5e-3)
    assert found.spread == pytest.approx(paid.std(), rel=5e-3)
    assert found.chance == pytest.approx((saving >= 0.01).mean(), abs=2e-3)


def test_a_gain_share_that_cannot_be_is_refused() -> None:
    with pytest.raises(Refusal, match="noise"):
        gain_share_worth(1, 0, 0, 0.5)
