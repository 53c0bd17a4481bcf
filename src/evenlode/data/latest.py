"""Which of the received rows count: of a provider's period the latest submission, of a record its latest row."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from evenlode.data.manifest import FileEntry, Manifest, Submission, manifest_bytes
from evenlode.data.tables import TableForm
from evenlode.problems import refuse

RANK = "submission_rank"
"""The column of a row's rank among submissions. No table has one of this name: a diagnosis has a rank of its own."""


@dataclass(frozen=True, slots=True)
class Counted:
    """One file that counts. rank: where two submissions hold one record, that of the higher rank says what it is."""

    entry: FileEntry
    rank: int
    submission: str = ""


def known_on(manifest: Manifest, day: date | None) -> tuple[Manifest, str]:
    """The manifest as it was at the end of a day, and its hash then. A Refusal where nothing had been received yet."""
    kept = tuple(one for one in manifest.submissions if day is None or one.received <= day)
    if not kept:
        first = min(one.received for one in manifest.submissions)
        said = f"Nothing had been received by {day}; the first rows came on {first}"
        raise refuse("STORE.EMPTY", said, "Name a later day", field="as_known_on")
    then = manifest.of(kept)
    return then, hashlib.sha256(manifest_bytes(then)).hexdigest()


def counted(manifest: Manifest) -> Mapping[str, list[Counted]]:
    """The files of each table that are not superseded."""
    found = defaultdict[str, list[Counted]](list)
    order = sorted(enumerate(manifest.submissions), key=lambda one: (one[1].end, one[1].received, one[0]))
    later = _later(manifest)
    for rank, (place, submission) in enumerate(order):
        for table, entries in submission.tables.items():
            for entry in entries:
                if not any(other.covers(entry) for other in later[place]):
                    found[table].append(Counted(entry, rank, submission.submission))
    return found


def _later(manifest: Manifest) -> list[list[Submission]]:
    """For each submission those that came after it from the same provider for the same period."""
    same = defaultdict[tuple[str, date, date], list[tuple[date, int]]](list)
    for place, one in enumerate(manifest.submissions):
        same[one.provider, one.start, one.end].append((one.received, place))
    return [
        [
            manifest.submissions[other]
            for received, other in same[one.provider, one.start, one.end]
            if (received, other) > (one.received, place)
        ]
        for place, one in enumerate(manifest.submissions)
    ]


def latest(rows: Any, form: TableForm) -> Any:
    """Of rows with a rank those of the highest rank that their record has; all of them where they share it."""
    highest = rows[RANK].max().over(group_by=list(form.record))
    return rows.mutate(highest=highest).filter(lambda one: one[RANK] == one.highest).drop("highest")
