"""An entry of the journal, and the hash that chains it to the one before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

BEFORE_THE_FIRST = "0" * 64
"""What the first entry names as the hash of the one before."""


@dataclass(frozen=True, slots=True)
class NewEntry:
    """Something to be recorded. key: where given, no other entry of its kind may ever have it."""

    kind: str
    body: Mapping[str, Any]
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that was recorded. body: canonical JSON; recorded_at: in UTC, '2018-10-31T09:00:00.000000Z'."""

    seq: int
    kind: str
    key: str | None
    body: str
    recorded_at: str
    recorded_by: str
    previous_hash: str
    hash: str

    @property
    def document(self) -> dict[str, Any]:
        """The body as values."""
        found: dict[str, Any] = json.loads(self.body)
        return found

    def hash_as_it_stands(self) -> str:
        """The hash of what the entry says now; another one than `hash` where anything of it was changed."""
        said = (self.seq, self.kind, self.key, self.body, self.recorded_at, self.recorded_by, self.previous_hash)
        return hash_of(*said)


def hash_of(
    seq: int, kind: str, key: str | None, body: str, recorded_at: str, recorded_by: str, previous_hash: str
) -> str:
    """SHA-256 over every field of an entry, the hash of the one before among them."""
    said = [seq, kind, key, body, recorded_at, recorded_by, previous_hash]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def moment(at: datetime | None) -> str:
    """The moment as text in UTC; now where none is given. Raises ValueError for a moment without its time zone."""
    if at is not None and at.tzinfo is None:
        raise ValueError("the moment of an entry needs its time zone")
    return (at or datetime.now(UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
