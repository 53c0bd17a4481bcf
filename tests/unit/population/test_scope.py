"""Scope by the first of twelve rules, and blended segments by diagnosis and by the first of seven."""

from __future__ import annotations

import pytest

from evenlode.population import scope, segment
from evenlode.population.icd10_segments import BlendedSegment, icd10_segment
from evenlode.population.scope import Situation


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
