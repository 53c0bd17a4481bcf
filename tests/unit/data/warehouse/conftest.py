"""A warehouse that is none: a server's answers, given by a test in place of a server."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

SOURCE = """\
source: trust-warehouse
dated: 2026-11-22
environment: TRUST_WAREHOUSE
provider: lead-provider
relations:
  - table: MHS001
    relation: mart.people
    columns: {client: Person_ID}
    month: {column: month_sent}
  - table: MHS501
    relation: mart.spells
"""
Answer = bytes | psycopg.Error


@dataclass
class Server:
    """What a server would say: its relations with their columns and whether they may be read, and the rows of each."""

    relations: Mapping[tuple[str, str], Mapping[str, bool]]
    rows: Mapping[str, Sequence[Answer]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def execute(self, query: str, values: Sequence[str]) -> Any:
        if len(values) == 2:
            found: list[Any] = list(self.relations.get((values[0], values[1]), {}).items())
        else:
            found = [(name,) for schema, name in self.relations if schema == values[0]]
        return Rows(found)

    @contextmanager
    def cursor(self) -> Iterator[Server]:
        yield self

    @contextmanager
    def copy(self, query: sql.Composed) -> Iterator[Iterator[bytes]]:
        text = query.as_string(None)
        self.asked.append(text)
        yield self.pieces(next(rows for name, rows in self.rows.items() if name in text))

    def pieces(self, rows: Sequence[Answer]) -> Iterator[bytes]:
        for piece in rows:
            if isinstance(piece, bytes):
                yield piece
            else:
                raise piece


@dataclass
class Rows:
    """The rows of an answer."""

    found: list[Any]

    def fetchall(self) -> list[Any]:
        return self.found


RELATIONS = {
    ("mart", "people"): {"client": True, "Name": True, "PersonBirthDate": True, "month_sent": True},
    ("mart", "spells"): dict.fromkeys(
        ("Person_ID", "HospProvSpellID", "StartDateHospProvSpell", "DischDateHospProvSpell"), True
    ),
}
ROWS: Mapping[str, Sequence[Answer]] = {
    '"people"': [b"client,PersonBirthDate\n", b"P1,1980-01-15\nP2,1990-02-28\n"],
    '"spells"': [
        b"Person_ID,HospProvSpellID,StartDateHospProvSpell,DischDateHospProvSpell\n",
        b"P1,S1,2016-03-05,2016-03-09\n",
    ],
}
Serve = Callable[..., Server]


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Serve:
    """Put a server's answers in the place of a server."""

    def served(
        relations: Mapping[Any, Any] | None = None, rows: Mapping[str, Sequence[Answer]] | None = None
    ) -> Server:
        server = Server({**RELATIONS, **(relations or {})}, {**ROWS, **(rows or {})})

        @contextmanager
        def looking(source: object) -> Iterator[Server]:
            yield server

        monkeypatch.setattr("evenlode.data.warehouse.copying.looking", looking)
        return server

    return served


@pytest.fixture
def source(tmp_path: Path) -> Callable[[str], Path]:
    """Write a source file."""

    def written(text: str = SOURCE) -> Path:
        path = tmp_path / "trust.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return written
