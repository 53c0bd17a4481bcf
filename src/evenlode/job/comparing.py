"""Comparing two runs, two statements or two contracts: the difference by cause, in pounds."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from evenlode.job.measured import Measured, read_measured
from evenlode.job.restating import contract_of, find_statement
from evenlode.job.settled import joined, year_to_settle
from evenlode.job.supplied import supplied_figures
from evenlode.job.workspace import Workspace
from evenlode.problems import Refusal, refuse
from evenlode.records.inputs import contract_files, inputs_of
from evenlode.records.journal import Journal
from evenlode.results import Period
from evenlode.settlement.comparing import Amounts, Compared, Side, compare
from evenlode.settlement.differing import Difference, differences
from evenlode.terms.contract import Contract
from evenlode.terms.reading import read_contract


@dataclass(frozen=True, slots=True)
class ComparedRuns:
    """Two runs or statements, as they were named, and what makes them differ."""

    old: str
    new: str
    found: Compared
    invented: bool


def compare_runs(workspace: Workspace, old: str, new: str) -> ComparedRuns:
    """The difference between two run folders or recorded statements by cause.

    Raises a Refusal where one is not there, has no money, or the journal does not hold its contract, and where one is
    invented and the other is real.
    """
    (one, first), (other, second) = (_side(workspace, named) for named in (old, new))
    if first != second:
        message = "one of the two is invented and the other is real"
        raise refuse("INVENTED.MIX", message, "Compare two that are both invented or both real")
    return ComparedRuns(old, new, compare(one, other), first)


@dataclass(frozen=True, slots=True)
class ComparedContracts:
    """Two versions of a contract: in words, how many texts changed that move no term, and in pounds where figures are.

    year: the contract year whose outturn was put to both; None, like found, where there was none.
    """

    words: tuple[Difference, ...]
    wordings: int
    found: Compared | None
    year: Period | None
    invented: bool


def compare_contracts(
    workspace: Workspace, old: Path, new: Path, outturns: Path | None = None, period: Period | None = None
) -> ComparedContracts:
    """What changed between two contract folders, and what the last settled year would have paid under each.

    The figures are those of an outturn file, or of the workspace's newest run and what was supplied to it. Without
    any the words stand alone. Raises a Refusal with every problem of a folder that cannot be read.
    """
    before, after = read_contract(old), read_contract(new)
    words, wordings = differences(before, after)
    newest = workspace.newest_run("run", "measure", "settle") if outturns is None else None
    file = outturns or (newest / "outturns.csv" if newest else None)
    measured = _read(file, before, after) if file else Measured.nothing()
    supplied = supplied_figures(workspace, None)
    figures = measured.outturns if outturns else joined(measured, supplied)
    if not figures:
        return ComparedContracts(words, wordings, None, None, False)
    year = year_to_settle(after, period, measured, supplied)
    own = tuple(one for one in figures if year.covers(one.period))
    sides = [Side(contract.terms_on(year.end), own) for contract in (before, after)]
    invented = measured.provenance.is_invented or (outturns is None and supplied.invented)
    return ComparedContracts(words, wordings, compare(*sides), year, invented)


def _read(file: Path, old: Contract, new: Contract) -> Measured:
    """Outturns whose names either of the contracts knows."""
    try:
        return read_measured(file, old)
    except Refusal:
        return read_measured(file, new)


def _side(workspace: Workspace, named: str) -> tuple[Side, bool]:
    folder = Path(named)
    folder = folder if (folder / "run.json").is_file() else workspace.runs / named
    with Journal.open(workspace.records, create=False) as journal:
        if not (folder / "run.json").is_file():
            recorded = find_statement(journal, named)
            inputs = inputs_of(journal, recorded.sha256)
            with contract_of(inputs.files, inputs.contract_sha256) as contract:
                stated = _stated(json.loads(recorded.content))
                return Side(contract.terms_on(inputs.year.end), inputs.outturns, stated), inputs.invented
        about = json.loads((folder / "run.json").read_text(encoding="utf-8"))
        if not about["statement_sha256"]:
            said = f"{named} left no statement"
            raise refuse("RUN.KIND", said, "Compare folders that evenlode run or settle left", file=named)
        sha256 = about["hashes"]["contract"]
        with contract_of(contract_files(journal, sha256), sha256) as contract:
            year = contract.year_of(Period(*_days(about["year"])).start)
            measured = read_measured(folder / "outturns.csv", contract)
            stated = _stated(json.loads((folder / "statement.json").read_text(encoding="utf-8")))
            own = tuple(one for one in measured.outturns if year.covers(one.period))
            return Side(contract.terms_on(year.end), own, stated), bool(about["invented"])


def _days(said: dict[str, str]) -> tuple[date, date]:
    return date.fromisoformat(said["start"]), date.fromisoformat(said["end"])


def _stated(document: dict[str, Any]) -> Amounts:
    return replace(Amounts(**document["totals"]), pot=document["pot"])
