"""The journal's table, and the guards that let nothing but the next entry in."""

from __future__ import annotations

import sqlite3

TABLE = """
CREATE TABLE journal (
    seq           INTEGER NOT NULL PRIMARY KEY,
    kind          TEXT    NOT NULL,
    key           TEXT,
    body          TEXT    NOT NULL,
    recorded_at   TEXT    NOT NULL,
    recorded_by   TEXT    NOT NULL,
    previous_hash TEXT    NOT NULL,
    hash          TEXT    NOT NULL,
    UNIQUE (kind, key)
)
"""

GUARDS = {
    "journal_no_update": """
        CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
        BEGIN SELECT RAISE(ABORT, 'an entry of the journal is never changed'); END
    """,
    "journal_no_delete": """
        CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
        BEGIN SELECT RAISE(ABORT, 'an entry of the journal is never taken out'); END
    """,
    # INSERT OR REPLACE would take an entry out without meeting the guard above, so only the next entry may come in.
    "journal_next_alone": """
        CREATE TRIGGER journal_next_alone BEFORE INSERT ON journal
        WHEN NEW.seq <> COALESCE((SELECT MAX(seq) FROM journal), 0) + 1
          OR NEW.previous_hash <> (SELECT hash FROM journal ORDER BY seq DESC LIMIT 1)
          OR EXISTS (SELECT 1 FROM journal WHERE kind = NEW.kind AND key = NEW.key)
        BEGIN SELECT RAISE(ABORT, 'only the next entry, with a key of its own, comes into the journal'); END
    """,
}


def prepare(connection: sqlite3.Connection) -> None:
    """Make the table and its guards where the file is new. Needs nothing but reading where they are there."""
    if "journal" in _names(connection, "table"):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        if "journal" not in _names(connection, "table"):
            for statement in (TABLE, *GUARDS.values()):
                connection.execute(statement)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def missing_guards(connection: sqlite3.Connection) -> list[str]:
    """The guards that somebody has taken out."""
    return sorted(set(GUARDS) - _names(connection, "trigger"))


def _names(connection: sqlite3.Connection, what: str) -> set[str]:
    return {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = ?", (what,))}
