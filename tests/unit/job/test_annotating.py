"""Notes on figures: kept with name and day, shown in later reports, and without a change to any figure."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from evenlode.job.annotating import NOTE, annotate, notes_of
from evenlode.job.told import read_told
from evenlode.problems import Refusal
from evenlode.records.journal import Journal
from evenlode.report.notes import notes_table
from evenlode.results import Period
from tests.web.shown.making import SMALL_YEAR, copied, settled_small, small, small_contract

DAY = date(2017, 1, 10)
SAID = "One ward moved <b>its</b> records in May"


def test_a_note_stands_in_the_next_report_and_the_statement_is_the_same(tmp_path: Path) -> None:
    place = copied(tmp_path, small())
    contract = small_contract()
    made = annotate(contract, place, "first-indicator", SMALL_YEAR, f" {SAID} ", by="Owen Price <o@x>", on=DAY)
    assert (made.said, made.by, made.on, made.who) == (SAID, "Owen Price <o@x>", DAY, "Owen Price")
    assert notes_of(place, contract) == notes_of(place, contract, "first-indicator") == (made,)
    assert notes_of(place, contract, "second-indicator") == ()
    before = next(place.runs.iterdir())
    after = settled_small(place)
    assert (after / "statement.json").read_bytes() == (before / "statement.json").read_bytes()
    assert (after / "outturns.csv").read_bytes() == (before / "outturns.csv").read_bytes()
    page = (after / "report.html").read_text(encoding="utf-8")
    assert "One ward moved &lt;b&gt;its&lt;/b&gt; records in May" in page
    assert "Owen Price" in page
    told = read_told(after)
    assert told is not None
    assert [one.measured.notes for one in told.report.indicators] == [(made,), ()]


def test_everything_wrong_with_a_note_is_said_at_once_and_nothing_is_kept(tmp_path: Path) -> None:
    place = copied(tmp_path, small())
    long_ago = Period(date(1999, 1, 1), date(1999, 12, 31))
    with pytest.raises(Refusal) as refused:
        annotate(place.contract, place, "no-such", long_ago, "  ", by="a")
    assert [one.rule for one in refused.value.problems] == ["CODE.LIST", "PERIOD.OUTSIDE", "NOTE.EMPTY"]
    with pytest.raises(Refusal, match="1,001 characters"):
        annotate(small_contract(), place, "first-indicator", SMALL_YEAR, "x" * 1001, by="a")
    with Journal.open(place.records) as journal:
        assert journal.entries(NOTE) == []


def test_notes_are_named_by_month_or_by_days_the_newest_first(tmp_path: Path) -> None:
    place = copied(tmp_path, small())
    month = Period(date(2016, 5, 1), date(2016, 5, 31))
    first = annotate(small_contract(), place, "first-indicator", month, "one", by="A <a@x>", on=DAY)
    second = annotate(small_contract(), place, "first-indicator", SMALL_YEAR, "two", by="B <b@x>", on=DAY)
    table = notes_table("1", (first, second))
    assert table is not None
    assert [(row[0], row[1], row[2]) for row in table.rows] == [
        ("1 Oct 2015 to 30 Sep 2016", "two", "B"),
        ("May 2016", "one", "A"),
    ]
    assert notes_table("1", ()) is None
