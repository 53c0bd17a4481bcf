"""Segments by diagnosis, scope by rule, and the four-week clock."""

from __future__ import annotations

from datetime import date

import pytest

from evenlode.instruments.four_week_wait import clock_stop
from evenlode.instruments.icd10_segments import BlendedSegment, icd10_segment
from evenlode.instruments.scope_rules import Situation, decide


@pytest.mark.parametrize(
    ("code", "age", "segment"),
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
def test_a_diagnosis_has_the_segment_of_its_block(code: str, age: int | None, segment: BlendedSegment) -> None:
    assert icd10_segment(code, age) is segment


@pytest.mark.parametrize(
    ("one", "scope", "rule"),
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
def test_the_first_rule_that_fires_decides(one: Situation, scope: str, rule: int) -> None:
    found = decide(one)
    assert (found.scope, found.rule) == (scope, rule)


def test_the_last_age_may_be_moved() -> None:
    assert decide(Situation(honos_cluster=12, age=66), age_to=70).scope == "in"


def test_the_clock_needs_the_assessment_when_the_contact_came_in_april_2024() -> None:
    march, april = date(2024, 3, 31), date(2024, 4, 1)
    assert clock_stop(march, march, march, None, march) is not None
    assert clock_stop(march, april, april, None, april) is None
    assert clock_stop(april, march, april, None, april) is None
    assert clock_stop(april, april, april, april, april) is not None


def test_an_assessment_that_is_not_needed_does_not_hold_the_clock() -> None:
    found = clock_stop(date(2024, 1, 1), date(2024, 1, 5), date(2024, 1, 6), date(2024, 5, 1), date(2024, 1, 7))
    assert found is not None
    assert (found.day, found.days) == (date(2024, 1, 7), 6)
