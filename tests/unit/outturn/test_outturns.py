"""Outturns: grains, annual rules, months that are not all there, and definitions that change."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import pytest

from evenlode.problems import Refusal
from evenlode.results import EVERYONE, Grain, Kind, Outturn, Period
from tests.engines.rows import RETURNED, ROLE, YEARS, answer, definition, figures, one, small_store, summed

YEAR_3 = "2018-09-30"
TWO_PEOPLE = "person | code | from | to\n1 | 04 | 2017-10-01 | \n2 | 11 | 2018-01-01 | 2018-08-15"
ROLES = "person | date | role\n1 | 2017-12-01 | paid\n2 | 2018-02-01 | paid\n1 | 2018-09-30 | none"
SPELLS = "person|spell|admitted|discharged\n" + "\n".join(
    f"{person}|{name}|{admitted}|{discharged}"
    for person, name, admitted, discharged in (
        ("1", "a", "2017-10-02", "2017-10-09"),
        ("1", "b", "2017-10-20", "2017-11-05"),
        ("2", "c", "2018-02-01", "2018-02-20"),
        ("1", "d", "2018-09-01", "2018-09-20"),
    )
)


@cache
def people(data_to: date = date(2018, 9, 30), **changes: Any) -> list[Outturn]:
    with small_store(data_to, honos_clusters=TWO_PEOPLE, role_status=ROLES) as store:
        return summed(store, definition(ROLE, **changes))


def discharges(data_to: date = date(2018, 12, 31), **changes: Any) -> list[Outturn]:
    with small_store(data_to, hospital_spells=SPELLS) as store:
        return summed(store, definition({**RETURNED, **changes.pop("more", {})}, segments=(), **changes))


def test_months_and_quarters_of_snapshots() -> None:
    found = people()
    months = figures(found, Grain.MONTH)
    assert list(months.values()) == [*["0/1"] * 2, "1/1", "1/2", *["2/2"] * 6, "1/1", "0/1"]
    assert figures(found, Grain.QUARTER) == {
        "2017-12-31": "1/1",
        "2018-03-31": "2/2",
        "2018-06-30": "2/2",
        YEAR_3: "0/1",
    }
    assert answer(one(found, Grain.MONTH, "2017-10-31")) == (0, 1, 1, 1, 0)


@pytest.mark.parametrize(
    ("annual", "figure"),
    [("last", "0/1"), ("recount", "0/1"), ("mean of snapshots", "15/19"), ("sum", "15/19")],
)
def test_the_annual_rule_of_snapshots(annual: str, figure: str) -> None:
    assert figures(people(annual=annual), Grain.CONTRACT_YEAR)[YEAR_3] == figure


@pytest.mark.parametrize(
    ("annual", "counting", "figure"),
    [
        ("recount", "spells", "3/4"),
        ("sum", "spells", "3/4"),
        ("last", "spells", "1/1"),
        ("recount", "people", "1/2"),
        ("sum", "people", "3/4"),
    ],
)
def test_the_annual_rule_of_events(annual: str, counting: str, figure: str) -> None:
    found = discharges(annual=annual, more={"counting": counting})
    assert figures(found, Grain.CONTRACT_YEAR)[YEAR_3] == figure


def test_quarters_of_events_are_counted_over_the_quarter() -> None:
    assert figures(discharges(), Grain.QUARTER) == {"2017-12-31": "1/2", "2018-03-31": "1/1", YEAR_3: "1/1"}
    assert figures(discharges(more={"counting": "people"}), Grain.QUARTER)["2017-12-31"] == "0/1"


def test_a_rolling_year_comes_only_where_it_is_asked_for_and_twelve_months_are_there() -> None:
    assert figures(discharges(), Grain.ROLLING_YEAR) == {}
    rolling = figures(discharges(grain=Grain.ROLLING_YEAR), Grain.ROLLING_YEAR)
    assert (rolling["2017-10-31"], rolling["2018-09-30"], rolling["2018-10-31"]) == ("0/1", "3/4", "3/3")
    since = Period(date(2017, 10, 1), date(2019, 9, 30))
    late = figures(discharges(grain=Grain.ROLLING_YEAR, in_force=since), Grain.ROLLING_YEAR)
    assert next(iter(late)) == YEAR_3
    snapshots = figures(people(grain=Grain.ROLLING_YEAR, annual="mean of snapshots"), Grain.ROLLING_YEAR)
    assert (snapshots["2018-08-31"], snapshots[YEAR_3]) == ("15/18", "15/19")


def test_a_period_that_the_data_do_not_reach_gives_nothing() -> None:
    found = people(date(2018, 9, 29), annual="last")
    assert list(figures(found, Grain.MONTH))[-1] == "2018-08-31"
    assert list(figures(found, Grain.QUARTER))[-1] == "2018-06-30"
    assert YEAR_3 not in figures(found, Grain.CONTRACT_YEAR)


def test_a_span_inside_the_contract_gives_what_lies_in_it() -> None:
    with small_store(honos_clusters=TWO_PEOPLE, role_status=ROLES) as store:
        found = summed(store, definition(ROLE), span=Period(date(2018, 1, 15), date(2018, 7, 31)))
    assert list(figures(found, Grain.MONTH)) == [
        "2018-02-28",
        "2018-03-31",
        "2018-04-30",
        "2018-05-31",
        "2018-06-30",
        "2018-07-31",
    ]
    assert list(figures(found, Grain.QUARTER)) == ["2018-06-30"]
    assert figures(found, Grain.CONTRACT_YEAR) == {}


def test_nobody_in_a_contract_year_is_not_the_same_as_no_data() -> None:
    found = people()
    nobody = [each for each in found if each.period == YEARS[0]]
    assert [(each.grain, each.provider, each.segment) for each in nobody] == [(Grain.CONTRACT_YEAR, EVERYONE, EVERYONE)]
    assert answer(nobody[0]) == (0, 0, 0, 0, 0)
    with small_store(role_status=ROLES) as store:
        assert summed(store, definition(ROLE)) == [], "nobody's segment is known"
    with small_store(honos_clusters=TWO_PEOPLE) as store:
        assert summed(store, definition(ROLE), definition({}, measure="supplied")) == [], "nobody's role is known"


def test_a_definition_that_changes_inside_a_year() -> None:
    first = Period(date(2015, 10, 1), date(2018, 3, 31))
    second = Period(date(2018, 4, 1), date(2019, 9, 30))
    old = definition(ROLE, in_force=first, annual="last")
    new = definition({**ROLE, "roles": ["voluntary"]}, in_force=second, annual="mean of snapshots")
    with small_store(honos_clusters=TWO_PEOPLE, role_status=ROLES) as store:
        found = summed(store, old, new)
    months = figures(found, Grain.MONTH)
    assert (months["2018-03-31"], months["2018-04-30"]) == ("2/2", "0/2")
    assert one(found, Grain.MONTH, "2018-03-31").definition == old.version
    year = one(found, Grain.CONTRACT_YEAR, YEAR_3)
    assert (year.definition, year.numerator, year.denominator) == (new.version, 6, 19)


def test_an_indicator_that_has_ended_gives_no_later_year() -> None:
    found = people(in_force=Period(date(2017, 10, 1), date(2018, 6, 30)))
    assert list(figures(found, Grain.MONTH))[-1] == "2018-06-30"
    assert figures(found, Grain.CONTRACT_YEAR) == {}


def test_outturns_are_sorted_and_say_what_they_are() -> None:
    found = people()
    assert [each.key for each in found] == sorted(each.key for each in found)
    assert {(each.kind, each.indicator, each.as_known_on) for each in found} == {(Kind.PROPORTION, "tested", None)}


def test_contract_years_begin_with_a_month() -> None:
    with (
        small_store(honos_clusters=TWO_PEOPLE, role_status=ROLES) as store,
        pytest.raises(Refusal, match="made of whole months"),
    ):
        summed(store, definition(ROLE), years=[Period(date(2017, 10, 15), date(2018, 10, 14))])
