"""Data loads: what has come in from each provider, month by month, as the store's manifest has it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from evenlode.data.manifest import NAME, read_manifest
from evenlode.job.workspace import Workspace
from evenlode.web.access.reading import kept


@dataclass(frozen=True, slots=True)
class Load:
    """A submission in force or superseded, as pages may show it: counts and no row."""

    provider: str
    start: date
    end: date
    received: date
    rows: int
    left_out: int
    is_latest: bool


def loads(workspace: Workspace) -> tuple[Load, ...]:
    """Every submission, the newest month first; none where nothing was received."""
    file = workspace.store / NAME
    return kept("loads", workspace, [file], lambda: _loads(workspace)) if file.is_file() else ()


def _loads(workspace: Workspace) -> tuple[Load, ...]:
    submissions = read_manifest(workspace.store, names=False)[0].submissions
    latest = {(one.provider, one.start): one.submission for one in submissions}
    found = [
        Load(
            one.provider,
            one.start,
            one.end,
            one.received,
            sum(file.rows for file in one.sent),
            sum(file.left_out for file in one.sent),
            latest[one.provider, one.start] == one.submission,
        )
        for one in submissions
    ]
    return tuple(sorted(found, key=lambda load: (load.start, load.provider, load.received), reverse=True))
