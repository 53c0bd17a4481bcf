"""A journal in a folder of its own, and a way to get past its guards as somebody with the file could."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from evenlode.records.journal import Journal
from evenlode.records.schema import GUARDS

Tamper = Callable[..., None]


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal.open(tmp_path / "records.db") as opened:
        yield opened


@pytest.fixture
def tamper(journal: Journal) -> Tamper:
    """Run SQL on the file as if the guards were not there, and put them back."""

    def _tamper(*statements: str) -> None:
        connection = sqlite3.connect(journal.path)
        for name in GUARDS:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        for guard in GUARDS.values():
            connection.execute(guard)
        connection.commit()
        connection.close()

    return _tamper
