"""Scoring one filled-in form: codings, gaps, wrong answers, and the reason where there is no score."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from evenlode.instruments import ItemRule, Primitive, score, scorings
from evenlode.problems import Refusal

TWELVE = dict(enumerate([1, 0, 2, 0, 1, 3, 2, 3, 2, 1, 0, 2], start=1))


def test_the_coding_is_never_guessed() -> None:
    with pytest.raises(Refusal, match="reversed items, so the coding must be said") as caught:
        score("core-om", dict.fromkeys(range(1, 35), 0))
    assert caught.value.rule == "INSTR.CODING"


def test_an_instrument_without_reversed_items_has_one_coding() -> None:
    assert score("honos", TWELVE).total == score("honos", TWELVE, "scored").total == 17
    with pytest.raises(Refusal, match='no coding "endorsed"'):
        score("honos", TWELVE, "endorsed")


@pytest.mark.parametrize("nothing", [None, "", " ", float("nan"), 9, "9", "09"])
def test_honos_9_and_nothing_are_both_missing_and_never_added(nothing: object) -> None:
    found = score("honos", {**TWELVE, 12: nothing})
    assert (found.total, found.answered, found.missing, found.invalid) == (None, 11, 1, 0)
    assert found.reason == "total needs 12 of 12 items and has 11"
    assert found.subscales == {"behaviour": 3, "impairment": 1, "symptoms": 8, "social": None}


@pytest.mark.parametrize("wrong", [5, -1, 2.5, "two", True, [2], Decimal("NaN")])
def test_what_is_no_rating_is_invalid_and_the_form_is_kept(wrong: object) -> None:
    found = score("honos", {**TWELVE, 1: wrong})
    assert (found.valid, found.missing, found.invalid) == (False, 0, 1)
    assert found.subscales["symptoms"] == 8


@pytest.mark.parametrize("two", [2, "2", "02", 2.0, Decimal(2), Fraction(2)])
def test_an_answer_may_come_as_any_exact_whole_number(two: object) -> None:
    assert score("honos", {**TWELVE, 12: two}).total == 17


def test_the_six_added_scales_change_nothing() -> None:
    assert score("honos", {**TWELVE, 13: 4, "A": 4, "b": 4, "C": 4, "D": 4, "E": 4}) == score("honos", TWELVE)


def test_a_contract_may_ask_for_ten_ratings_with_or_without_making_up_the_rest() -> None:
    ten = {item: value for item, value in TWELVE.items() if item <= 10}
    assert score("honos", ten).total is None
    assert score("honos", ten, minimum_valid=10).total == 15
    assert score("honos", ten, minimum_valid=10, prorate=True).total == 18
    assert score("honos", ten, minimum_valid=11, prorate=True).total is None
    assert score("honos", ten, minimum_valid=10).subscales["social"] is None


def test_making_up_changes_no_mean() -> None:
    items = dict.fromkeys(range(1, 34), 2)
    assert score("core-om", items, "scored", prorate=True) == score("core-om", items, "scored")


@pytest.mark.parametrize("minimum", [0, 13])
def test_a_missing_rule_must_fit_the_items(minimum: int) -> None:
    with pytest.raises(Refusal, match="has 12 items"):
        score("honos", TWELVE, minimum_valid=minimum)
    with pytest.raises(Refusal, match="no total"):
        score("dialog", {1: 4}, minimum_valid=1)


@pytest.mark.parametrize(
    ("missing", "expected"),
    [
        ([1, 2, 5], {"total", "well-being", "functioning", "risk", "non-risk"}),
        ([1, 2, 3], {"total", "well-being", "problems", "risk", "non-risk"}),
        ([4], {"total", "problems", "functioning", "risk", "non-risk"}),
        ([6], {"total", "well-being", "problems", "functioning", "non-risk"}),
        ([2, 3, 7, 13], {"well-being", "risk"}),
    ],
)
def test_each_domain_of_core_om_has_its_own_missing_rule(missing: list[int], expected: set[str]) -> None:
    found = score("core-om", {item: 2 for item in range(1, 35) if item not in missing}, "scored")
    figures = {**found.subscales, "total": found.total}
    assert {name for name, figure in figures.items() if figure is not None} == expected


def test_core_10_makes_up_one_gap_by_the_mean() -> None:
    assert score("core-10", dict.fromkeys(range(1, 10), 3), "scored").total == 30


def test_core_10_turns_its_two_good_questions_round() -> None:
    assert score("core-10", dict.fromkeys(range(1, 11), 0), "endorsed").total == 8


def test_a_reversed_item_is_turned_round_inside_its_own_range() -> None:
    assert [ItemRule("1", 1, 5, reversed=True).counts_as(value) for value in (1, 2, 5)] == [5, 4, 1]
    assert ItemRule("1", 1, 5).counts_as(2) == 2


def test_a_carer_answers_in_words() -> None:
    answers = {item: ("Yes" if item < 5 else "sometimes" if item < 10 else " NO ") for item in range(1, 14)}
    assert score("modified-carer-strain-index", answers).total == 13
    assert score("modified-carer-strain-index", {**answers, 1: "often"}).invalid == 1
    assert score("carer-strain-index", dict.fromkeys(range(1, 14), "yes")).total == 13


def test_one_goal_is_enough() -> None:
    found = score("gbo", {2: 7})
    assert (found.valid, found.total, found.subscales) == (True, None, {"goal-1": None, "goal-2": 7, "goal-3": None})
    assert not score("gbo", {}).valid


@pytest.mark.parametrize("no_score", [0, 8])
def test_dialog_takes_one_to_seven_whatever_the_lists_say(no_score: int) -> None:
    found = score("dialog", {**dict.fromkeys(range(1, 12), 4), 9: no_score})
    assert (found.subscales, found.invalid) == ({"life": 4, "treatment": None}, 1)
    assert found.reason == "treatment needs 3 of 3 items and has 2"


def test_the_mark_of_eq_5d_5l_needs_no_profile() -> None:
    found = score("eq-5d-5l", {1: 2, 2: 1, 4: 3, 5: 1, "VAS": 50})
    assert (found.profile, found.subscales["vas"], found.valid) == (None, 50, False)


def test_a_figure_without_a_published_key_is_not_made_up() -> None:
    with pytest.raises(Refusal, match="which items make up intrapersonal and interpersonal"):
        score("qpr-22", dict.fromkeys(range(1, 23), 3))


def test_an_unknown_or_repeated_item_is_refused_without_its_value() -> None:
    with pytest.raises(Refusal, match='honos has no item "F"') as caught:
        score("honos", {"F": 987})
    assert "987" not in str(caught.value)
    with pytest.raises(Refusal, match="given twice"):
        score("honos", {1: 2, "1": 3})


def test_a_contract_of_plain_data_is_all_an_engine_needs() -> None:
    rules = {rule.figure: rule for rule in scorings("core-om", "endorsed")}
    problems = rules["problems"]
    assert (problems.primitive, problems.k, problems.minimum_valid) == (Primitive.MEAN_TIMES_K, 10, 11)
    assert {item.item for item in rules["total"].items if item.reversed} == {
        "3",
        "4",
        "7",
        "12",
        "19",
        "21",
        "31",
        "32",
    }
    assert not any(item.reversed for item in scorings("core-om", "scored")[0].items)
    assert {(item.low, item.high) for item in problems.items} == {(0, 4)}
