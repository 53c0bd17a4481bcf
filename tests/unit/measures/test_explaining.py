"""Explaining: how many rows were left at each step towards one month's figure."""

from __future__ import annotations

from datetime import date
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from evenlode.data.shapes import arrow_schema
from evenlode.data.tables import TABLES as TABLES_KNOWN
from evenlode.measures import Step, measure, steps
from evenlode.measures.explaining import sql_of
from evenlode.measures.who_counts import CountedUnit, who_counts
from evenlode.population.segments import assign_segments
from evenlode.problems import Refusal
from evenlode.results import EVERYONE, Grain, Period
from tests.engines.rows import RETURNED, ROLE, SEGMENTS, definition, small_store, summed

JANUARY = Period(date(2018, 1, 1), date(2018, 1, 31))
TABLES = {
    "honos_clusters": """
        person | provider | code | from
        1      | lead     | 04   | 2018-01-01
        1      | other    | 11   | 2018-01-01
        2      | lead     | 04   | 2018-01-01
        3      | lead     | 04   | 2018-02-01
        """,
    "role_status": """
        person | date       | role
        1      | 2017-12-01 | paid
        1      | 2018-02-01 | none
        2      | 2018-01-15 | payed
        3      | 2018-01-15 | paid
        """,
    "hospital_spells": """
        person | spell | admitted   | discharged | discharge_method
        1      | a     | 2018-01-01 | 2018-01-10 | 1
        1      | b     | 2018-01-20 | 2018-01-25 | 4
        2      | c     | 2018-01-20 |            |
        """,
}


def explained(parameters: Any, **changes: Any) -> list[Step]:
    with small_store(**TABLES) as store:
        return steps(store, definition(parameters, **changes), assign_segments(store, SEGMENTS), JANUARY)


def test_the_steps_of_a_status() -> None:
    assert [(step.text, step.rows) for step in explained(ROLE)] == [
        ("records of role_status that were sent", 4),
        ("records of role_status after the checks", 3),
        ("that say what the status is", 3),
        ("dated on or before 31 January 2018", 2),
        ("eligible on 31 January 2018", 2),
        ("of these, with a record", 1),
        ("in the denominator", 2),
        ("in the numerator", 1),
        ("beside them, could not be timed", 0),
    ]


def test_the_steps_of_discharges() -> None:
    assert [(step.text, step.rows) for step in explained(RETURNED, segments=())] == [
        ("spells that were sent", 3),
        ("spells after the checks", 3),
        ("discharged in the period", 2),
        ("by a method that counts", 1),
        ("to a destination that counts", 1),
        ("from a ward that counts", 1),
        ("eligible in 1 January 2018 to 31 January 2018", 1),
        ("of these, with a record", 1),
        ("in the denominator", 1),
        ("in the numerator", 0),
        ("beside them, could not be timed", 0),
    ]


def test_the_queries_give_the_same_rows_when_they_are_run_by_hand() -> None:
    with small_store(**TABLES) as store:
        segments = assign_segments(store, SEGMENTS)
        *kept, last = sql_of(store, definition(ROLE), segments, JANUARY).split(";\n\n")
        counted = measure(store, [definition(ROLE)], segments, JANUARY)
        expected = sorted(tuple(row.values()) for row in store.fetch(counted.rows(counted.measured[0])))
        sent = {name: store.fetch(store.as_sent(name).rows) for name in ("honos_clusters", "role_status")}
        schemas = {name: arrow_schema(TABLES_KNOWN[name]) for name in sent}
    assert [query.split()[3] for query in kept] == [
        "accepted_honos_clusters_1",
        "clusters_in_force_2",
        "segments_3",
        "segment_bits_4",
        "caseload_5",
        "accepted_role_status_6",
        "changes_role_status_7",
    ]
    with duckdb.connect() as by_hand:
        for name, rows in sent.items():
            places = [("file", pa.string()), ("row", pa.int64())]
            arrow = pa.Table.from_pylist(rows, schema=pa.schema([*schemas[name], *places]))
            by_hand.register("arrow", arrow)
            by_hand.execute(f"CREATE TEMPORARY TABLE {name} AS SELECT * FROM arrow")  # noqa: S608 - our own names
        for query in kept:
            by_hand.execute(query)
        assert sorted(by_hand.execute(last).fetchall()) == expected
    assert len(expected) > 5


def test_who_counts_and_why() -> None:
    with small_store(**TABLES) as store:
        found = who_counts(store, definition(ROLE), assign_segments(store, SEGMENTS), JANUARY)
    assert found == [
        CountedUnit(
            "1",
            "1",
            ("lead", "other"),
            ("everybody", "non-psychosis", "psychosis"),
            "numerator and denominator",
            "meets the definition on 31 January 2018, as since January 2018",
        ),
        CountedUnit(
            "2",
            "2",
            ("lead",),
            ("everybody", "non-psychosis"),
            "denominator",
            "has no record, which counts against on 31 January 2018, as since January 2018",
        ),
    ]


def test_who_counts_adds_up_to_the_figure_of_every_month() -> None:
    for parameters, segments in ((ROLE, ("everybody",)), (RETURNED, ())):
        with small_store(**TABLES) as store:
            of = definition(parameters, segments=segments)
            found = summed(store, of)
            for one in found:
                if one.grain is Grain.MONTH and one.provider == one.segment == EVERYONE:
                    units = who_counts(store, of, assign_segments(store, SEGMENTS), one.period)
                    counted = [unit.counted for unit in units]
                    assert counted.count("numerator and denominator") == one.numerator
                    assert sum("denominator" in said for said in counted) == one.denominator


def test_several_events_of_a_unit_are_explained_by_those_that_decide(monkeypatch: pytest.MonkeyPatch) -> None:
    import ibis

    months = {name: [24216] * 3 for name in ("from_month", "to_month")}
    shown = {name: ["1"] * 3 for name in ("unit", "person")} | {"provider": ["all"] * 3, "segment": ["all"] * 3}
    events = {**shown, **months, "numerator": [1, 0, 0], "denominator": [1, 1, 0]}
    for ranks, missing, counted, why in (
        ([2, 1, 0], [0, 0, 0], "numerator and denominator", "meets the definition; the latest of 3 events decides"),
        ([0, 0, 0], [0, 0, 0], "denominator", "does not meet it; 3 events decide together"),
        ([0, 1, 2], [0, 0, 1], "neither, missing", "has no record and is left out; the latest of 3 events decides"),
    ):
        rows = ibis.memtable({**events, "rank": ranks, "missing": missing, "untimed": [0, 0, 0]})
        monkeypatch.setattr("evenlode.measures.who_counts.counted_rows", lambda *_, rows=rows: rows)
        with small_store(**TABLES) as store:
            (one,) = who_counts(store, definition(RETURNED, segments=()), assign_segments(store, SEGMENTS), JANUARY)
        assert (one.counted, one.why) == (counted, why)


def test_what_cannot_be_explained_is_refused() -> None:
    with pytest.raises(Refusal, match="is supplied"):
        explained({}, measure="supplied")
    with pytest.raises(Refusal, match="cannot be measured in 1 January 2018"):
        explained(ROLE, in_force=Period(date(2018, 4, 1), date(2019, 9, 30)))
