"""status_at_date: the latest record in reach decides, on the last day of a month."""

from __future__ import annotations

from typing import Any

import pytest

from evenlode.measures import problems_of_parameters
from evenlode.results import Grain
from tests.engines.rows import ROLE, SETTLED, answer, definition, each_person, one, small_store, summed

NINE = "\n".join(["person | code | from", *(f"{person} | 04 | 2015-01-01" for person in range(1, 10))])


def months(parameters: Any, **texts: str) -> dict[str, dict[str, str]]:
    """Each of nine people, month by month."""
    with small_store(honos_clusters=NINE, **texts) as store:
        return each_person(store, definition(parameters))


def table(head: str, *rows: str) -> str:
    return "\n".join([head, *rows])


def test_a_record_counts_from_its_month_until_it_is_twelve_months_old() -> None:
    rows = table("person | date | role", "1 | 2016-05-31 | paid", "2 | 2016-02-28 | paid", "3 | 2016-02-29 | paid")
    found = months(ROLE, role_status=rows)
    counting = [end for end, said in sorted(found["1"].items()) if said == "1/1"]
    assert (counting[0], counting[-1], len(counting)) == ("2016-05-31", "2017-04-30", 12)
    assert (found["2"]["2017-02-28"], found["3"]["2017-02-28"]) == ("0/1?", "1/1"), "29 February is in reach"
    assert found["3"]["2017-03-31"] == "0/1?"


def test_the_latest_record_decides_whatever_it_says() -> None:
    rows = table(
        "person | date | settled",
        "1 | 2018-01-01 | Y",
        "1 | 2018-03-31 | N",
        "2 | 2018-01-01 | Y",
        "2 | 2018-03-01 | 9",
        "3 | 2018-01-01 | N",
        "3 | 2018-01-31 | Y",
    )
    found = months(SETTLED, accommodation_status=rows)
    assert [found["1"][end] for end in ("2018-01-31", "2018-02-28", "2018-03-31")] == ["1/1", "1/1", "0/1"]
    assert (found["2"]["2018-02-28"], found["2"]["2018-03-31"]) == ("1/1", "0/1?"), "the latest says nothing"
    assert (found["3"]["2017-12-31"], found["3"]["2018-01-31"]) == ("0/1?", "1/1")


def test_records_of_one_day_are_decided_the_same_way_in_any_order() -> None:
    roles = ("1|2018-01-01|paid", "1|2018-01-01|none", "2|2018-01-01|none", "2|2018-01-01|paid")
    found = months(ROLE, role_status=table("person|date|role", *roles))
    assert (found["1"]["2018-01-31"], found["2"]["2018-01-31"]) == ("1/1", "1/1"), "one role is enough"
    pairs = {"1": "YN", "2": "NY", "3": "Y9", "4": "9Y", "5": "YY"}
    homes = [f"{person}|2018-01-01|{said}" for person, pair in pairs.items() for said in pair]
    found = months(SETTLED, accommodation_status=table("person|date|settled", *homes))
    assert [found[person]["2018-01-31"] for person in pairs] == ["0/1", "0/1", "1/1", "1/1", "1/1"]


def test_education_and_voluntary_activity_must_be_structured() -> None:
    said = {
        "1": "paid|no",
        "2": "paid|",
        "3": "education|yes",
        "4": "education|no",
        "5": "voluntary|",
        "6": "home_parent|yes",
    }
    rows = [f"{person}|2018-01-01|{role}" for person, role in said.items()]
    found = months(ROLE, role_status=table("person|date|role|structured", *rows))
    assert [found[person]["2018-01-31"] for person in said] == ["1/1", "1/1", "1/1", "0/1", "0/1", "0/1"]


def test_employment_stands_in_where_no_role_is_recorded() -> None:
    rows = {
        "role_status": "person | date | role\n1 | 2017-02-01 | none",
        "employment_status": "person | date | code\n1 | 2017-12-01 | 1\n2 | 2017-12-01 | 01\n3 | 2017-12-01 | ZZ",
    }
    instead = months({**ROLE, "employment_codes": ["01"]}, **rows)
    assert [instead["1"][f"201{end}"] for end in ("7-12-31", "8-01-31", "8-02-28")] == ["0/1", "0/1", "1/1"]
    assert (instead["2"]["2017-12-31"], instead["3"]["2017-12-31"]) == ("1/1", "0/1?")
    either = months({**ROLE, "employment_codes": ["01"], "employment": "either"}, **rows)
    assert either["1"]["2017-12-31"] == "1/1"


def test_a_missing_record_fails_or_is_left_out_and_both_can_be_worked_out() -> None:
    people = "person | code | from\n1 | 04 | 2015-01-01\n2 | 04 | 2015-01-01\n3 | 04 | 2015-01-01"
    roles = "person | date | role\n1 | 2018-01-01 | paid\n2 | 2018-01-01 | none"
    with small_store(honos_clusters=people, role_status=roles) as store:
        policies = [definition({**ROLE, "missing": policy}, indicator=policy) for policy in ("fail", "exclude")]
        found = summed(store, *policies)
    for policy, denominator in (("fail", 3), ("exclude", 2)):
        january = one([each for each in found if each.indicator == policy], Grain.MONTH, "2018-01-31")
        assert answer(january) == (1, denominator, 3, 1, 0)
        assert (str(january.if_missing_fail), str(january.if_missing_excluded)) == ("1/3", "1/2")


