"""Workspaces for tests of pages, each made once: the Oxfordshire contract with small figures, and the illustration."""

from __future__ import annotations

import shutil
import tempfile
from atexit import register
from datetime import date
from functools import cache
from pathlib import Path

from evenlode.job import Workspace, settle
from evenlode.job.stating import step
from evenlode.results import Grain, Kind, Period
from evenlode.settlement.states import Step
from evenlode.terms.contract import Contract
from evenlode.terms.reading import read_contract
from evenlode.terms.shipped import contract_folder

YEAR = Period(date(2017, 10, 1), date(2018, 9, 30))
TODAY = date(2019, 11, 4)
SMALL_YEAR = Period(date(2015, 10, 1), date(2016, 9, 30))
SMALL_TODAY = date(2017, 1, 10)
"""A day on which the first year of the illustration can be frozen."""
ROLE = "in-a-meaningful-role"
HEAD = "# INVENTED\nindicator,grain,start,end,provider,segment,numerator,denominator,eligible,missing\n"
_MONTHS = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.CONTRACT_YEAR: 12}


@cache
def contract() -> Contract:
    return read_contract(made().contract)


@cache
def small_contract() -> Contract:
    return read_contract(small().contract)


@cache
def made() -> Workspace:
    """Its third year settled; not to be written in: take a copy for that."""
    workspace = Workspace(_temporary())
    shutil.copytree(contract_folder("oxfordshire-mental-health"), workspace.contract)
    file = workspace.folder / "figures.csv"
    file.write_text(HEAD + "".join(_rows(read_contract(workspace.contract))), encoding="utf-8")
    settle(workspace.contract, workspace, period=YEAR, outturns=file)
    return workspace


@cache
def small() -> Workspace:
    """The illustration with two outcomes, its first year settled: a contract that is read in a moment."""
    workspace = Workspace(_temporary())
    shutil.copytree(contract_folder("two-outcome-illustration"), workspace.contract)
    settled_small(workspace)
    return workspace


@cache
def small_twice() -> Workspace:
    """The same with a second version, in which fewer people reach the first outcome."""
    workspace = copied(_temporary(), small())
    settled_small(workspace, first=55)
    return workspace


@cache
def small_issued() -> Workspace:
    """The same with its first version issued."""
    workspace = copied(_temporary(), small())
    taken(workspace, (Step.FREEZE, "P"), (Step.PREPARE, "D"), (Step.APPROVE, "R"), (Step.ISSUE, "P"))
    return workspace


def settled_small(workspace: Workspace, first: int = 60) -> Path:
    """A run of the illustration's first year."""
    file = workspace.folder / f"figures-{first}.csv"
    rows = (
        f"{name},contract year,2015-10-01,2016-09-30,all,all,{count},100,100,0\n"
        for name, count in (("first-indicator", first), ("second-indicator", 60))
    )
    file.write_text(HEAD + "".join(rows), encoding="utf-8")
    return settle(workspace.contract, workspace, period=SMALL_YEAR, outturns=file).folder


def taken(workspace: Workspace, *steps: tuple[Step, str]) -> None:
    """Steps of the statement, each by somebody."""
    for one, by in steps:
        step(workspace.contract, workspace, one, by, on=SMALL_TODAY)


def copied(to: Path, of: Workspace | None = None) -> Workspace:
    """A copy of a workspace that may be written in."""
    shutil.copytree((of or made()).folder, to, dirs_exist_ok=True)
    return Workspace(to)


def _temporary() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="evenlode-shown-"))
    register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _rows(found: Contract) -> list[str]:
    rows = []
    for outcome in found.outcomes:
        for form in outcome.indicators:
            if form.kind is not Kind.PROPORTION:
                continue
            share = 62 if form.indicator == ROLE else 60
            first = form.from_ or found.term.start
            for year in (year for year in found.years()[:3] if year.start >= first):
                months = year.months()
                for at in range(0, 12, _MONTHS[form.period]):
                    last = months[at + _MONTHS[form.period] - 1]
                    rows.append(
                        _row(form.indicator, form.period, months[at].start, last.end, "all", "all", share + at % 4)
                    )
                if form.period is not Grain.CONTRACT_YEAR:
                    rows.append(_row(form.indicator, Grain.CONTRACT_YEAR, year.start, year.end, "all", "all", share))
    for provider, count in (("lead-provider", 60), ("partner-1", 62), ("partner-2", 20)):
        rows.append(_row(ROLE, Grain.CONTRACT_YEAR, YEAR.start, YEAR.end, provider, "all", count))
    for segment, count in (("clusters 4 to 8", 70), ("clusters 10 to 17", 50)):
        rows.append(_row(ROLE, Grain.CONTRACT_YEAR, YEAR.start, YEAR.end, "all", segment, count))
    return rows


def _row(indicator: str, grain: Grain, start: date, end: date, provider: str, segment: str, count: int) -> str:
    return f"{indicator},{grain},{start},{end},{provider},{segment},{count},100,110,10\n"
