"""Changes of score: the five categories, the lines themselves, and what is never made up."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenlode.instruments import Category, Clinical, Reliable, better_by, change, names
from evenlode.instruments.reading import instrument
from evenlode.problems import Refusal

WITH_RULES = [name for name in names() if any(one.default for one in instrument(name).changes)]


@pytest.mark.parametrize(
    ("before", "after", "category"),
    [
        (20, 5, Category.RELIABLE_AND_CLINICAL_IMPROVEMENT),
        (30, 20, Category.RELIABLE_IMPROVEMENT_ONLY),
        (8, 1, Category.RELIABLE_IMPROVEMENT_ONLY),
        (5, 20, Category.RELIABLE_DETERIORATION),
        (20, 30, Category.RELIABLE_DETERIORATION),
        (12, 9, Category.CLINICAL_CHANGE_ONLY),
        (9, 12, Category.NO_RELIABLE_CHANGE),
        (12, 12, Category.NO_RELIABLE_CHANGE),
    ],
)
def test_the_five_categories(before: int, after: int, category: Category) -> None:
    assert change("core-om", before, after).category is category


def test_a_change_of_exactly_the_rule_is_reliable_also_as_a_float() -> None:
    assert change("core-om", 18.2, 13.2).reliable is Reliable.IMPROVED
    assert change("core-om", 18.2, 13.21).reliable is Reliable.NONE
    assert change("core-om", 10 * 33 / 34 + 5, 10 * 33 / 34).reliable is Reliable.IMPROVED


def test_a_float_just_under_the_line_by_a_last_bit_is_on_it() -> None:
    assert change("core-om", 20, 0.1 * 3 * 100 / 3).clinical is Clinical.NONE
    assert change("core-om", 20, Fraction(339, 34)).clinical is Clinical.TO_NONCLINICAL


@pytest.mark.parametrize("name", ["dialog", "gbo", "reqol-10", "swemwbs", "wemwbs"])
def test_up_is_better(name: str) -> None:
    of = next(one.of for one in instrument(name).changes if one.default)
    assert better_by(name, 7, 7, of=of) == 0 if name != "wemwbs" else better_by(name, 14, 20) == 6
    high = {"dialog": (1, 7), "gbo": (0, 10), "reqol-10": (10, 40), "swemwbs": (7, 35), "wemwbs": (14, 70)}[name]
    assert change(name, *high).reliable is Reliable.IMPROVED
    assert change(name, *reversed(high)).reliable is Reliable.DETERIORATED


@pytest.mark.parametrize("name", ["honos", "core-om", "core-10", "phq-9", "gad-7"])
def test_down_is_better(name: str) -> None:
    assert change(name, 20, 3).reliable is Reliable.IMPROVED
    assert change(name, 3, 20).reliable is Reliable.DETERIORATED


def test_sfq_is_better_when_it_falls() -> None:
    assert better_by("sfq", 15, 5) == 10
    assert change("sfq", 15, 5, by=4).category is Category.RELIABLE_AND_CLINICAL_IMPROVEMENT


def test_one_figure_may_point_another_way_than_its_instrument() -> None:
    assert better_by("eq-5d-5l", 50, 70, of="vas") == 20
    assert better_by("eq-5d-5l", 5, 9, of="level-sum") == -4


@pytest.mark.parametrize(
    "name", ["qpr-15", "qpr-22", "recovery-star", "sfq", "modified-carer-strain-index", "reqol-20"]
)
def test_where_no_reliable_change_is_published_none_is_made_up(name: str) -> None:
    of = next(iter(instrument(name).figures_named()))
    with pytest.raises(Refusal, match="None is published: give by=") as caught:
        change(name, 5, 6, of=of)
    assert caught.value.rule == "INSTR.RULE"


def test_without_a_cut_off_nothing_is_crossed() -> None:
    found = change("honos", 20, 10)
    assert (found.clinical, found.clinical_at_start) == (Clinical.NO_CUT_OFF, None)
    assert found.category is Category.RELIABLE_IMPROVEMENT_ONLY


def test_rules_and_lines_may_be_named() -> None:
    assert change("honos", 12, 8).reliable is Reliable.NONE
    assert change("honos", 12, 8, rule="adequate").reliable is Reliable.IMPROVED
    assert change("honos", 14, 10, rule="adequate", cut_off="total-2005").clinical is Clinical.TO_NONCLINICAL
    assert change("core-om", 15, 9.5, cut_off="connell-2007-men").clinical is Clinical.NONE
    assert change("core-om", 15, 9.5, cut_off="connell-2007-women").clinical is Clinical.TO_NONCLINICAL


def test_a_contract_may_state_its_own() -> None:
    found = change("qpr-15", 20, 30, by="7.5", clinical="below 25")
    assert found.category is Category.RELIABLE_AND_CLINICAL_IMPROVEMENT
    assert change("dialog", 3, 5, of="life", by=1).reliable is Reliable.IMPROVED


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"rule": "huge"}, 'no rule "huge" of its total'),
        ({"cut_off": "significant-scale"}, 'no cut_off "significant-scale" of its total'),
        ({"rule": "adequate", "by": 4}, "both given"),
        ({"cut_off": "total-2005", "clinical": "above 5"}, "both given"),
        ({"clinical": "5 or more"}, "not a line with its side"),
        ({"by": 0}, "not a number above 0"),
        ({"by": "much"}, "not a number above 0"),
        ({"of": "mood"}, 'no figure "mood"'),
    ],
)
def test_what_cannot_be_meant_is_refused(options: dict[str, str], said: str) -> None:
    with pytest.raises(Refusal, match=said):
        change("honos", 20, 10, **({"by": 1} if "of" in options else {}), **options)


def test_a_score_out_of_range_is_refused_without_being_said() -> None:
    with pytest.raises(Refusal, match="the score before is not a number from 0 to 40") as caught:
        change("core-om", 57, 3)
    assert "57" not in str(caught.value)
    with pytest.raises(Refusal, match="the score after"):
        change("core-om", 5, "unwell")
    with pytest.raises(Refusal, match="profile of eq-5d-5l is no number"):
        better_by("eq-5d-5l", 11111, 11112, of="profile")


def test_who_starts_near_the_best_has_no_room() -> None:
    assert not change("honos", 7, 0).has_room
    assert change("honos", 8, 0).has_room
    assert not change("reqol-10", 36, 40).has_room


@given(st.sampled_from(WITH_RULES), st.data())
def test_turning_the_two_scores_round_turns_the_answer_round(name: str, data: st.DataObject) -> None:
    of = next(one.of for one in instrument(name).changes if one.default)
    low, high = {"each item": (1, 7)}.get(of, (14, 20))
    before, after = data.draw(st.integers(low, high)), data.draw(st.integers(low, high))
    there, back = change(name, before, after), change(name, after, before)
    opposite = {Reliable.IMPROVED: Reliable.DETERIORATED, Reliable.DETERIORATED: Reliable.IMPROVED}
    assert there.better_by == -back.better_by
    assert there.reliable is opposite.get(back.reliable, Reliable.NONE)
    assert there.reliable is not Reliable.IMPROVED or there.has_room