def test_among_counts_only_those_with_the_other_status() -> None:
    roles = "person | date | role | structured\n1 | 2018-01-01 | paid |\n2 | 2018-01-01 | education | yes"
    found = months({**ROLE, "roles": ["paid"], "among": dict(ROLE)}, role_status=f"{roles}\n3 | 2018-01-01 | none |")
    assert {person: known["2018-01-31"] for person, known in found.items()} == {"1": "1/1", "2": "0/1"}


def test_types_of_accommodation_can_count_instead_of_the_indicator() -> None:
    rows = "person | date | type | settled\n1 | 2018-01-01 | 12 | Y\n2 | 2018-01-01 | 2 | N\n3 | 2018-01-01 | | Y"
    found = months({"table": "accommodation_status", "types": ["01", "02"]}, accommodation_status=rows)
    assert [found[person]["2018-01-31"] for person in "123"] == ["0/1", "1/1", "0/1?"]


def test_a_long_stay_is_a_sign_of_moving_from_its_ninety_first_day_until_six_months_after_it() -> None:
    homes = table(
        "person | date | settled", *(f"1 | {year}-{half} | Y" for year in (2016, 2017) for half in ("01-01", "07-01"))
    )
    stays = table("person | admitted | discharged", "1 | 2016-03-01 | 2016-08-31", "1 | 2016-05-01 | 2016-05-20")
    found = months({**SETTLED, "stability": {"months": "6"}}, accommodation_status=homes, hospital_spells=stays)["1"]
    failing = [end for end, said in sorted(found.items()) if said == "0/1"]
    assert (failing[0], failing[-1], len(failing)) == ("2016-05-31", "2017-02-28", 10)


def test_a_review_keeps_a_status_alive_for_twelve_more_months() -> None:
    homes = table("person | date | settled", "1 | 2016-01-31 | Y")
    reviewed = table("person | assessment | date", "1 | a | 2015-12-01", "1 | b | 2016-12-15", "1 | c | 2018-06-30")
    asked = {**SETTLED, "review_refreshes": "yes"}
    found = months(asked, accommodation_status=homes, honos_cluster_assessments=reviewed)["1"]
    counting = [end for end, said in sorted(found.items()) if said == "1/1"]
    assert (counting[0], counting[22], counting[23], counting[-1]) == (
        "2016-01-31",
        "2017-11-30",
        "2018-06-30",
        "2018-09-30",
    )


def test_a_review_says_what_came_before_it_and_nothing_of_what_came_after() -> None:
    homes = table("person | date | settled", "1 | 2016-01-31 | N", "1 | 2017-12-01 | Y")
    reviewed = table("person | assessment | date", "1 | a | 2015-12-01", "1 | b | 2017-06-15")
    asked = {**SETTLED, "review_refreshes": "yes"}
    found = months(asked, accommodation_status=homes, honos_cluster_assessments=reviewed)["1"]
    assert [found[f"2017-{end}"] for end in ("05-31", "06-30", "11-30", "12-31")] == ["0/1?", "0/1", "0/1", "1/1"]


def test_an_option_is_not_measured_without_the_table_it_looks_at() -> None:
    homes = table("person | date | settled", "1 | 2016-01-31 | Y")
    with small_store(honos_clusters=NINE, accommodation_status=homes) as store:
        asked = [{**SETTLED, "stability": {}}, {**SETTLED, "review_refreshes": "yes"}]
        assert summed(store, *(definition(one, indicator=str(at)) for at, one in enumerate(asked))) == []


@pytest.mark.parametrize(
    ("parameters", "field", "rule", "said"),
    [
        ({**ROLE, "stability": {}}, "with", "CFG.UNKNOWN_KEY", "stability is asked of a home"),
        ({"roles": ["paid"]}, "with.table", "CFG.MISSING", '"table" is missing'),
        ({"table": "role_status"}, "with", "CFG.MISSING", "which status of role_status counts"),
        ({**ROLE, "settled": "Y"}, "with", "CFG.UNKNOWN_KEY", "settled cannot be read"),
        ({"table": "role_status", "role": ["paid"]}, "with.role", "CFG.UNKNOWN_KEY", '"role" is not a key'),
        ({"table": "role_status", "roles": ["payed"]}, "with.roles[0]", "CODE.LIST", '"payed"'),
        ({"table": "employment_status", "employment_codes": ["1"]}, "with", "CODE.LIST", "1 cannot be found"),
        ({**ROLE, "recency_months": "a year"}, "with.recency_months", "CFG.NUMBER", '"a year" is not a number'),
        ({**ROLE, "among": {"settled": "Y"}}, "with.among", "CFG.MISSING", "which status of role_status counts"),
    ],
)
def test_wrong_parameters_name_the_indicator_and_the_field(parameters: Any, field: str, rule: str, said: str) -> None:
    found = problems_of_parameters([definition(parameters, measure="status_at_date")])
    assert [(problem.rule, problem.field, problem.file) for problem in found] == [(rule, field, "T (tested)")]
    assert said in found[0].message
