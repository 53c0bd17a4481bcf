"""Calculate: the main job for one contract year, from the rows to the report."""

from __future__ import annotations

from datetime import date

from evenlode.job import run
from evenlode.job.confirming import scope_said
from evenlode.terms.reading import read_contract
from evenlode.web.jobs.kinds import Done, Work
from evenlode.web.shown.ahead import keep_all


def do(work: Work) -> Done:
    """Run the year that holds the day given; the newest year with all its data where none is given."""
    day = work.given.get("day")
    contract = read_contract(work.workspace.contract)
    period = contract.year_of(date.fromisoformat(day)) if day else None
    done = run(work.workspace.contract, work.workspace, period=period, threads=1, progress=work.progress)
    keep_all(work.workspace)  # so that the first page of the new run does not wait for it
    found = {"run": done.folder.name}
    if period:
        found["scope"] = scope_said(contract, work.workspace, period)
    return Done(found)
