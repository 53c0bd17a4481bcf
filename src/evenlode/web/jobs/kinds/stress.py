"""Stress: the bench run for one contract year, as the stress page asked for it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from evenlode.job.stressing import stress
from evenlode.results import Period
from evenlode.web.jobs.kinds import Done, Work


def do(work: Work) -> Done:
    """Run the bench for a contract year, start to end. years: how many are invented; run: whose figures it takes."""
    given = work.given
    told = [0]

    def tell(said: str) -> None:
        told[0] += 1
        work.progress(f"Step {told[0]}: {said}")

    run = given["run"]
    found = stress(
        work.workspace.contract,
        work.workspace,
        data=work.workspace.runs / Path(run).name / "outturns.csv" if run else None,
        period=Period(date.fromisoformat(given["start"]), date.fromisoformat(given["end"])),
        years=int(given["years"]),
        seed=int(given["seed"]),
        invented=bool(given["invented"]),
        progress=tell,
    )
    return Done({"run": found.folder.name, "stress": True})
