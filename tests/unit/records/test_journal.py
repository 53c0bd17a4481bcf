"""The journal: entries come in whole and in order, are never changed unseen, and a disk that fails loses nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from evenlode.problems import Refusal
from evenlode.records.entries import BEFORE_THE_FIRST, NewEntry
from evenlode.records.journal import Journal
from evenlode.records.schema import GUARDS

Tamper = Callable[..., None]


def fill(journal: Journal, count: int = 4) -> None:
    for number in range(1, count + 1):
        journal.append("note", {"number": number}, f"n{number}", by="ann")


def test_an_entry_holds_what_was_recorded_and_the_hash_of_the_one_before(journal: Journal) -> None:
    first = journal.append("note", {"b": 1, "a": "é"}, "one", by="ann")
    second = journal.append("note", {}, by="ben")
    assert (first.seq, first.previous_hash, first.document) == (1, BEFORE_THE_FIRST, {"a": "é", "b": 1})
    assert (second.seq, second.previous_hash) == (2, first.hash)
    assert journal.entries() == [first, second]
    assert journal.head() == (2, second.hash)
    assert journal.verify() == []


def test_the_hash_does_not_hang_on_the_order_in_which_a_body_is_written(tmp_path: Path) -> None:
    at = datetime(2024, 1, 1, tzinfo=UTC)
    hashes = set()
    for name, body in (("one", {"a": 1, "b": 2}), ("two", {"b": 2, "a": 1})):
        with Journal.open(tmp_path / name) as journal:
            hashes.add(journal.append("note", body, by="ann", at=at).hash)
    assert len(hashes) == 1


def test_it_is_there_when_opened_again(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    with Journal.open(path) as journal:
        fill(journal)
        head = journal.head()
    with Journal.open(path, create=False) as journal:
        assert journal.head() == head


def test_an_empty_journal_is_in_order(journal: Journal) -> None:
    assert journal.head() == (0, BEFORE_THE_FIRST)
    assert journal.verify(journal.head()) == []


def test_entries_by_kind_and_by_what_was_known_on_a_day(journal: Journal) -> None:
    for day, kind in ((1, "note"), (2, "note"), (2, "other"), (3, "note")):
        journal.append(kind, {}, by="ann", at=datetime(2024, 1, day, 23, 59, 59, 999999, tzinfo=UTC))
    assert [entry.seq for entry in journal.entries("note")] == [1, 2, 4]
    assert [entry.seq for entry in journal.entries(as_known_on=date(2024, 1, 2))] == [1, 2, 3]
    assert [entry.seq for entry in journal.entries("note", as_known_on=date(2023, 12, 31))] == []
    assert [entry.seq for entry in journal.entries(as_known_on=date.max)] == [1, 2, 3, 4]


def test_moments_are_kept_in_utc(journal: Journal) -> None:
    india = timezone(timedelta(hours=5, minutes=30))
    entry = journal.append("note", {}, by="ann", at=datetime(2024, 1, 2, 1, 0, tzinfo=india))
    assert entry.recorded_at == "2024-01-01T19:30:00.000000Z"
    with pytest.raises(ValueError, match="time zone"):
        journal.append("note", {}, by="ann", at=datetime(2024, 1, 2))


def test_a_key_comes_once_in_its_kind(journal: Journal) -> None:
    journal.append("note", {}, "one", by="ann")
    journal.append("other", {}, "one", by="ann")
    journal.append("note", {}, by="ann")
    journal.append("note", {}, by="ann")
    with pytest.raises(Refusal, match="note one is recorded already, as entry 1"):
        journal.append("note", {"new": True}, "one", by="ann")
    assert journal.head()[0] == 4


def test_a_group_comes_in_whole_or_not_at_all(journal: Journal) -> None:
    fill(journal, 2)
    with pytest.raises(Refusal, match=r"JOURNAL\.DUPLICATE"):
        journal.append_all([NewEntry("note", {}, "new"), NewEntry("note", {}, "n1")], by="ann")
    with pytest.raises(ValueError, match="float"):
        journal.append_all([NewEntry("note", {}, "new"), NewEntry("note", {"pounds": 0.1})], by="ann")
    assert [entry.key for entry in journal.entries()] == ["n1", "n2"]
    assert len(journal.append_all([NewEntry("note", {}), NewEntry("note", {})], by="ann")) == 2


def test_a_block_that_fails_leaves_nothing(journal: Journal) -> None:
    def interrupted() -> None:
        with journal.writing():
            journal.append("note", {}, "one", by="ann")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert journal.entries() == []
    fill(journal, 1)
    assert journal.verify() == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET body = '{}' WHERE seq = 2",
        "UPDATE journal SET seq = 9 WHERE seq = 4",
        "DELETE FROM journal WHERE seq = 4",
        "DELETE FROM journal",
        "INSERT OR REPLACE INTO journal SELECT * FROM journal WHERE seq = 2",
        "INSERT OR REPLACE INTO journal SELECT 5, kind, key, body, recorded_at, recorded_by, hash, hash FROM journal "
        "WHERE seq = 4",
        "INSERT INTO journal SELECT 7, kind, 'x', body, recorded_at, recorded_by, hash, 'y' FROM journal WHERE seq = 4",
        "INSERT INTO journal SELECT 5, kind, 'x', body, recorded_at, recorded_by, 'x', 'y' FROM journal WHERE seq = 4",
    ],
)
def test_the_guards_stop_whoever_uses_the_database_directly(journal: Journal, statement: str) -> None:
    fill(journal)
    before = journal.entries()
    connection = sqlite3.connect(journal.path)
    with pytest.raises(sqlite3.IntegrityError, match="journal"):
        connection.execute(statement)
    connection.close()
    assert journal.entries() == before
    assert journal.verify() == []


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE journal SET body = '{}' WHERE seq = 2", [("JOURNAL.CHANGED", 2)]),
        ("UPDATE journal SET key = NULL WHERE seq = 4", [("JOURNAL.CHANGED", 4)]),
        ("UPDATE journal SET recorded_by = x'616e6e' WHERE seq = 1", [("JOURNAL.CHANGED", 1)]),
        ("UPDATE journal SET hash = previous_hash WHERE seq = 2", [("JOURNAL.CHANGED", 2), ("JOURNAL.CHAIN", 3)]),
        ("UPDATE journal SET previous_hash = 'x' WHERE seq = 3", [("JOURNAL.CHAIN", 3), ("JOURNAL.CHANGED", 3)]),
        ("DELETE FROM journal WHERE seq = 1", [("JOURNAL.MISSING_ENTRY", 1)]),
        ("DELETE FROM journal WHERE seq = 3", [("JOURNAL.MISSING_ENTRY", 3)]),
        ("DELETE FROM journal WHERE seq IN (2, 3)", [("JOURNAL.MISSING_ENTRY", 2)]),
        ("UPDATE journal SET seq = 9 WHERE seq = 4", [("JOURNAL.MISSING_ENTRY", 4), ("JOURNAL.CHANGED", 9)]),
    ],
)
def test_tampering_is_found_where_it_is(
    journal: Journal, tamper: Tamper, statement: str, found: list[tuple[str, int]]
) -> None:
    fill(journal)
    tamper(statement)
    problems = journal.verify()
    assert [(problem.rule, problem.line) for problem in problems] == found
    assert {problem.file for problem in problems} == {"records.db"}


def test_a_tail_that_is_cut_off_shows_against_an_anchor_alone(journal: Journal, tamper: Tamper) -> None:
    fill(journal)
    anchor = journal.head()
    tamper("DELETE FROM journal WHERE seq > 2")
    assert journal.verify() == []
    (problem,) = journal.verify(anchor)
    assert (problem.rule, problem.line) == ("JOURNAL.TRUNCATED", 3)
    assert "entries 3 to 4 were cut off" in problem.message


def test_a_journal_written_anew_shows_against_an_anchor_alone(journal: Journal, tamper: Tamper) -> None:
    fill(journal)
    anchor = journal.head()
    tamper("DELETE FROM journal")
    for number in range(5):
        journal.append("note", {"number": number * 100}, by="ann")
    assert journal.verify() == []
    assert [(problem.rule, problem.line) for problem in journal.verify(anchor)] == [("JOURNAL.ANCHOR", 4)]


def test_an_old_anchor_still_holds(journal: Journal) -> None:
    fill(journal)
    anchor = journal.head()
    fill_more = [NewEntry("note", {}) for _ in range(3)]
    journal.append_all(fill_more, by="ann")
    assert journal.verify(anchor) == []


def test_a_guard_that_was_taken_out_is_missed(journal: Journal) -> None:
    connection = sqlite3.connect(journal.path)
    connection.execute(f"DROP TRIGGER {next(iter(GUARDS))}")
    connection.close()
    assert [problem.rule for problem in journal.verify()] == ["JOURNAL.GUARD"]


def test_a_file_that_is_no_journal(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    path.write_text("a letter to the board, which is much longer than the hundred bytes of a header\n" * 3)
    before = path.read_bytes()
    with pytest.raises(Refusal, match=r"JOURNAL\.KIND.*no journal"):
        Journal.open(path)
    assert path.read_bytes() == before


def test_a_journal_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"JOURNAL\.MISSING"):
        Journal.open(tmp_path / "nowhere" / "records.db")
    with pytest.raises(Refusal, match=r"JOURNAL\.MISSING"):
        Journal.open(tmp_path / "records.db", create=False)
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_said_and_nothing_is_half_written(journal: Journal) -> None:
    fill(journal)
    before = journal.entries()
    (pages,) = journal._connection.execute("PRAGMA page_count").fetchone()
    journal._connection.execute(f"PRAGMA max_page_count = {pages}")
    big = [NewEntry("note", {"text": "x" * 3000}) for _ in range(20)]
    with pytest.raises(Refusal, match=r"JOURNAL\.FULL: the disk is full; nothing was recorded\. Make room"):
        journal.append_all(big, by="ann")
    assert journal.entries() == before
    journal._connection.execute("PRAGMA max_page_count = 100000")
    journal.append_all(big, by="ann")
    assert journal.verify() == []


def test_a_read_only_journal_is_said_and_can_still_be_read(journal: Journal) -> None:
    fill(journal)
    journal._connection.execute("PRAGMA query_only = ON")
    with pytest.raises(Refusal, match=r"JOURNAL\.READ_ONLY: the journal is read-only; nothing was recorded"):
        journal.append("note", {}, by="ann")
    assert len(journal.entries()) == 4
    assert journal.verify() == []


def test_somebody_who_writes_and_does_not_end(journal: Journal) -> None:
    journal._connection.execute("PRAGMA busy_timeout = 10")
    other = sqlite3.connect(journal.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Refusal, match=r"JOURNAL\.BUSY"):
        journal.append("note", {}, by="ann")
    other.execute("ROLLBACK")
    other.close()
    journal.append("note", {}, by="ann")
