"""Kept: what a run says on its pages, built once from what it left on disk and read in a moment ever after.

Building reads every figure of the run and takes seconds, so the worker does it after a run, and `evenlode serve` for
runs that it finds. It is kept in web/shown/ of the workspace, beside the runs, which never change.
"""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evenlode.problems import Refusal
from evenlode.report.report import Report
from evenlode.results import Period
from evenlode.web.shown.plain_json import from_plain, shape_of, to_plain
from evenlode.web.shown.writing import write_whole

if TYPE_CHECKING:
    from evenlode.job.workspace import Workspace
    from evenlode.results import Judgement, Payment
    from evenlode.terms.contract import Contract

KINDS = ("run", "settle", "replay")
"""Kinds of run that judge a year, and so have something to say on the pages."""


_building: set[Path] = set()
_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Change:
    """What one cause changed of what is earned, in pence, and on which lines."""

    cause: str
    earned: int
    lines: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Why a run pays another amount than the statement before it of the same year. before + every change = after."""

    against: str
    before: int
    after: int
    changes: tuple[Change, ...]


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
    """The newest run whose pages are built, of one contract year where it is given; None where there is none yet.

    Where a newer run is not built, its building begins beside the request and nobody waits for it.
    """
    for folder in reversed(run_folders(workspace)):
        found = kept(workspace, folder)
        if found is not None and year in (None, found.year):
            return found
    return None


def is_building(workspace: Workspace) -> bool:
    """True where a run is there whose pages are not built yet."""
    return any(kept(workspace, folder) is None for folder in run_folders(workspace))


def run_folders(workspace: Workspace) -> list[Path]:
    """The folders of the runs that judged a year, in the order in which they were made."""
    found = [path for kind in KINDS for path in workspace.runs.glob(f"[0-9][0-9][0-9][0-9]-{kind}")]
    return sorted((path for path in found if (path / "run.json").is_file()), key=lambda path: path.name)


def kept(workspace: Workspace, folder: Path) -> Kept | None:
    """What the pages say of one run; None where nobody has built it yet, and then it is being built."""
    file = _file(workspace, folder)
    found = _read(file, file.stat().st_mtime_ns) if file.is_file() else None
    if found is None:
        build_beside(workspace)
    return found


def keep(workspace: Workspace, folder: Path) -> Kept:
    """Build what the pages say of a run from its folder and the contract as it was, and keep it beside the runs."""
    about = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    made = Kept(
        run=folder.name,
        kind=about["kind"],
        year=Period(date.fromisoformat(about["year"]["start"]), date.fromisoformat(about["year"]["end"])),
        contract_sha256=about["hashes"]["contract"],
        statement_sha256=about["statement_sha256"],
        evenlode=about["evenlode"],
        report=_report(workspace, folder, about),
    )
    made = replace(made, difference=_difference(workspace, made))
    write_whole(_file(workspace, folder), json.dumps([shape_of(Kept), to_plain(made)], ensure_ascii=False))
    return made


def keep_all(workspace: Workspace) -> list[str]:
    """Build whatever is not kept yet, the newest run first, then the forecast. Gives the names of the runs it built."""
    from evenlode.web.shown.ahead import keep_forecast

    built = []
    for folder in reversed(run_folders(workspace)):
        file = _file(workspace, folder)
        if not file.is_file() or _read(file, file.stat().st_mtime_ns) is None:
            keep(workspace, folder)
            built.append(folder.name)
    keep_forecast(workspace)
    return built


def build_beside(workspace: Workspace) -> None:
    """Build what is missing in a thread of its own, one at a time for each workspace."""
    with _lock:
        if workspace.folder in _building:
            return
        _building.add(workspace.folder)
    threading.Thread(target=_build, args=(workspace,), daemon=True, name="evenlode-pages").start()


def _build(workspace: Workspace) -> None:
    try:
        keep_all(workspace)
    finally:
        with _lock:
            _building.discard(workspace.folder)


def _file(workspace: Workspace, folder: Path) -> Path:
    return workspace.folder / "web" / "shown" / f"{folder.name}.json"


@lru_cache(maxsize=16)
def _read(file: Path, written: int) -> Kept | None:
    """What is kept in the file as it was written then; None where another version of Evenlode kept it."""
    try:
        shape, said = json.loads(file.read_text(encoding="utf-8"))
        return from_plain(Kept, said) if shape == shape_of(Kept) else None
    except (ValueError, TypeError, KeyError):
        return None


def _report(workspace: Workspace, folder: Path, about: dict[str, Any]) -> Report:
    """The run's own report, from its figures, judgements and statement, under the contract as it was then."""
    from evenlode.job.measured import read_measured
    from evenlode.job.restating import contract_of
    from evenlode.records.inputs import contract_files
    from evenlode.records.journal import Journal
    from evenlode.terms.reading import folder_sha256, read_contract

    sha256 = about["hashes"]["contract"]
    if folder_sha256(workspace.contract) == sha256:
        contract = read_contract(workspace.contract)
        return _built(folder, about, contract, read_measured(folder / "outturns.csv", contract).outturns)
    with Journal.open(workspace.records, create=False) as journal:
        files = contract_files(journal, sha256)
    with contract_of(files, sha256) as contract:
        return _built(folder, about, contract, read_measured(folder / "outturns.csv", contract).outturns)


