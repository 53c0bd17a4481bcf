"""Whatever character of whatever entry is changed, and whatever byte of the file is spoilt, verify says so."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenlode.problems import Refusal
from evenlode.records.entries import Entry, NewEntry
from evenlode.records.journal import Journal
from evenlode.records.schema import GUARDS

UNHURRIED = settings(deadline=None, max_examples=60)
TEXT_FIELDS = ("kind", "key", "body", "recorded_at", "recorded_by", "previous_hash", "hash")
AT = datetime(2024, 1, 1, 12, tzinfo=UTC)

texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8)
entries = st.lists(
    st.builds(NewEntry, kind=texts.filter(bool), body=st.dictionaries(texts, texts | st.integers() | st.none())),
    min_size=1,
    max_size=5,
)


@contextmanager
def filled(new: list[NewEntry]) -> Iterator[tuple[Journal, list[Entry]]]:
    with tempfile.TemporaryDirectory() as folder, Journal.open(Path(folder) / "records.db") as journal:
        recorded = journal.append_all(new, by="ann", at=AT)
        journal._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        yield journal, recorded


@UNHURRIED
@given(entries, st.data())
def test_a_changed_character_of_any_field_of_any_entry_is_found(new: list[NewEntry], data: st.DataObject) -> None:
    with filled(new) as (journal, recorded):
        entry = data.draw(st.sampled_from(recorded))
        field = data.draw(st.sampled_from([name for name in TEXT_FIELDS if getattr(entry, name)]))
        text = getattr(entry, field)
        place = data.draw(st.integers(0, len(text) - 1))
        other = data.draw(st.characters(codec="utf-8", exclude_characters=["\0", text[place]]) | st.just(""))
        connection = sqlite3.connect(journal.path)
        for name in GUARDS:
            connection.execute(f"DROP TRIGGER {name}")
        changed = text[:place] + other + text[place + 1 :]
        connection.execute(f"UPDATE journal SET {field} = ? WHERE seq = ?", (changed, entry.seq))  # noqa: S608 - ours
        for guard in GUARDS.values():
            connection.execute(guard)
        connection.commit()
        connection.close()
        assert any(problem.line in (entry.seq, entry.seq + 1) for problem in journal.verify())


@UNHURRIED
@given(entries, st.data())
def test_a_spoilt_byte_of_the_file_is_found_or_spoils_no_entry(new: list[NewEntry], data: st.DataObject) -> None:
    with filled(new) as (journal, recorded):
        journal.close()
        content = bytearray(journal.path.read_bytes())
        place = data.draw(st.integers(0, len(content) - 1))
        content[place] ^= data.draw(st.integers(1, 255))
        journal.path.write_bytes(bytes(content))
        try:
            with Journal.open(journal.path) as again:
                assert again.verify((len(recorded), recorded[-1].hash)) or again.entries() == recorded
        except Refusal as refusal:
            assert refusal.rule.startswith("JOURNAL.")  # noqa: PT017 - one of two right answers


def test_a_spoilt_letter_of_the_schema_is_told_as_damage() -> None:
    with filled([NewEntry(kind="0", body={})]) as (journal, _):
        journal.close()
        content = bytearray(journal.path.read_bytes())
        content[content.index(b"CREATE TABLE")] ^= 0x80
        journal.path.write_bytes(bytes(content))
        with pytest.raises(Refusal, match="damaged"):
            Journal.open(journal.path)
