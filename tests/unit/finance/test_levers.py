"""Levers on spells and costs: small steps, an order that matters, what is saved on paper and in cash."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from evenlode.finance.assumptions import REDUCE_THEN_SHIFT, SHIFT_THEN_REDUCE, CostShape
from evenlode.finance.calibration import calibrate, modelled
from evenlode.finance.levers import Caseload, Invest, Reduce, ShiftDown, apply, saving, steps_of
from evenlode.finance.spells import read_spells
from evenlode.finance.tables import Lever
from evenlode.problems import Refusal

HALF, TENTH = Fraction(1, 2), Fraction(1, 10)


def people(**spells: int) -> Caseload:
    """Spells by HoNOS cluster as c3=100; a spell costs its HoNOS cluster's number in thousands."""
    counts = {int(name[1:]): Fraction(count) for name, count in spells.items()}
    return Caseload(counts, {cluster: Fraction(cluster) for cluster in counts})


def test_reducing_takes_a_share_out() -> None:
    assert Reduce((3,), TENTH).apply(people(c3=100, c4=10)).spells == {3: 90, 4: 10}


def test_a_shift_moves_each_spell_one_step_at_most_and_loses_none() -> None:
    after = ShiftDown((5, 4, 3), TENTH).apply(people(c5=100, c4=50, c3=0))
    assert after.spells == {5: 90, 4: 55, 3: 5}
    assert sum(after.spells.values()) == 150


def test_investment_is_spending_beside_the_spells() -> None:
    found = saving(people(c3=100), [Reduce((3,), TENTH), Invest(Fraction(12))], CostShape())
    assert (found.on_paper, found.in_cash, found.invested, found.net) == (30, 30, 12, 18)


def test_the_order_of_levers_changes_the_answer_where_they_meet() -> None:
    """Reducing HoNOS cluster 3 alone: who steps down into it first is reduced too, who comes after is not."""
    levers = [Lever("r", "reduce", (3,), (HALF,)), Lever("s", "shift down one cluster", (4, 3), (HALF,))]
    before = people(c4=100, c3=0)
    first = apply(before, steps_of(levers, 0, REDUCE_THEN_SHIFT))
    second = apply(before, steps_of(levers, 0, SHIFT_THEN_REDUCE))
    assert (first.spells, second.spells) == ({4: 50, 3: 50}, {4: 50, 3: 25})


def test_a_saving_in_cash_follows_the_shape_of_cost() -> None:
    found = saving(people(c4=100), [Reduce((4,), HALF)], CostShape(Fraction(1, 4), HALF, Fraction(60)))
    assert (found.on_paper, found.in_cash) == (200, 50 + 60)


def test_a_lever_on_a_cluster_without_spells_is_refused() -> None:
    with pytest.raises(Refusal, match="HoNOS cluster 9"):
        Reduce((9,), TENTH).apply(people(c3=1))


def test_calibration_finds_the_base_that_made_the_savings() -> None:
    lever = Lever("r", "reduce", (1,), (TENTH, HALF))
    savings = [Fraction(1000) * Fraction(101, 100) ** (at + 1) * share for at, share in enumerate(lever.shares)]
    (fit,) = calibrate({1: savings}, [lever])
    assert (fit.base, fit.growth, fit.misfit, fit.named) == (1000, Fraction(1, 100), 0, True)
    assert modelled(fit, [lever], {"r": HALF}) == tuple(amount / 2 for amount in savings)


def test_calibration_chooses_the_levers_that_explain_best_and_says_when_none_names_it() -> None:
    levers = [Lever("a", "reduce", (1,), (TENTH, HALF)), Lever("b", "reduce", (2,), (TENTH, TENTH))]
    flat = [Fraction(100) * TENTH] * 2
    (fit,) = calibrate({7: flat}, levers)
    assert (fit.levers, fit.named, fit.misfit) == (("b",), False, 0)


def test_spells_are_read_from_a_csv_and_their_faults_told_at_once(tmp_path: Path) -> None:
    good = tmp_path / "good.csv"
    good.write_text("# INVENTED\nHoNOS cluster,spells,unit cost\nP04,100,2500\n5,20.5,3000\n", encoding="utf-8")
    found = read_spells(good)
    assert found.invented
    assert found.caseload.spending == 100 * Fraction(5, 2) + Fraction(41, 2) * 3
    bad = tmp_path / "bad.csv"
    bad.write_text("HoNOS cluster,spells,unit cost\nP04,many,£25\nfour,1,1\nP04,1,1\n", encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        read_spells(bad)
    assert [(problem.line, problem.field) for problem in refused.value.problems] == [
        (2, "spells"),
        (2, "unit cost"),
        (3, "honos cluster"),
        (4, "honos cluster"),
    ]
