"""Scope by the first of twelve rules, and blended segments by diagnosis and by the first of seven."""

from __future__ import annotations

from datetime import date

import pytest

from evenlode.population import scope, scope_on_day, segment
from evenlode.population.icd10_segments import BlendedSegment, icd10_segment
from evenlode.population.scope import Situation
from tests.engines.rows import small_store


@pytest.mark.parametrize(
    ("code", "age", "found"),
    [
        ("F00", 80, BlendedSegment.ORGANIC),
        ("f09.9", 80, BlendedSegment.ORGANIC),
        ("F19", 30, BlendedSegment.ALCOHOL),
        (" f20.0 ", 30, BlendedSegment.PSYCHOSIS),
        ("F299", 30, BlendedSegment.PSYCHOSIS),
        ("F30", 30, BlendedSegment.ANXIETY_DEPRESSION),
        ("F48", 30, BlendedSegment.ANXIETY_DEPRESSION),
        ("F49", 30, BlendedSegment.UNMAPPED),
        ("F50", 30, BlendedSegment.BEHAVIOURAL),
        ("F89", 30, BlendedSegment.BEHAVIOURAL),
        ("F98", 17, BlendedSegment.CHILDREN),
        ("F90", 18, BlendedSegment.UNMAPPED),
        ("F90", None, BlendedSegment.UNMAPPED),
        ("F99", 17, BlendedSegment.UNMAPPED),
        ("", 40, BlendedSegment.UNMAPPED),
        ("F4", 40, BlendedSegment.UNMAPPED),
    ],
)
def test_a_diagnosis_has_the_segment_of_its_block(code: str, age: int | None, found: BlendedSegment) -> None:
    assert icd10_segment(code, age) is found


@pytest.mark.parametrize(
    ("one", "result", "rule"),
    [
        (Situation(honos_cluster=12, service="forensic"), "out", 1),
        (Situation(honos_cluster=12, age=17), "out", 2),
        (Situation(honos_cluster=18), "out", 3),
        (Situation(honos_cluster=12, age=66), "out", 4),
        (Situation(honos_cluster=12, age=65), "in", 6),
        (Situation(honos_cluster="09"), "reject", 5),
        (Situation(honos_cluster=99), "reject", 5),
        (Situation(honos_cluster="04"), "in", 6),
        (Situation(honos_cluster=3), "later", 7),
        (Situation(honos_cluster=0, pre_cluster=True), "in", 8),
        (Situation(primary_dx="autism", impairment=True), "later", 9),
        (Situation(impairment=True, homeless=True), "in", 10),
        (Situation(homeless=True), "out", 11),
        (Situation(honos_cluster=0), "out", 12),
    ],
)
def test_the_first_rule_that_fires_decides(one: Situation, result: str, rule: int) -> None:
    found = scope.decide(one)
    assert (found.scope, found.rule) == (result, rule)


def test_the_last_age_may_be_moved() -> None:
    assert scope.decide(Situation(honos_cluster=12, age=66), age_to=70).scope == "in"


@pytest.mark.parametrize(
    ("honos_cluster", "primary_dx", "age", "found", "rule"),
    [
        (12, "F20", 17, BlendedSegment.CHILDREN, 1),
        (18, "F20", 40, BlendedSegment.ORGANIC, 2),
        (12, "F03", 40, BlendedSegment.ORGANIC, 2),
        ("10", "F31.2", 40, BlendedSegment.PSYCHOSIS, 3),
        (4, "F20", 40, BlendedSegment.PSYCHOSIS, 3),
        (4, "F10", 40, BlendedSegment.ALCOHOL, 4),
        (4, "F84", 40, BlendedSegment.BEHAVIOURAL, 5),
        (8, None, 40, BlendedSegment.ANXIETY_DEPRESSION, 6),
        (0, "F41", None, BlendedSegment.ANXIETY_DEPRESSION, 6),
        ("09", "F99", 40, "unsegmented", 7),
        (None, None, None, "unsegmented", 7),
    ],
)
def test_needs_come_before_the_diagnosis(
    honos_cluster: str | int | None, primary_dx: str | None, age: int | None, found: str, rule: int
) -> None:
    one = segment.assign(honos_cluster, primary_dx, age)
    assert (one.segment, one.rule, one.version) == (found, rule, 1)


def test_secondary_diagnoses_stand_beside_and_never_decide() -> None:
    one = segment.assign(12, "F20", 40, secondary=["F10.2", "F84", "E66"])
    assert one.segment is BlendedSegment.PSYCHOSIS
    assert one.beside == {BlendedSegment.ALCOHOL, BlendedSegment.BEHAVIOURAL}


def test_the_rows_of_a_day_say_which_rule_put_whom_in_or_out() -> None:
    referrals = """
        person | referral | received_day | team_type | closed_day
        1      | a        | 2018-01-01   | A06       |
        1      | b        | 2018-01-01   | B01       |
        2      | c        | 2018-01-01   | A06       |
        3      | d        | 2018-01-01   | A06       |
        4      | e        | 2018-01-01   | A06       |
        5      | f        | 2018-01-01   | A06       |
        6      | g        | 2018-01-01   | A06       |
        7      | h        | 2018-01-01   | A06       |
        8      | i        | 2018-01-01   | A06       | 2018-09-30
        9      | j        | 2018-01-01   | A06       |
    """
    with small_store(
        referrals=referrals,
        people="\n".join(["person|birth_month", *(f"{one}|1980-01-01" for one in "1245679"), "3|1952-09-01"]),
        honos_clusters="person|code|from\n1|04|2018-01-01\n3|11|2018-01-01\n4|02|2018-01-01\n9|19|2018-01-01",
        honos_cluster_assessments="person|assessment|date\n5|x|2018-02-01\n6|y|2018-02-01\n7|z|2017-12-31",
        diagnoses="person|date|code|rank\n5|2018-02-01|F10.6|primary\n6|2018-01-01|F32.1|primary",
        accommodation_status="person|date|type\n6|2018-03-01|12",
    ) as store:
        placed = scope_on_day.scope_on(store, date(2018, 9, 30), age_to=65)
        older = scope_on_day.scope_on(store, date(2018, 9, 30), age_to=70)
    said = {one.referral: (one.decision.scope, one.decision.rule) for one in placed}
    assert said == {
        "a": ("in", 6),
        "b": ("out", 1),
        "c": ("in", 8),
        "d": ("out", 4),
        "e": ("later", 7),
        "f": ("later", 9),
        "g": ("out", 11),
        "h": ("in", 8),
        "j": ("out", 3),
    }
    assert {one.referral: one.decision.scope for one in older} == {name: scope for name, (scope, _) in said.items()} | {
        "d": "in"
    }
    by_rule = [(one.decision.rule, one.referrals, one.people) for one in scope_on_day.by_rule(placed)]
    assert by_rule == [(1, 1, 1), (3, 1, 1), (4, 1, 1), (6, 1, 1), (7, 1, 1), (8, 2, 2), (9, 1, 1), (11, 1, 1)]
    assert scope_on_day.of_people(placed) == {"in": 2, scope_on_day.BOTH: 1, "later": 2, "out": 3}
