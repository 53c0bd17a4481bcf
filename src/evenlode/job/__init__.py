"""The main job, one straight line: read the contract, measure, judge, pay, tell; and its two halves."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from evenlode.job.clock import Clock, Progress, silent
from evenlode.job.leaving import RunResult, leave
from evenlode.job.measured import Measured, measure_rows, read_measured
from evenlode.job.settled import contract_year, joined, replayed, settle_year, year_to_settle
from evenlode.job.supplied import NOTHING_SUPPLIED, SuppliedFigures, supplied_figures
from evenlode.job.workspace import Workspace, refuse_used
from evenlode.problems import refuse
from evenlode.results import Period
from evenlode.terms.contract import Contract
from evenlode.terms.reading import read_contract

__all__ = ["Clock", "RunResult", "Workspace", "measure", "replay", "run", "settle"]


def run(
    folder: Path,
    workspace: Workspace,
    *,
    period: Period | None = None,
    store: str | Path | None = None,
    as_known_on: date | None = None,
    to: Path | None = None,
    threads: int | None = None,
    progress: Progress = silent,
) -> RunResult:
    """The main job on a contract folder and a store, for one contract year (default: the last one with all its data).

    Raises a Refusal that holds every problem for anything that cannot be used; nothing is left half-written.
    """
    clock = Clock(progress)
    refuse_used(to)
    contract = clock.step("Reading the contract", lambda: read_contract(folder))
    if period is not None:
        contract_year(contract, period)  # a wrong one is told before anything is measured
    measured = measure_rows(contract, store or workspace.store, as_known_on, threads, clock)
    supplied = supplied_figures(workspace, as_known_on)
    return _settle(contract, workspace, "run", period, measured, supplied, clock, to)


def measure(
    folder: Path,
    workspace: Workspace,
    *,
    store: str | Path | None = None,
    as_known_on: date | None = None,
    to: Path | None = None,
    threads: int | None = None,
    progress: Progress = silent,
) -> RunResult:
    """The rows' half alone: it leaves outturns for `settle`, and no figure of any one person."""
    clock = Clock(progress)
    refuse_used(to)
    contract = clock.step("Reading the contract", lambda: read_contract(folder))
    measured = measure_rows(contract, store or workspace.store, as_known_on, threads, clock)
    return leave(contract, workspace, "measure", measured, clock, to=to)


def settle(
    folder: Path,
    workspace: Workspace,
    *,
    period: Period | None = None,
    outturns: Path | None = None,
    as_known_on: date | None = None,
    to: Path | None = None,
    progress: Progress = silent,
) -> RunResult:
    """The contract's half alone, from an outturn file: it needs no store and gives the same statement as `run`.

    Without a file it takes the newest measured outturns of the workspace and the figures supplied to it.
    """
    clock = Clock(progress)
    contract = clock.step("Reading the contract", lambda: read_contract(folder))
    newest = workspace.newest_run("measure", "run") if outturns is None else None
    file = outturns or (newest / "outturns.csv" if newest else None)
    measured = read_measured(file, contract) if file else Measured.nothing()
    supplied = NOTHING_SUPPLIED if outturns else supplied_figures(workspace, as_known_on)
    if not measured.outturns and not supplied.outturns:
        raise refuse("RUN.NOTHING", "there is nothing to settle", "Run evenlode measure, or supply figures first")
    return _settle(contract, workspace, "settle", period, measured, supplied, clock, to)


def replay(
    folder: Path,
    workspace: Workspace,
    *,
    period: Period | None = None,
    as_known_on: date | None = None,
    to: Path | None = None,
    progress: Progress = silent,
) -> RunResult:
    """The statuses that were published without figures, beside the targets of their year: no value and no money."""
    clock = Clock(progress)
    contract = clock.step("Reading the contract", lambda: read_contract(folder))
    supplied = supplied_figures(workspace, as_known_on).judgements
    settled = clock.step("Replaying published statuses", lambda: replayed(contract, supplied, period))
    return leave(contract, workspace, "replay", Measured.nothing(), clock, settled=settled, to=to)


def _settle(
    contract: Contract,
    workspace: Workspace,
    kind: str,
    period: Period | None,
    measured: Measured,
    supplied: SuppliedFigures,
    clock: Clock,
    to: Path | None,
) -> RunResult:
    """What `run` and `settle` share: from here on it does not matter where the outturns came from."""
    year = year_to_settle(contract, period, measured, supplied)
    outturns, made_from = joined(measured, supplied), measured.provenance.with_supplied(supplied.invented)
    beside = supplied.beside(year)
    settled = clock.step("Judging and paying", lambda: settle_year(contract, outturns, year, made_from, beside))
    return leave(contract, workspace, kind, measured, clock, settled=settled, supplied=supplied, to=to)
