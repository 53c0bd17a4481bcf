"""Told: what a run tells, left in its folder as values, so that a page reads it back and builds nothing."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from evenlode.job.restating import contract_of
from evenlode.job.settled import Settled
from evenlode.job.workspace import Workspace
from evenlode.problems import Refusal
from evenlode.records.inputs import inputs_of
from evenlode.records.journal import Journal
from evenlode.records.statements import RecordedStatement, statements
from evenlode.report.plain_json import from_plain, shape_of, to_plain
from evenlode.report.report import Report
from evenlode.settlement.comparing import Amounts, Side, compare
from evenlode.terms.contract import Contract

FILE = "report.json"


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
class Told:
    """A run's report without its lists of every outturn, which stay in the run's other files, and the difference.

    difference: from the statement before it; None for the first of a year, and for a run without money.
    """

    report: Report
    difference: Difference | None


def write_told(folder: Path, report: Report, difference: Difference | None) -> None:
    """report.json in the run's folder, with the shape of its values, so that another version's is never misread."""
    told = Told(replace(report, figures=()), difference)
    text = json.dumps([shape_of(Told), to_plain(told)], ensure_ascii=False, separators=(",", ":"))
    (folder / FILE).write_text(text + "\n", encoding="utf-8", newline="")


def read_told(folder: Path) -> Told | None:
    """What the run told; None where its folder holds none, or another version of Evenlode wrote it."""
    file = folder / FILE
    try:
        status = file.stat()
    except FileNotFoundError:
        return None
    return _read(file, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=16)
def _read(file: Path, written: int, size: int) -> Told | None:
    """What the file says as it was written then."""
    try:
        shape, said = json.loads(file.read_text(encoding="utf-8"))
        return from_plain(Told, said) if shape == shape_of(Told) else None
    except (ValueError, TypeError, KeyError):
        return None


def difference_of(contract: Contract, workspace: Workspace, settled: Settled, invented: bool) -> Difference | None:
    """By cause, why a year that was just settled pays another amount than the statement recorded before it.

    None where there is none before it, where one of the two is invented and the other is not, and where the journal
    does not hold what that one was made from.
    """
    if settled.statement is None or not workspace.records.exists():
        return None
    with Journal.open(workspace.records) as journal:
        before = _before(journal, contract, settled.terms.year.start.isoformat(), settled.statement)
        if before is None:
            return None
        try:
            old = _recorded(journal, before, contract, invented)
        except Refusal:
            return None
    if old is None:
        return None
    year = settled.terms.year
    own = tuple(one for one in settled.outturns if year.covers(one.period))
    try:
        found = compare(old, Side(settled.terms, own, _stated(settled.statement)))
    except Refusal:
        return None
    changes = tuple(Change(part.cause.value, part.change.earned, part.lines) for part in found.parts)
    return Difference(f"version {before.version}", found.before.earned, found.after.earned, changes)


def _before(journal: Journal, contract: Contract, year: str, statement: bytes) -> RecordedStatement | None:
    """The newest statement of the year that says something else than this one, which may be recorded already."""
    names = (contract.slug, contract.form.alias.contract)
    own = [one for one in statements(journal) if one.year == year and one.contract in names]
    if own and own[-1].content == statement:
        own.pop()
    return own[-1] if own else None


def _recorded(journal: Journal, one: RecordedStatement, contract: Contract, invented: bool) -> Side | None:
    """A recorded statement as it was made, under the contract as it was then; None beside figures of another kind."""
    inputs = inputs_of(journal, one.sha256)
    if inputs.invented != invented:
        return None
    stated = _stated(one.content)
    if inputs.contract_sha256 == contract.sha256:
        return Side(contract.terms_on(inputs.year.end), inputs.outturns, stated)
    with contract_of(inputs.files, inputs.contract_sha256) as then:
        return Side(then.terms_on(inputs.year.end), inputs.outturns, stated)


def _stated(content: bytes) -> Amounts:
    document: dict[str, Any] = json.loads(content)
    return replace(Amounts(**document["totals"]), pot=document["pot"])
