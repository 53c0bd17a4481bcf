"""What-if: changes, levers, tornado and fan on the shipped case, each against a sum of its own."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from evenlode.finance.affordability import dominance, fill_investment
from evenlode.finance.assumptions import CostShape
from evenlode.finance.case import Case, make_case, recompute
from evenlode.finance.changes import Changes, read_changes
from evenlode.finance.fan import fan
from evenlode.finance.tables import Grid
from evenlode.finance.thousands import whole
from evenlode.finance.tornado import tornado
from evenlode.problems import Refusal
from evenlode.terms.contract import Contract
from evenlode.terms.reading import read_contract


def changed(case: Case, *typed: str) -> Case:
    return recompute(case.declared, case.fits, read_changes(typed, case.declared))


def test_inflation_changes_growth_and_nothing_else(case: Case) -> None:
    found = changed(case, "inflation=2.5%")
    growth = Fraction(1025, 1000) * Fraction(1003, 1000)
    assert found.projection.do_nothing[5] == 37110 * growth**5
    assert found.projection.contract_savings == case.projection.contract_savings
    assert found.cells == ()


def test_a_scope_line_changes_the_base_and_what_efficiency_is_asked_of(case: Case) -> None:
    found = changed(case, "scope:rycote=£909k")
    assert found.projection.do_nothing[0] == 37410
    assert found.asked == 30150
    assert found.projection.contract_savings[1] == Fraction(1542) * 30150 / 29850
    other = changed(case, "scope:Respite care=£0k")
    assert (other.projection.do_nothing[0], other.asked) == (37091, 29850)


def test_a_lever_taken_out_takes_its_modelled_savings_out(case: Case) -> None:
    found = changed(case, "lever:care coordination=0%")
    lost = sum(fit.base * (1 + fit.growth) * Fraction(5, 100) for fit in case.fits if "Care coordination" in fit.levers)
    assert found.projection.contract_savings[1] == 1542 - lost
    assert changed(case, "lever:Care coordination=100%").projection.contract_savings[1] == 1542


def test_savings_that_are_not_delivered_and_cost_that_cannot_go(case: Case) -> None:
    assert changed(case, "savings-delivered=50%").projection.contract_savings[5] == 2696
    shaped = changed(case, "variable cost=30%", "stepped cost=50%", "step=£1m")
    assert shaped.projection.contract_savings[5] == Fraction(5392 * 3, 10) + 2000


def test_a_saving_on_steps_is_real_only_when_a_step_closes() -> None:
    ward = CostShape(variable=Fraction(0), stepped=Fraction(1), step=Fraction(1200))
    assert [ward.real(Fraction(saving)) for saving in (0, 1199, 1200, 2399, 2400)] == [0, 0, 1200, 1200, 2400]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("inflaton=2%", "Did you mean inflation"),
        ("inflation=2.5", "needs a share"),
        ("cap=37110", "needs an amount"),
        ("lever:Care=1%", "no lever"),
        ("scope:Ricote=£5k", "Did you mean Rycote"),
        ("inflation", "needs a share"),
        ("inflation=2x%", "is not a figure"),
        ("lever:care coordination=-5%", "below zero"),
        ("scope:Rycote=-£5k", "below zero|needs an amount"),
    ],
)
def test_a_change_that_cannot_be_read_is_refused(case: Case, typed: str, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        read_changes([typed], case.declared)


def test_every_wrong_change_is_told_at_once(case: Case) -> None:
    with pytest.raises(Refusal) as refused:
        read_changes(["a=1%", "b=1%", "inflation=3%"], case.declared)
    assert len(refused.value.problems) == 2


def test_cost_shares_beyond_the_whole_are_refused(case: Case) -> None:
    with pytest.raises(Refusal, match="more than 100%"):
        changed(case, "stepped cost=10%")


def test_the_tornado_is_widest_first_and_each_end_is_the_case_so_changed(case: Case) -> None:
    bars = tornado(case)
    assert [bar.assumption for bar in bars] == ["inflation", "savings delivered", "population growth", "efficiency"]
    assert [bar.swing for bar in bars] == sorted((bar.swing for bar in bars), reverse=True)
    low = changed(case, "savings delivered=30%").headroom[-1].net_of_investment
    assert bars[1].headroom_at_low == low
    assert bars[3].swing == 0
    assert bars[3].beyond_at_low > 0 > bars[3].beyond_at_high


def test_the_fan_has_the_same_figures_for_the_same_seed_and_others_for_another(case: Case) -> None:
    assert fan(case, 500, seed=7) == fan(case, 500, seed=7)
    assert fan(case, 500, seed=7).bands != fan(case, 500, seed=8).bands


def test_a_fan_without_ranges_is_the_case_itself(case: Case) -> None:
    found = fan(replace(case, declared=replace(case.declared, ranges=())), 100)
    for line, amounts in case.projection.lines():
        for year, amount in zip(case.projection.years, amounts, strict=True):
            for band in found.bands:
                if (band.line, band.year) == (line, year):
                    assert band.quantiles == pytest.approx([float(amount)] * 5)
    assert [chance.net for chance in found.chances] == [1] * 6
    assert [chance.paid for chance in found.chances] == [1, 0, 0, 0, 0, 0]
    assert found.cheaper == 0


def test_the_median_of_one_range_is_that_of_its_triangle(case: Case) -> None:
    """With population growth alone in doubt, spending is monotone in it: its quantiles are those of the draw."""
    one = next(item for item in case.declared.ranges if item.assumption == "population growth")
    found = fan(replace(case, declared=replace(case.declared, ranges=(one,))), 40_000, seed=3)
    low, mode, high = 0.0, 0.003, 0.01
    median = high - ((high - low) * (high - mode) / 2) ** 0.5  # the mode lies below the median
    expected = 37110 * (1.021 * (1 + median)) ** 5
    band = next(item for item in found.bands if (item.line, item.year) == ("do nothing", "2018/19"))
    assert band.quantiles[2] == pytest.approx(expected, rel=2e-4)


def test_a_number_of_draws_that_cannot_be_used_is_refused(case: Case) -> None:
    with pytest.raises(Refusal, match="draws"):
        fan(case, 10)


def test_every_table_that_is_missing_is_named(folder: Path) -> None:
    for file in ("scope", "projection"):
        (folder / "finance" / f"{file}.yaml").unlink()
    with pytest.raises(Refusal) as refused:
        make_case(read_contract(folder))
    assert [problem.message.split(" of ")[-1] for problem in refused.value.problems] == ["scope", "projection"]


def test_a_table_with_other_years_is_refused(folder: Path) -> None:
    path = folder / "finance" / "investments.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("2018/19", "2019/20"), encoding="utf-8")
    with pytest.raises(Refusal, match="the projection's are"):
        make_case(read_contract(folder))


def test_investment_between_printed_years_is_a_straight_line_and_held_after_the_last() -> None:
    years = ("2014/15", "2015/16", "2016/17", "2017/18", "2018/19")
    printed = Grid(("a",), years, {(0, "2015/16"): Fraction(100), (0, "2017/18"): Fraction(300)}, {})
    found = fill_investment(printed, years)
    assert [whole(one.amount) for one in found] == [0, 100, 200, 300, 300]
    assert [one.is_printed for one in found] == [False, True, False, True, False]


def test_a_contract_that_is_never_dearer_is_said_so() -> None:
    years = ("2014/15", "2015/16")
    assert dominance(years, (Fraction(2), Fraction(2)), (Fraction(2), Fraction(1))).verdict.startswith(
        "The contract never"
    )
    assert dominance(years, (Fraction(1), Fraction(1)), (Fraction(2), Fraction(2))).verdict.endswith("every year")


def test_a_change_is_known_by_any_of_its_parts() -> None:
    assert not Changes().any
    assert Changes(scope={"a": Fraction(1)}).any


def test_the_case_reads_the_contract_once_and_keeps_its_notes(contract: Contract, case: Case) -> None:
    notes = [note for form in contract.finance for note in form.notes]
    assert [note for _, note in case.declared.notes] == notes
