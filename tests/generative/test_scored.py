"""Generated answers: the engine scores a form exactly as `instruments.score` does, missing and wrong items included."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evenlode import instruments
from evenlode.instruments import Scoring
from evenlode.measures.scored import scored
from tests.engines.rows import small_store

TOOLS = (("honos", None), ("core-om", "endorsed"), ("core-om", "scored"), ("qpr-15", None), ("sfq", None))
FORMS = 40
Form = dict[str | int, str]
"""Item -> answer."""


def answer(rule: Any) -> st.SearchStrategy[str]:
    """Mostly a valid answer; now and then 'not known', one out of range, half a point, or nothing."""
    valid = [str(value) for value in range(rule.low, rule.high + 1)] * 8
    return st.sampled_from([*valid, "9", "-1", str(rule.high + 1), "1.5", ""])


@st.composite
def forms(draw: st.DrawFn, tool: str, coding: str | None) -> list[Form]:
    """Forms of one instrument, item -> answer; every other one is mostly complete."""
    total = figure(tool, coding)
    found: list[Form] = []
    for number in range(FORMS):
        own: Form = {item.item: draw(answer(item)) for item in total.items}
        if number % 2:
            wanted = draw(st.integers(0, 4))
            gaps = draw(st.permutations([item.item for item in total.items]))[:wanted]
            own = {item.item: "" if item.item in gaps else str(draw(whole(item))) for item in total.items}
        found.append(own)
    return found


def whole(rule: Any) -> st.SearchStrategy[int]:
    return st.integers(rule.low, rule.high)


def figure(tool: str, coding: str | None, name: str = "total") -> Scoring:
    return next(rule for rule in instruments.scorings(tool, coding) if rule.figure == name)


def engine(rule: Scoring, given_forms: list[Form]) -> dict[str, Fraction]:
    """Form number -> its figure, where it has one."""
    rows = [
        f"{number}|f|2018-01-01|{rule.instrument}|{item}|{value}"
        for number, form in enumerate(given_forms)
        for item, value in form.items()
    ]
    with small_store(date(2018, 9, 30), scores="\n".join(["person|assessment|date|tool|item|score", *rows])) as store:
        return {row["person"]: Fraction(row["points"], row["per"]) for row in store.fetch(scored(store, rule))}


few = settings(
    max_examples=4,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)


@pytest.mark.parametrize(("tool", "coding"), [*TOOLS, ("recovery-star", None)])
@few
@given(data=st.data())
def test_the_engine_scores_a_form_as_the_library_does(tool: str, coding: str | None, data: st.DataObject) -> None:
    own = data.draw(forms(tool, coding))
    plain = {str(number): instruments.score(tool, form, coding).total for number, form in enumerate(own)}
    assert engine(figure(tool, coding), own) == {who: total for who, total in plain.items() if total is not None}


@pytest.mark.parametrize(("minimum_valid", "prorate"), [(10, False), (10, True), (1, True)])
@few
@given(data=st.data())
def test_a_missing_rule_of_the_contract_s_own(minimum_valid: int, prorate: bool, data: st.DataObject) -> None:
    own = data.draw(forms("honos", None))
    plain = {
        str(number): instruments.score("honos", form, minimum_valid=minimum_valid, prorate=prorate).total
        for number, form in enumerate(own)
    }
    rule = figure("honos", None).relaxed(minimum_valid, prorate)
    assert engine(rule, own) == {who: total for who, total in plain.items() if total is not None}


@few
@given(data=st.data())
def test_a_subscale_is_scored_from_its_own_items(data: st.DataObject) -> None:
    own = data.draw(forms("core-om", "endorsed"))
    plain = {
        str(number): instruments.score("core-om", form, "endorsed").subscales["problems"]
        for number, form in enumerate(own)
    }
    found = engine(figure("core-om", "endorsed", "problems"), own)
    assert found == {who: score for who, score in plain.items() if score is not None}
