"""Beside a figure of change: the engine's counts are those of the library, category by category."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from pathlib import Path

from evenlode.data.questions import Question
from evenlode.instruments import Among, Category, change, share
from evenlode.instruments.change_counts import ChangeCounts
from evenlode.instruments.item_list import read_clinical
from evenlode.job.changes import read_changes, write_changes
from evenlode.job.provenance import Provenance
from evenlode.measures.paired_beside import change_counts
from evenlode.population.segments import assign_segments
from tests.engines.rows import SEGMENTS, YEARS, definition, small_store

PAIRS = [(20, 8), (20, 14), (20, 26), (12, 9), (11, 11), (9, 3), (4, 3), (20, 15), (10, 5), (3, 12)]
CORE = {"tool": "core-om", "coding": "scored", "first": "at or above 10", "last": "below 10", "by": "5"}


def counted() -> list[ChangeCounts]:
    people = [str(number) for number, _ in enumerate(PAIRS)]
    scores = ["person|assessment|date|tool|item|score"]
    for person, (first, last) in zip(people, PAIRS, strict=True):
        scores += [f"{person}|a{person}|2016-11-01|core-om|total|{first}"]
        scores += [f"{person}|b{person}|2018-03-01|core-om|total|{last}"]
    everybody = [*people, "unpaired"]
    reviews = [
        f"{one}|{kind}{one}|{day}" for one in everybody for kind, day in (("a", "2016-11-01"), ("b", "2018-03-01"))
    ]
    with small_store(
        honos_clusters="\n".join(["person|code|from", *(f"{one}|04|2016-01-01" for one in everybody)]),
        honos_cluster_assessments="\n".join(["person|assessment|date", *reviews]),
        scores="\n".join(scores),
    ) as store:
        segments = Question(assign_segments, (SEGMENTS,))
        own = definition(CORE, measure="paired_change")
        return change_counts(store, own, segments, YEARS, Fraction(5), read_clinical("at or above 10"))


def test_the_engine_counts_what_the_library_says_of_each_pair(tmp_path: Path) -> None:
    found = counted()
    assert [one.year for one in found] == YEARS[:3]
    assert [(one.reviewed, one.pairs) for one in found] == [(0, 0), (0, 0), (len(PAIRS) + 1, len(PAIRS))]
    changes = [change("core-om", first, last) for first, last in PAIRS]
    year = found[2]
    assert year.categories is not None
    assert year.categories == {one: Counter(each.category for each in changes)[one] for one in Category}
    assert set(year.categories.values()) != {0}
    better = (Category.RELIABLE_AND_CLINICAL_IMPROVEMENT, Category.RELIABLE_IMPROVEMENT_ONLY)
    clinical = share(changes, better, Among.CLINICAL_AT_START)
    room = share(changes, better, Among.ROOM_TO_IMPROVE)
    assert (year.clinical_at_start, year.room) == (clinical.denominator, room.denominator)
    assert year.improved_reliably == room.numerator
    assert year.room < year.pairs

    write_changes(tmp_path, found, Provenance())
    assert read_changes(tmp_path / "outturns.csv")[2] == year
    assert read_changes(tmp_path / "elsewhere" / "outturns.csv") == ()
