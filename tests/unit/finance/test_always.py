"""What holds for any figures at all: no pound and no spell is lost on its way, and cells come back exactly."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from evenlode.finance.levers import Caseload, Reduce, ShiftDown
from evenlode.finance.returns.cells import read_cell
from evenlode.finance.returns.finance_return import Entry, FinanceReturn
from evenlode.finance.returns.form import Sort
from evenlode.finance.returns.pound import FUNDERS, by_outcome, follow
from evenlode.finance.thousands import from_pence, to_pence, whole

pence = st.integers(min_value=0, max_value=10**11)
shares = st.fractions(min_value=0, max_value=1, max_denominator=1000)


@given(health=pence, council=pence, own=st.lists(pence, min_size=1, max_size=4), paid=pence, cost=pence, overhead=pence)
def test_every_penny_that_comes_in_ends_somewhere(
    health: int, council: int, own: list[int], paid: int, cost: int, overhead: int
) -> None:
    """Services have one, two or no outcomes; what has none stops at its service."""
    lead = [Entry("Income", "health", "amount", str(health)), Entry("Income", "council", "amount", str(council))]
    lead += [Entry("Direct cost", f"s{at}", "pay", str(amount)) for at, amount in enumerate(own)]
    lead += [
        Entry("Sub-contracts", "p", "paid", str(paid)),
        Entry("Position", "total-overhead", "amount", str(overhead)),
    ]
    partner = [Entry("Direct cost", "s0", "pay", str(cost + 1))]
    returns = [
        FinanceReturn("lead", "2018/19", True, (*lead, Entry("Direct cost", "s0", "non-pay", "1"))),
        FinanceReturn("p", "2018/19", True, tuple(partner)),
    ]
    if not health + council:
        return
    outcomes = {"s0": (1, 2), "s1": (3,)}
    found = follow(returns, "2018/19", "lead", outcomes)
    for funder, came in zip(FUNDERS, (health, council), strict=True):
        ended = sum(amount for (who, _), amount in by_outcome(found).items() if who == funder)
        stopped = sum(one.amount for one in found.reached if one.funder == funder and one.service not in outcomes)
        assert ended + stopped == came


@given(st.lists(st.integers(0, 10**6), min_size=4, max_size=4), shares, shares)
def test_a_shift_loses_no_spell_and_a_reduction_never_adds_one(
    spells: list[int], moved: Fraction, taken: Fraction
) -> None:
    before = Caseload({at: Fraction(count) for at, count in enumerate(spells)}, {at: Fraction(at) for at in range(4)})
    shifted = ShiftDown((3, 2, 1), moved).apply(before)
    assert sum(shifted.spells.values()) == sum(before.spells.values())
    assert min(shifted.spells.values()) >= 0
    assert shifted.spending <= before.spending  # each step down costs less here
    assert Reduce((0, 3), taken).apply(before).spending == before.spending - taken * before.cost(3)


@given(st.integers(min_value=-(10**11), max_value=10**11))
def test_money_comes_back_from_a_spreadsheets_binary_number(amount: int) -> None:
    assert read_cell(amount / 100, Sort.SIGNED) == str(amount)
    assert to_pence(from_pence(amount)) == amount


@given(st.fractions(max_denominator=10**6))
def test_rounding_is_never_further_off_than_a_half_and_the_same_on_both_sides(amount: Fraction) -> None:
    assert abs(whole(amount) - amount) <= Fraction(1, 2)
    assert whole(-amount) == -whole(amount)
