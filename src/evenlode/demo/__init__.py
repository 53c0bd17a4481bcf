"""The demo: the Oxfordshire contract with invented data, run for its third year, beside the statuses as published."""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from evenlode.data.invented import invent_submissions, receive_invented
from evenlode.data.supplied.reading import read_supplied
from evenlode.demo.figures import invent_supplied
from evenlode.job import RunResult, Workspace, replay, run
from evenlode.job.clock import Progress
from evenlode.job.finance_reporting import finance_report
from evenlode.job.financing import receive_returns, write_invented
from evenlode.job.stressing import stress
from evenlode.problems import refuse
from evenlode.records.journal import Journal
from evenlode.records.supply import record_supply
from evenlode.terms.contract import Contract
from evenlode.terms.reading import read_contract
from evenlode.terms.shipped import contract_folder

__all__ = ["Demo", "invent_supplied", "make_demo"]

CONTRACT = "oxfordshire-mental-health"
SEED = 2015
PEOPLE = 6000
YEARS = 4
INVENTED = "invented"
"""The folder of what the invented providers sent, with the truth beside it."""

FORMS = ("html", "pdf", "xlsx")
"""Forms of the finance chapter: all but Word, which takes the longest to write."""

STRESSED = 1000
"""How many years the bench invents: enough for a first look at how much would be paid for luck."""

YEAR = 3
PUBLISHED = "published"
"""The folder for what was really published: a workspace of its own, since nothing invented stands beside real names."""

MARK = ".evenlode-demo"
"""A file in every workspace that the demo made: only such a workspace is ever replaced."""


@dataclass(frozen=True, slots=True)
class Demo:
    """The contract, its run on invented data, and the replay of the statuses that the review published.

    finance: the folder of the finance chapter, from invented finance returns. stress: that of the stress report.
    """

    contract: Contract
    run: RunResult
    published: RunResult
    finance: Path
    stress: Path


def make_demo(folder: Path, progress: Progress) -> Demo:
    """Make the demo workspace in the folder, replacing one that an earlier demo made; nothing else is ever replaced.

    It is made beside the folder and moved there once it is complete, so that a Ctrl-C leaves the folder as it was.
    The same seed gives the same figures. Raises a Refusal where something else is in the folder.
    """
    if folder.exists() and not (folder / MARK).is_file() and (not folder.is_dir() or any(folder.iterdir())):
        said = f"{folder} was not made by the demo, so it is not replaced"
        raise refuse("DEMO.NOT_OURS", said, "Name another folder with --workspace", file=str(folder))
    folder = folder.resolve()
    folder.parent.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    earlier = making.with_name(f"{making.name}-earlier")
    try:
        demo = _fill(Workspace(making), progress)
        if folder.exists():
            os.rename(folder, earlier)
        os.rename(making, folder)
    finally:
        if earlier.exists() and not folder.exists():
            os.rename(earlier, folder)
        shutil.rmtree(making, ignore_errors=True)
        shutil.rmtree(earlier, ignore_errors=True)
    return replace(
        demo,
        run=_moved(demo.run, making, folder),
        published=_moved(demo.published, making, folder),
        finance=folder / demo.finance.relative_to(making),
        stress=folder / demo.stress.relative_to(making),
    )


def _fill(place: Workspace, progress: Progress) -> Demo:
    """A contract, a store, a supplied file and finance returns in the journal, runs, finance chapters, a stress report.

    The chapter of the published figures is the case itself, which names real organisations.
    """
    (place.folder / MARK).write_text("Made by evenlode demo, which may replace this folder.\n", encoding="utf-8")
    shutil.copytree(contract_folder(CONTRACT), place.contract)
    contract = read_contract(place.contract)
    made = invent_submissions(contract, place.folder / INVENTED, PEOPLE, SEED, years=YEARS, say=progress)
    progress("Receiving what they sent")
    receive_invented(made, place.store)
    progress("Supplying invented figures")
    _supply(contract, place)
    progress("Inventing finance returns")
    returns = write_invented(contract, place.folder / "finance", SEED)
    receive_returns(returns, contract, place, contract.years()[YEARS - 1].end, "evenlode demo")
    year = contract.years()[YEAR - 1]
    published = Workspace(place.folder / PUBLISHED)
    done = run(place.contract, place, period=year, progress=progress)
    replayed = replay(place.contract, published, period=year, progress=progress)
    finance_report(place.contract, published, suffixes=FORMS, progress=progress)
    finance = finance_report(place.contract, place, suffixes=FORMS, progress=progress)
    measured = done.folder / "outturns.csv"
    stressed = stress(place.contract, place, data=measured, period=year, years=STRESSED, progress=progress)
    return Demo(contract, done, replayed, finance.folder, stressed.folder)


def _supply(contract: Contract, place: Workspace) -> None:
    """Invented figures for what no row can give, taken in the way a provider's own would be."""
    years = contract.years()[:YEARS]
    file = place.folder / "supplied" / "invented-kpis.csv"
    file.parent.mkdir()
    file.write_text(invent_supplied(contract, SEED, years), encoding="utf-8", newline="")
    received = years[-1].end + timedelta(days=30)
    with Journal.open(place.records) as journal:
        record_supply(journal, read_supplied(file, contract, received), received, by="evenlode demo")


def _moved(result: RunResult, making: Path, folder: Path) -> RunResult:
    """The same result where its folder stands in the end."""
    report = folder / result.report.relative_to(making) if result.report else None
    return replace(result, folder=folder / result.folder.relative_to(making), report=report)
