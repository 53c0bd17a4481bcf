"""Segmentation schemes: one person in several of them, people shared by two, and moves between HoNOS clusters."""

from __future__ import annotations

from datetime import date

import pytest

from evenlode.instruments.honos_clusters import Transition
from evenlode.population.schemes import Known, in_schemes, scheme, scheme_names
from evenlode.population.schemes.compared import compared, moves
from evenlode.problems import Refusal
from tests.engines.rows import small_store


def test_one_person_in_every_scheme() -> None:
    mappings = {"severity": {"04": "severe"}, "resource-groups": {"F32": "mood and anxiety"}}
    found = in_schemes(Known(honos_cluster="04", primary_dx="F32.1", age=40), mappings)
    assert found == {
        "blended": "anxiety_depression",
        "honos-clusters": "non-psychosis",
        "icd-10-chapter-v": "F30-F39",
        "life-course": "working-age adults",
        "resource-groups": "mood and anxiety",
        "severity": "severe",
    }


@pytest.mark.parametrize(
    ("name", "one", "category"),
    [
        ("icd-10-chapter-v", Known(primary_dx="F49"), "outside chapter V"),
        ("icd-10-chapter-v", Known(primary_dx="f99"), "F99"),
        ("icd-10-chapter-v", Known(primary_dx="G30"), "outside chapter V"),
        ("icd-10-chapter-v", Known(), "not known"),
        ("honos-clusters", Known(honos_cluster="9"), "blank"),
        ("honos-clusters", Known(honos_cluster="18"), "organic"),
        ("honos-clusters", Known(honos_cluster="0"), "variance"),
        ("honos-clusters", Known(), "not known"),
        ("life-course", Known(age=17), "adolescents"),
        ("life-course", Known(age=65), "older adults"),
        ("blended", Known(age=40), "not known"),
        ("blended", Known(honos_cluster="11", primary_dx="F31", age=40), "psychosis"),
        ("severity", Known(honos_cluster="04"), "not known"),
    ],
)
def test_the_category_of_a_person(name: str, one: Known, category: str) -> None:
    assert scheme(name).category(one, {}) == category


def test_schemes_have_dates_and_names() -> None:
    assert "resource-groups" not in scheme_names(date(2020, 1, 1))
    assert len(scheme_names()) == 6
    with pytest.raises(Refusal, match="no segmentation scheme"):
        scheme("life-curse")
    with pytest.raises(Refusal, match="no level"):
        scheme("severity").category(Known(honos_cluster="04"), {"04": "grave"})


def test_people_shared_by_two_schemes() -> None:
    store = small_store(
        honos_clusters="person | code | from\n1 | 04 | 2017-01-01\n2 | 04 | 2017-01-01\n3 | 11 | 2017-01-01",
        diagnoses="""person | date | code | rank
            1 | 2017-01-01 | F20 | primary
            1 | 2018-01-01 | F32 | primary
            2 | 2018-01-01 | F20 | primary
            2 | 2018-06-01 | F32 | secondary
            3 | 2019-01-01 | F20 | primary""",
        people="person | birth_month\n1 | 1980-06-01\n2 | 2000-10-01",
    )
    with store:
        found = compared(store, ["honos-clusters", "icd-10-chapter-v", "life-course"], date(2018, 9, 30))
    assert [(one.categories, one.people) for one in found] == [
        (("non-psychosis", "F20-F29", "adolescents"), 1),
        (("non-psychosis", "F30-F39", "working-age adults"), 1),
        (("psychosis", "not known", "not known"), 1),
    ]


def test_the_matrix_of_moves_between_two_days() -> None:
    rows = """person | code | from | to
        1 | 05 | 2017-01-01 | 2018-01-31
        1 | 04 | 2018-02-01 |
        2 | 05 | 2017-01-01 | 2018-01-31
        2 | 04 | 2018-02-01 |
        3 | 11 | 2017-01-01 | 2018-01-31
        4 | 08 | 2018-01-01 |
        5 | 08 | 2017-01-01 | 2018-01-31
        5 | 11 | 2018-02-01 |"""
    with small_store(honos_clusters=rows) as store:
        found = moves(store, date(2017, 9, 30), date(2018, 9, 30))
    assert [(one.before, one.after, one.people, one.transition) for one in found] == [
        ("05", "04", 2, Transition.STEP_DOWN),
        ("08", "11", 1, Transition.NOT_COMPARABLE),
        ("11", "none", 1, None),
        ("none", "08", 1, None),
    ]
