"""Kept: the runs that judged a year, as their pages need them; each run left its own words, and nothing is built."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from evenlode.job.told import Change, Difference, read_told
from evenlode.report.report import Report
from evenlode.results import Period
from evenlode.web.shown.ahead import build_beside, keep_all

if TYPE_CHECKING:
    from evenlode.job.workspace import Workspace

__all__ = ["Change", "Difference", "Kept", "build_beside", "is_outdated", "keep_all", "kept", "newest", "run_folders"]

KINDS = ("run", "settle", "replay")
"""Kinds of run that judge a year, and so have something to say on the pages."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One run as its pages need it. The report is without its lists of every outturn, which stay in the run's files.

    contract_sha256: of the contract as it was. difference: from the statement before; None for the first one.
    """

    run: str
    kind: str
    year: Period
    contract_sha256: str
    statement_sha256: str | None
    evenlode: str
    report: Report
    difference: Difference | None = None


def newest(workspace: Workspace, year: Period | None = None) -> Kept | None:
    """The newest run that can be shown, of one contract year where it is given; None where there is none."""
    found = (kept(folder) for folder in reversed(run_folders(workspace)))
    return next((one for one in found if one is not None and year in (None, one.year)), None)


def is_outdated(workspace: Workspace) -> bool:
    """True where years were judged, all of them by another version of Evenlode than this one: run them again."""
    return bool(run_folders(workspace)) and newest(workspace) is None


def run_folders(workspace: Workspace) -> list[Path]:
    """The folders of the runs that judged a year, in the order in which they were made."""
    found = [path for kind in KINDS for path in workspace.runs.glob(f"[0-9][0-9][0-9][0-9]-{kind}")]
    return sorted((path for path in found if (path / "run.json").is_file()), key=lambda path: path.name)


def kept(folder: Path) -> Kept | None:
    """What the pages say of one run; None where another version of Evenlode made it."""
    told = read_told(folder)
    if told is None:
        return None
    about = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    return Kept(
        run=folder.name,
        kind=about["kind"],
        year=Period(date.fromisoformat(about["year"]["start"]), date.fromisoformat(about["year"]["end"])),
        contract_sha256=about["hashes"]["contract"],
        statement_sha256=about["statement_sha256"],
        evenlode=about["evenlode"],
        report=told.report,
        difference=told.difference,
    )
