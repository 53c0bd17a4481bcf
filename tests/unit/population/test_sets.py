"""Sets of segments: one row for all that somebody is in at once, and back again."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from evenlode.data.memory import store_of
from evenlode.population.segments import assign_segments
from evenlode.population.sets import MOST_SEGMENTS, bits, by_segment, in_sets, without_overlaps
from evenlode.problems import Refusal
from tests.engines.rows import SEGMENTS, small_store

HELD = [(1, "x", 1, 10, 20), (1, "x", 2, 15, 25), (1, "x", 1, 23, 24), (1, "y", 1, 18, 22), (2, "y", 4, 10, 10)]


def rows() -> Any:
    import ibis

    names = ("person", "provider", "bit", "from_month", "to_month")
    return ibis.memtable([dict(zip(names, one, strict=True)) for one in HELD])


def months(found: list[dict[str, Any]], *names: str) -> set[tuple[Any, ...]]:
    return {(*(row[name] for name in names), row["from_month"], row["to_month"]) for row in found}


def test_a_set_holds_all_segments_of_a_month_and_changes_with_them() -> None:
    with small_store(honos_clusters="person|code|from\n1|4|2017-01-01") as store:
        found = store.fetch(in_sets(rows(), ("person", "provider")))
    assert months(found, "person", "provider", "segment") == {
        (1, "x", 1, 10, 14),
        (1, "x", 3, 15, 20),
        (1, "x", 2, 21, 22),
        (1, "x", 3, 23, 24),
        (1, "x", 2, 25, 25),
        (1, "y", 1, 18, 22),
        (2, "y", 4, 10, 10),
    }


def test_under_several_providers_at_once_a_month_is_there_once() -> None:
    with small_store(honos_clusters="person|code|from\n1|4|2017-01-01") as store:
        once = without_overlaps(rows(), ("person",))
        found = store.fetch(in_sets(once, ("person",)))
    assert months(found, "person", "segment") == {(1, 1, 10, 14), (1, 3, 15, 24), (1, 2, 25, 25), (2, 4, 10, 10)}


def test_a_set_is_told_apart_into_its_segments_and_the_total() -> None:
    import ibis

    with small_store(honos_clusters="person|code|from\n1|4|2017-01-01\n2|11|2017-01-01") as store:
        known = bits(store, assign_segments(store, SEGMENTS))
        of = {row["segment"]: row["bit"] for row in store.fetch(known)}
        held = ibis.memtable([{"segment": of["everybody"] + of["psychosis"], "people": 3}])
        found = {(row["segment"], row["people"]) for row in store.fetch(by_segment(held, known))}
    assert found == {("everybody", 3), ("psychosis", 3), ("all", 3)}


def test_more_segments_than_a_set_can_tell_apart_are_refused() -> None:
    many = tuple(SEGMENTS[0].model_copy(update={"segment": str(number)}) for number in range(MOST_SEGMENTS + 1))
    with store_of({}, data_to=date(2018, 1, 1)) as store, pytest.raises(Refusal, match="61 segments"):
        assign_segments(store, many)
