"""checks_complete and share_with_value: readings of physical health at a month's end."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from evenlode.measures import problems_of_parameters, steps
from evenlode.population.segments import assign_segments
from evenlode.results import EVERYONE, Grain, Period
from tests.engines.rows import LEAD, SEGMENTS, answer, definition, each_person, one, small_store, summed

ONE = "person | code | from\n1 | 04 | 2015-01-01"
TWO_CHECKS = {"checks": ["bmi", "alcohol"]}
OVER_30 = {"check": "bmi", "over": "30"}


def read(*rows: str) -> str:
    return "\n".join(["person | date | check | value", *rows])


def of(measure: str, parameters: Any, **changes: Any) -> Any:
    return definition(parameters, measure=measure, **changes)


def test_checks_are_complete_from_the_last_made_until_the_first_is_too_old() -> None:
    rows = read(
        "1 | 2016-01-10 | bmi | 24",
        "1 | 2016-03-10 | alcohol | 3",
        "1 | 2016-12-31 | bmi | 24",
        "1 | 2017-06-01 | alcohol | 3",
        "1 | 2017-06-01 | alcohol | 4",
    )
    with small_store(honos_clusters=ONE, physical_health=rows) as store:
        (found,) = each_person(store, of("checks_complete", TWO_CHECKS)).values()
    complete = [end for end, said in sorted(found.items()) if said == "1/1"]
    first, second = complete[:12], complete[12:]
    assert (first[0], first[-1]) == ("2016-03-31", "2017-02-28")
    assert second == [f"2017-{end}" for end in ("06-30", "07-31", "08-31", "09-30", "10-31", "11-30")]


def test_a_person_under_two_providers_is_shown_under_both_and_once_in_the_total() -> None:
    people = "person | provider | code | from\n1 | lead | 04 | 2015-01-01\n1 | other | 11 | 2015-01-01"
    rows = read("1 | 2018-01-10 | bmi | 31", "1 | 2018-01-10 | alcohol | 3")
    with small_store(honos_clusters=people, physical_health=rows) as store:
        found = summed(
            store,
            of("checks_complete", TWO_CHECKS, indicator="checks"),
            of("share_with_value", OVER_30, indicator="bmi"),
            of("share_with_value", {**OVER_30, "attribution": "one provider"}, indicator="one"),
        )
    for name in ("checks", "bmi"):
        own = [each for each in found if each.indicator == name]
        for provider in (LEAD, "other", EVERYONE):
            assert answer(one(own, Grain.MONTH, "2018-01-31", provider)) == (1, 1, 1, 0, 0)
    shown = {each.provider for each in found if each.indicator == "one" and each.segment == "everybody"}
    assert shown == {LEAD, EVERYONE}


def test_a_reading_is_read_as_a_number_or_not_at_all() -> None:
    values = {"30": "0/1", "30.001": "1/1", "-": "0/0?", "1e2": "1/1", "31 ": "1/1", "120/80": "0/0?"}
    people = ["person | code | from", *(f"{at} | 04 | 2015-01-01" for at, _ in enumerate(values))]
    rows = read(*(f"{at} | 2018-01-10 | bmi | {value}" for at, value in enumerate(values)))
    with small_store(honos_clusters="\n".join(people), physical_health=rows) as store:
        found = each_person(store, of("share_with_value", OVER_30))
    assert [found[str(at)]["2018-01-31"] for at, _ in enumerate(values)] == list(values.values())


def test_both_ways_with_a_missing_reading_can_be_worked_out() -> None:
    people = "person | code | from\n1 | 04 | 2015-01-01\n2 | 04 | 2015-01-01\n3 | 04 | 2015-01-01"
    rows = read("1 | 2018-01-10 | smoking | current", "2 | 2018-01-10 | smoking | never")
    smoking = {"check": "smoking", "values": ["current"]}
    with small_store(honos_clusters=people, physical_health=rows) as store:
        policies = [of("share_with_value", {**smoking, "missing": way}, indicator=way) for way in ("fail", "exclude")]
        found = summed(store, *policies)
    for way, denominator in (("fail", 3), ("exclude", 2)):
        january = one([each for each in found if each.indicator == way], Grain.MONTH, "2018-01-31")
        assert answer(january) == (1, denominator, 3, 1, 0)
        assert (str(january.if_missing_fail), str(january.if_missing_excluded)) == ("1/3", "1/2")


def test_the_steps_narrow_the_readings() -> None:
    rows = read(
        "1 | 2018-01-10 | bmi | x",
        "1 | 2018-01-10 | bmi | 24",
        "1 | 2018-02-10 | bmi | 24",
        "1 | 2018-01-10 | glucose | 5",
    )
    january = Period(date(2018, 1, 1), date(2018, 1, 31))
    with small_store(honos_clusters=ONE, physical_health=rows) as store:
        segments = assign_segments(store, SEGMENTS)
        values = steps(store, of("share_with_value", OVER_30), segments, january)
        checks = steps(store, of("checks_complete", TWO_CHECKS), segments, january)
    assert [(step.text, step.rows) for step in values][:5] == [
        ("records of physical_health that were sent", 4),
        ("records of physical_health after the checks", 4),
        ("readings of bmi", 3),
        ("that can be read", 2),
        ("dated on or before 31 January 2018", 1),
    ]
    assert [(step.text, step.rows) for step in checks][2:4] == [
        ("of a check that counts", 3),
        ("dated on or before 31 January 2018", 2),
    ]


@pytest.mark.parametrize(
    ("measure", "parameters", "field", "rule"),
    [
        ("share_with_value", {"check": "bmi"}, "with", "CFG.MISSING"),
        ("share_with_value", {"check": "smoking", "over": "30"}, "with", "CFG.MISSING"),
        ("share_with_value", {**OVER_30, "values": ["current"]}, "with", "CFG.UNKNOWN_KEY"),
        ("share_with_value", {**OVER_30, "baseline": "2015"}, "with.baseline", "CFG.DATE"),
        ("share_with_value", {"check": "weight"}, "with.check", "CODE.LIST"),
        ("checks_complete", {"checks": []}, "with", "CFG.DEFINITION"),
        ("checks_complete", {"checks": ["bmi", "bmi"]}, "with", "CFG.DEFINITION"),
        ("checks_complete", {"checks": ["feet"]}, "with.checks[0]", "CODE.LIST"),
    ],
)
def test_wrong_parameters(measure: str, parameters: Any, field: str, rule: str) -> None:
    (problem,) = problems_of_parameters([of(measure, parameters)])
    assert (problem.field, problem.rule) == (field, rule)
