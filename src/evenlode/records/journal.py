"""Journal: an append-only table whose entries each hold the hash of the one before: no change goes unseen."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from evenlode.payment.statement import canonical
from evenlode.problems import Problem, Refusal, refuse
from evenlode.records.entries import BEFORE_THE_FIRST, Entry, NewEntry, hash_of, moment
from evenlode.records.schema import missing_guards, prepare
from evenlode.records.verifying import damaged, find_tampering

_FIELDS = "seq, kind, key, body, recorded_at, recorded_by, previous_hash, hash"
_PATIENCE = 60.0
"""Seconds to wait for another process that is writing."""
_A_MOMENT = 0.01
"""Seconds between two tries."""


class Journal:
    """The records of a workspace. Entries are only ever added; a group of them comes in whole or not at all."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection

    @classmethod
    def open(cls, path: Path, *, create: bool = True) -> Journal:
        """The journal in the file, made where there is none (unless create is False).

        Raises a Refusal where the folder is not there, the file is no journal, or the disk is full or read-only.
        """
        if not create and not path.exists():
            raise refuse("JOURNAL.MISSING", "there is no journal", "Check the workspace", file=path.name)
        if not path.parent.is_dir():
            message = "the folder of the journal is not there"
            raise refuse("JOURNAL.MISSING", message, "Make the workspace first", file=path.name)
        with _refusing(path):
            connection = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
            try:
                _use_wal(connection)
                connection.execute("PRAGMA synchronous = FULL")
                connection.execute("PRAGMA recursive_triggers = ON")
                prepare(connection)
            except BaseException:
                connection.close()
                raise
        return cls(path, connection)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def __enter__(self) -> Journal:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A block in which nobody else writes: look and append; all of it is kept, or none where it fails."""
        with _refusing(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def append(
        self, kind: str, body: Mapping[str, Any], key: str | None = None, *, by: str, at: datetime | None = None
    ) -> Entry:
        """Record one thing. Raises a Refusal where the key is there already. at: the moment, now unless given."""
        return self.append_all([NewEntry(kind, body, key)], by=by, at=at)[0]

    def append_all(self, new: Iterable[NewEntry], *, by: str, at: datetime | None = None) -> list[Entry]:
        """Record several things together: all of them or none."""
        new = list(new)
        if self._connection.in_transaction:
            return self._append(new, by, moment(at))
        with self.writing():
            return self._append(new, by, moment(at))

    def entries(self, kind: str | None = None, as_known_on: date | None = None) -> list[Entry]:
        """The entries in order; of one kind, and recorded by the end of the day (in UTC), where these are given."""
        return list(self._read(kind, as_known_on))

    def find(self, kind: str, key: str) -> Entry | None:
        """The entry of a kind with this key."""
        with _refusing(self.path):
            row = self._connection.execute(
                f"SELECT {_FIELDS} FROM journal WHERE kind = ? AND key = ?",  # noqa: S608 - the fields are ours
                (kind, key),
            ).fetchone()
        return Entry(*row) if row else None

    def head(self) -> tuple[int, str]:
        """How many entries there are, and the hash of the last: keep it elsewhere, and a cut tail shows."""
        with _refusing(self.path):
            row = self._connection.execute("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
        return (row[0], row[1]) if row else (0, BEFORE_THE_FIRST)

    def verify(self, anchor: tuple[int, str] | None = None) -> list[Problem]:
        """Everything that shows that the journal is not as it was written; nothing where it is.

        anchor: a head noted earlier. Only an anchor shows that the last entries were cut off, or that the whole
        journal was written anew.
        """
        try:
            guards = missing_guards(self._connection)
            return find_tampering(self._read(None, None), guards, anchor, self.path.name)
        except (sqlite3.Error, Refusal) as error:
            return [damaged(self.path.name, error)]

    def _read(self, kind: str | None, as_known_on: date | None) -> Iterator[Entry]:
        wanted = "WHERE (? IS NULL OR kind = ?) AND (? IS NULL OR recorded_at < ?) ORDER BY seq"
        before = f"{as_known_on.isoformat()}U" if as_known_on else None  # after every moment 'dayT...' of that day
        with _refusing(self.path):
            rows = self._connection.execute(
                f"SELECT {_FIELDS} FROM journal {wanted}",  # noqa: S608 - both texts are ours
                (kind, kind, before, before),
            )
            for row in rows:
                yield Entry(*row)

    def _append(self, new: list[NewEntry], by: str, recorded_at: str) -> list[Entry]:
        count, previous = self.head()
        added = []
        for seq, one in enumerate(new, start=count + 1):
            if one.key is not None and (known := self.find(one.kind, one.key)):
                message = f"{one.kind} {one.key} is recorded already, as entry {known.seq}"
                raise refuse("JOURNAL.DUPLICATE", message, "Nothing needs doing", file=self.path.name, line=known.seq)
            body = canonical(one.body).decode()
            digest = hash_of(seq, one.kind, one.key, body, recorded_at, by, previous)
            entry = Entry(seq, one.kind, one.key, body, recorded_at, by, previous, digest)
            with _refusing(self.path):
                self._connection.execute(
                    f"INSERT INTO journal ({_FIELDS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - ours
                    (seq, one.kind, one.key, body, recorded_at, by, previous, digest),
                )
            added.append(entry)
            previous = digest
        return added


def _use_wal(connection: sqlite3.Connection) -> None:
    """Readers and a writer side by side. SQLite does not wait by itself while another process makes the change."""
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorname != "SQLITE_BUSY" or time.monotonic() > until:
                raise
            time.sleep(_A_MOMENT)


@contextmanager
def _refusing(path: Path) -> Iterator[None]:
    """What SQLite cannot do, as a Refusal that says why and what to do."""
    try:
        yield
    except sqlite3.Error as error:
        name = getattr(error, "sqlite_errorname", None) or type(error).__name__
        for start, rule, message, fix in _REASONS:
            if name.startswith(start):
                raise refuse(rule, f"{message}; nothing was recorded", fix, file=path.name) from error
        raise refuse(
            "JOURNAL.FAILED", f"the journal cannot be used ({error})", "Check the disk", file=path.name
        ) from error
    except UnicodeDecodeError as error:  # SQLite quotes the spoilt text in its message, and that is no text any more
        raise refuse("JOURNAL.DAMAGED", "the journal is damaged", "Restore it from a backup", file=path.name) from error


_REASONS = (
    ("SQLITE_FULL", "JOURNAL.FULL", "the disk is full", "Make room, then do it again"),
    ("SQLITE_READONLY", "JOURNAL.READ_ONLY", "the journal is read-only", "Allow writing to the file and its folder"),
    ("SQLITE_BUSY", "JOURNAL.BUSY", "another process is writing and does not end", "Wait for it, or end it"),
    (
        "SQLITE_NOTADB",
        "JOURNAL.KIND",
        "the file is no journal",
        "Check the workspace, or restore the file from a backup",
    ),
    ("SQLITE_CORRUPT", "JOURNAL.DAMAGED", "the journal is damaged", "Restore it from a backup"),
    ("SQLITE_CANTOPEN", "JOURNAL.MISSING", "the journal cannot be opened", "Check the file and its folder"),
    ("SQLITE_IOERR", "JOURNAL.DISK", "the disk does not answer as it should", "Check the disk, then do it again"),
)
