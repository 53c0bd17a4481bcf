"""Segments: HoNOS clusters in force become closed ranges of days, overlaps merged."""

from __future__ import annotations

from datetime import date

import pytest

from evenlode.data.rules import FAR_AWAY
from evenlode.data.store import Store
from evenlode.population.segments import assign_segments, refuse_unknown_segments
from evenlode.problems import Refusal
from tests.engines.rows import SEGMENTS, small_store


def held(store: Store, segment: str = "everybody") -> list[tuple[str, str, str, str]]:
    """(person, provider, first day, last day or ...) of one segment, sorted."""
    return sorted(
        (
            row["person"],
            row["provider"],
            str(row["from_day"]),
            "..." if row["to_day"] == FAR_AWAY else str(row["to_day"]),
        )
        for row in store.fetch(assign_segments(store, SEGMENTS))
        if row["segment"] == segment
    )


CLUSTERS = """
    person | provider | code | from       | to
    1      | lead     | 4    | 2018-01-01 |
    1      | lead     | 05   | 2018-06-15 |
    1      | lead     | 12   | 2018-07-01 | 2018-07-31
    1      | lead     | 18   | 2018-08-01 | 2018-08-31
    1      | other    | 04   | 2018-08-01 |
    2      | lead     | 11   | 2018-01-01 | 2018-01-31
    2      | lead     | 12   | 2018-02-01 | 2018-02-28
    2      | lead     | 12   | 2018-03-02 | 2018-03-31
    3      | lead     | 05   | 2018-01-01 | 2018-03-01
    3      | lead     | 05   | 2018-01-05 | 2018-02-01
    3      | lead     | 05   | 2018-02-15 | 2018-05-01
    """


def test_clusters_in_force_become_segments() -> None:
    with small_store(honos_clusters=CLUSTERS) as store:
        assert held(store) == [
            ("1", "lead", "2018-01-01", "2018-07-31"),
            ("1", "other", "2018-08-01", "..."),
            ("2", "lead", "2018-01-01", "2018-02-28"),
            ("2", "lead", "2018-03-02", "2018-03-31"),
            ("3", "lead", "2018-01-01", "2018-05-01"),
        ]
        assert held(store, "psychosis") == [
            ("1", "lead", "2018-07-01", "2018-07-31"),
            ("2", "lead", "2018-01-01", "2018-02-28"),
            ("2", "lead", "2018-03-02", "2018-03-31"),
        ]


def test_a_code_without_its_zero_is_the_same_code() -> None:
    with small_store(
        honos_clusters="person|code|from|to\n1|4|2018-01-01|2018-01-31\n1|04|2018-02-01|2018-02-28"
    ) as store:
        assert held(store, "non-psychosis") == [("1", "lead", "2018-01-01", "2018-02-28")]


def test_segments_that_are_given_come_before_clusters() -> None:
    given = "person | segment\n1 | psychosis\n1 | psychosis"
    with small_store(segments=given, honos_clusters=CLUSTERS) as store:
        assert held(store, "psychosis") == [("1", "lead", "1900-01-01", "...")]
        assert held(store) == []


def test_a_segment_that_the_contract_does_not_have_is_refused() -> None:
    rows = "person | segment\n1 | psychosys\n2 | psychosis"
    with small_store(segments=rows) as store, pytest.raises(Refusal) as refused:
        refuse_unknown_segments(store, SEGMENTS)
    (problem,) = refused.value.problems
    assert (problem.rule, problem.file, problem.field, problem.count) == ("CODE.LIST", "segments", "segment", 1)
    assert problem.fix == "Use everybody, non-psychosis, psychosis"


def test_no_table_at_all_puts_nobody_anywhere() -> None:
    with small_store(date(2018, 1, 1)) as store:
        assert held(store) == []
