"""The caseload: people at month ends, under their segments and in every total."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from evenlode.data.memory import store_of
from evenlode.data.months import last_day
from evenlode.population.caseload import caseload, caseload_by_segment
from evenlode.population.segments import assign_segments
from evenlode.problems import Refusal
from evenlode.results import Period
from tests.engines.rows import LEAD, SEGMENTS, definition, small_store, tables

SPAN = Period(date(2018, 1, 1), date(2018, 6, 30))
CLUSTERS = """
    person | provider | code | from       | to
    1      | lead     | 04   | 2017-06-01 | 2018-01-30
    1      | lead     | 11   | 2018-01-31 | 2018-03-31
    1      | other    | 04   | 2018-03-01 |
    2      | lead     | 18   | 2017-06-01 |
    3      | lead     | 05   | 2018-02-01 | 2018-02-27
    """


def months(**changes: Any) -> dict[tuple[str, str, str], list[str]]:
    """(person, provider, segment) -> the months they are there."""
    with small_store(honos_clusters=CLUSTERS) as store:
        rows = caseload_by_segment(store, assign_segments(store, SEGMENTS), definition(**changes), SPAN)
        found: dict[tuple[str, str, str], list[str]] = {}
        for row in store.fetch(rows):
            own = found.setdefault((row["person"], row["provider"], row["segment"]), [])
            own += [last_day(month).isoformat()[5:7] for month in range(row["from_month"], row["to_month"] + 1)]
    return {who: sorted(own) for who, own in found.items()}


def test_people_are_there_on_the_last_day_of_a_month() -> None:
    assert months() == {
        ("1", LEAD, "everybody"): ["01", "02", "03"],
        ("1", LEAD, "psychosis"): ["01", "02", "03"],
        ("1", LEAD, "all"): ["01", "02", "03"],
        ("1", "other", "everybody"): ["03", "04", "05", "06"],
        ("1", "other", "non-psychosis"): ["03", "04", "05", "06"],
        ("1", "other", "all"): ["03", "04", "05", "06"],
        ("1", "all", "everybody"): ["01", "02", "03", "04", "05", "06"],
        ("1", "all", "psychosis"): ["01", "02", "03"],
        ("1", "all", "non-psychosis"): ["03", "04", "05", "06"],
        ("1", "all", "all"): ["01", "02", "03", "04", "05", "06"],
    }


def test_only_those_in_a_named_segment_and_under_the_lead_provider_where_it_says_so() -> None:
    found = months(segments=("non-psychosis", "psychosis"), provider="lead provider")
    assert {who: own for who, own in found.items() if who[1] == "all"} == {
        ("1", "all", "everybody"): ["01", "02", "03"],
        ("1", "all", "psychosis"): ["01", "02", "03"],
        ("1", "all", "all"): ["01", "02", "03"],
    }
    assert {who[1] for who in found} == {LEAD, "all"}
    assert {who[2] for who in months(segments=("non-psychosis",))} == {"non-psychosis", "everybody", "all"}


def test_the_same_caseload_is_worked_out_once() -> None:
    with small_store(honos_clusters=CLUSTERS) as store:
        segments = assign_segments(store, SEGMENTS)
        first = caseload(store, segments, definition(indicator="one"), SPAN)
        assert caseload(store, segments, definition(indicator="other"), SPAN) is first
        assert caseload(store, segments, definition(segments=("psychosis",)), SPAN) is not first


def test_a_store_must_say_who_leads() -> None:
    with store_of(tables(honos_clusters=CLUSTERS), SPAN.end) as store:
        store.lead_provider = None
        with pytest.raises(Refusal, match="does not say who that is"):
            caseload(store, assign_segments(store, SEGMENTS), definition(provider="lead provider"), SPAN)