def _built(folder: Path, about: dict[str, Any], contract: Contract, outturns: tuple[Any, ...]) -> Report:
    from evenlode.payment import judge
    from evenlode.report.build import build_report

    year = Period(date.fromisoformat(about["year"]["start"]), date.fromisoformat(about["year"]["end"]))
    earlier = [] if about["kind"] == "replay" else [past for past in contract.years() if past.end < year.start]
    report = build_report(
        contract=contract,
        terms=contract.terms_on(year.end),
        outturns=outturns,
        judgements=_judgements(folder / "judgements.json"),
        payment=_payment(folder / "statement.json"),
        earlier=[one for past in earlier for one in judge(outturns, contract.terms_on(past.end))],
        findings=_findings(folder / "findings.csv"),
        hashes=about["hashes"],
        statement_sha256=about["statement_sha256"],
        invented=about["invented"],
        data_to=date.fromisoformat(about["data_to"]) if about["data_to"] else None,
    )
    return replace(report, figures=())


def _judgements(file: Path) -> list[Judgement]:
    """The judgements that the run left, as values."""
    from evenlode.results import Because, Judgement, Source, Stage, Status

    found = []
    for said in json.loads(file.read_text(encoding="utf-8")):
        because = said["because"] | {
            name: None if said["because"][name] is None else Fraction(said["because"][name])
            for name in ("value", "line", "coverage")
        }
        since = because["line_from"]
        because["line_from"] = None if since is None else date.fromisoformat(since)
        period = Period(date.fromisoformat(said["period"]["start"]), date.fromisoformat(said["period"]["end"]))
        found.append(
            Judgement(
                **{name: said[name] for name in ("indicator", "level", "provider", "segment")},
                period=period,
                status=Status(said["status"]),
                share=Fraction(said["share"]),
                because=Because(**because),
                stage=Stage(said["stage"]),
                source=Source(said["source"]),
            )
        )
    return found


def _payment(file: Path) -> Payment | None:
    """The payment that the run's statement holds; None for a replay, which has no money."""
    from evenlode.results import Payment, PaymentLine, Status

    if not file.is_file():
        return None
    said = json.loads(file.read_bytes())
    lines = tuple(
        PaymentLine(
            **{name: line[name] for name in ("outcome", "indicator", "share_of_pot", "because", "level")},
            **{name: line[name] for name in ("earned", "held", "not_earned", "not_on_offer")},
            points=None if line["points"] is None else Fraction(line["points"]),
            status=Status(line["status"]),
        )
        for line in said["lines"]
    )
    year = Period(date.fromisoformat(said["year"]["from"]), date.fromisoformat(said["year"]["to"]))
    return Payment(year, said["pot"], said["basis"], lines)


def _findings(file: Path) -> list[Any]:
    import csv

    from evenlode.problems import Level, Problem

    with file.open(encoding="utf-8", newline="") as rows:
        return [
            Problem(
                row["rule"],
                Level(row["level"]),
                row["file"],
                int(row["line"]) if row["line"] else None,
                row["field"] or None,
                row["message"],
                row["fix"],
                int(row["count"]),
            )
            for row in csv.DictReader(rows)
        ]


def _difference(workspace: Workspace, made: Kept) -> Difference | None:
    """By cause, why this run pays another amount than the statement before it of the same contract year."""
    from evenlode.job.comparing import compare_runs
    from evenlode.records.journal import Journal
    from evenlode.records.statements import statements

    if made.statement_sha256 is None or not workspace.records.exists():
        return None
    with Journal.open(workspace.records) as journal:
        own = [one for one in statements(journal) if one.year == made.year.start.isoformat()]
    place = next((at for at, one in enumerate(own) if one.sha256 == made.statement_sha256), 0)
    if place == 0:
        return None
    before = own[place - 1]
    try:
        found = compare_runs(workspace, str(before.number), made.run).found
    except Refusal:
        return None
    changes = tuple(Change(part.cause.value, part.change.earned, part.lines) for part in found.parts)
    return Difference(f"version {before.version}", found.before.earned, found.after.earned, changes)
