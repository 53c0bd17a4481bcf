"""Actions that a page and the API take alike: checked in one place, so that neither allows what the other stops."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings

from evenlode.job.confirming import confirm_scope
from evenlode.job.financing import step_of_return
from evenlode.problems import Level, Problem, Refusal
from evenlode.results import Period
from evenlode.web.access import Desk, Duty, NotYours
from evenlode.web.jobs.asking import start
from evenlode.web.jobs.uploading import keep
from evenlode.web.shown.one_return import find, step_named

STEP_TAKES = {"query": Duty.ACCEPT_RETURN, "answer": Duty.SUBMIT_RETURN, "accept": Duty.ACCEPT_RETURN}
"""The duty that each step of a finance return takes."""
YEARS = (
    ("1000", "1,000: a first look"),
    ("10000", "10,000: what is reported"),
    ("50000", "50,000: where chances are small"),
)
"""How many years the bench may be asked to invent."""
LARGEST_SEED = 2**32 - 1


@dataclass(frozen=True, slots=True)
class Asked:
    """A run of the bench as somebody typed it. year: the first day of a contract year; figures: a run, or empty."""

    year: str
    years: str
    seed: str
    figures: str

    @classmethod
    def of(cls, posted: Mapping[str, Any]) -> Asked:
        """The fields as they came, without blanks around them."""
        return cls(*(str(posted.get(name, "")).strip() for name in ("year", "years", "seed", "figures")))


def send_return(desk: Desk, files: Sequence[Any]) -> UUID:
    """Keep workbooks that were uploaded and put their check in the queue; the job's number. Raises a Refusal."""
    desk.require(Duty.SUBMIT_RETURN)
    if wrong := [one.name for one in files if not one.name.lower().endswith(".xlsx")]:
        raise _refusal("files", f"{len(wrong)} of the files are no workbooks", "Choose workbooks ending in .xlsx")
    if not files:
        raise _refusal("files", "There is no file", "Choose the workbook that you filled in")
    given = {
        "upload": keep(files, settings.KEPT),
        "provider": desk.organisation.party,
        "invented": desk.invented,
    }
    return start(desk, "finance_return", "Check a finance return", given)


def take_return_step(desk: Desk, number: int, step: str, said: str) -> int:
    """Ask about a finance return, answer or accept it; the entry in the journal.

    Raises NotYours for one whose accounts are not open to the desk, NotAllowed without the duty, and a Refusal.
    """
    found = find(desk.workspace, number)
    if found is None or not desk.sees(found.stored.content.provider) or step not in STEP_TAKES:
        raise NotYours("no such return")
    desk.require(STEP_TAKES[step])
    taken = step_of_return(desk.workspace, number, step_named(step), desk.today, desk.signature, said)
    desk.record(f"finance return: {step}", f"entry {number}: {found.stored.content.provider}")
    return taken.seq


def figures_known(desk: Desk) -> tuple[tuple[str, str], ...]:
    """What can be taken to be true now: what the contract assumes, or what the newest run measured."""
    run = desk.workspace.newest_run("run", "settle", "measure")
    measured = ((run.name, f"as measured in run {run.name}"),) if run and (run / "outturns.csv").is_file() else ()
    return (("", "as the contract assumes it"), *measured)


def start_stress(desk: Desk, asked: Asked) -> UUID:
    """Put a run of the bench in the queue; its job's number. Raises a Refusal with everything that is wrong."""
    desk.require(Duty.SIMULATE)
    years = {one.start.isoformat(): one for one in desk.contract.years()}
    is_number = asked.seed.isascii() and asked.seed.isdecimal() and len(asked.seed) <= 10
    checks = (
        (asked.year in years, "year", "There is no such contract year", "Choose a contract year"),
        (asked.years in dict(YEARS), "years", "That is not offered", f"Choose one of {', '.join(dict(YEARS))}"),
        (
            is_number and int(asked.seed) <= LARGEST_SEED,
            "seed",
            "That is no seed",
            "Enter the seed as a whole number, for example 2013",
        ),
        (
            asked.figures in dict(figures_known(desk)),
            "figures",
            "There are no such figures",
            "Choose what is taken to be true now",
        ),
    )
    if problems := [_problem(*about) for fits, *about in checks if not fits]:
        raise Refusal(problems)
    year, number, seed = years[asked.year], int(asked.years), int(asked.seed)
    given = {
        "start": date.isoformat(year.start),
        "end": date.isoformat(year.end),
        "years": number,
        "seed": seed,
        "run": asked.figures,
        "invented": desk.invented,
    }
    title = f"Stress test of year {desk.contract.year_number(year)}, {number:,} years, seed {seed}"
    return start(desk, "stress", title, given)


def confirm(desk: Desk, first: str) -> int:
    """Confirm the scope for the contract year that begins on a day; the entry in the journal. Raises a Refusal."""
    desk.require(Duty.CONFIRM_SCOPE)
    year: Period | None = next((one for one in desk.contract.years() if one.start.isoformat() == first), None)
    if year is None:
        raise _refusal("year", "There is no such contract year", "Choose a contract year")
    found = confirm_scope(desk.contract, desk.workspace, year, on=desk.today, by=desk.signature)
    desk.record("scope confirmed", f"entry {found.seq}: {year.start} to {year.end}")
    return found.seq


def _problem(field: str, message: str, fix: str) -> Problem:
    return Problem("FORM.FIELD", Level.REJECT_FILE, "", None, field, message, fix)


def _refusal(field: str, message: str, fix: str) -> Refusal:
    return Refusal(_problem(field, message, fix))
