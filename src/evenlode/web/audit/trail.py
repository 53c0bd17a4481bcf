"""Writing the audit trail and reading it back: who, when, in which role, what, before and after."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from evenlode.job.workspace import Workspace
from evenlode.records.journal import Journal

if TYPE_CHECKING:
    from evenlode.web.access.desk import Desk
    from evenlode.web.jobs.kinds import Work

KIND = "audit"
_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the trail. number: its entry in the journal; at: in UTC; outcome: done, refused or denied."""

    number: int
    at: str
    who: str
    role: str
    organisation: str
    what: str
    about: str
    outcome: str
    before: str
    after: str


def record(
    desk: Desk, what: str, about: str = "", *, outcome: str = "done", before: object = None, after: object = None
) -> None:
    """Add a line for a signed-in person. Text is cut at 2,000 letters."""
    body = {
        "contract": desk.contract.slug,
        "role": desk.role.value,
        "organisation": desk.organisation.party or desk.organisation.name,
        "what": what,
        "about": about[:_LONGEST],
        "outcome": outcome,
        "before": _plain(before),
        "after": _plain(after),
    }
    append(desk.workspace, body, desk.signature)


def record_of_people(
    workspace: Workspace, contract: str, by: str, what: str, about: str = "", outcome: str = "done"
) -> None:
    """Add a line about signing in, where there is no desk yet."""
    body = {
        "contract": contract,
        "role": "",
        "organisation": "",
        "what": what,
        "about": about[:_LONGEST],
        "outcome": outcome,
        "before": None,
        "after": None,
    }
    append(workspace, body, by)


def append_done(work: Work, what: str, about: str) -> None:
    """Add a line about what a job did, for whoever started it."""
    body = {
        "contract": work.contract,
        "role": work.role,
        "organisation": work.organisation,
        "what": what,
        "about": about[:_LONGEST],
        "outcome": "done",
        "before": None,
        "after": None,
    }
    append(work.workspace, body, work.by)


def append(workspace: Workspace, body: Mapping[str, Any], by: str) -> None:
    """Write a line into the workspace's journal, which is made where there is none yet."""
    with Journal.open(workspace.records) as journal:
        journal.append(KIND, body, by=by)


def events(workspace: Workspace) -> list[Event]:
    """Every line, the newest first; none where the workspace has no journal."""
    if not workspace.records.exists():
        return []
    with Journal.open(workspace.records, create=False) as journal:
        found = [_event(entry) for entry in journal.entries(KIND)]
    return found[::-1]


def _event(entry: Any) -> Event:
    said = entry.document
    return Event(
        number=entry.seq,
        at=entry.recorded_at[:19].replace("T", " "),
        who=entry.recorded_by,
        role=said["role"],
        organisation=said["organisation"],
        what=said["what"],
        about=said["about"],
        outcome=said["outcome"],
        before=_said(said["before"]),
        after=_said(said["after"]),
    )


def _plain(value: object) -> Any:
    """Something that canonical JSON can hold: text, whole numbers, lists and names with values."""
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_plain(one) for one in (sorted(value, key=str) if isinstance(value, (set, frozenset)) else value)]
    return str(value)[:_LONGEST]


def _said(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dict):
        return "; ".join(f"{name}: {_said(one)}" for name, one in value.items())
    if isinstance(value, list):
        return ", ".join(map(_said, value))
    return str(value)


def tampering(workspace: Workspace, *, now: bool = False) -> tuple[str, ...]:
    """What shows that the journal is not as it was written; nothing where it is, or where there is none.

    Looking takes longer as the journal grows. Unless it is asked for now, it is looked at again only once its files
    have changed, and never so often that more than a twentieth of the time would go into it.
    """
    files = [path for path in (workspace.records, workspace.folder / f"{workspace.records.name}-wal") if path.exists()]
    signature = tuple((path.stat().st_mtime_ns, path.stat().st_size) for path in files)
    known, began = _looked.get(workspace), time.monotonic()
    if known and not now and (known.signature == signature or began < known.again_at):
        return known.found
    found = _tampering(workspace) if files else ()
    ended = time.monotonic()
    _looked[workspace] = _Looked(signature, ended + LEAST_PAUSE * (ended - began), found)
    return found


LEAST_PAUSE = 20
"""How many times as long as looking took, until it is looked at again."""


@dataclass(frozen=True, slots=True)
class _Looked:
    signature: tuple[tuple[int, int], ...]
    again_at: float
    found: tuple[str, ...]


_looked: dict[Workspace, _Looked] = {}


def _tampering(workspace: Workspace) -> tuple[str, ...]:
    with Journal.open(workspace.records, create=False) as journal:
        return tuple(problem.message for problem in journal.verify())
