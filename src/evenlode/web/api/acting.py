"""What the API changes: the same actions as the pages take, each with the duty of the token's role."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import File, Router
from ninja.files import UploadedFile
from ninja.responses import Status

from evenlode.job.annotating import annotate, notes_of
from evenlode.job.confirming import scope_standings
from evenlode.results import Period
from evenlode.web import actions
from evenlode.web.access import COMMISSIONING, CONTENT, PROVIDING, Desk, Duty, NotYours, Role
from evenlode.web.api import shapes
from evenlode.web.api.reading import may, slug_of
from evenlode.web.findings import findings_for
from evenlode.web.jobs import asking
from evenlode.web.shown import one_return
from evenlode.web.shown.returns import returns_seen

router = Router()
RETURNS = (COMMISSIONING | PROVIDING) - {Role.CLINICIAN}
JOBS = frozenset({Role.ANALYST, Role.LEAD_PROVIDER, Role.CONTRACT_MANAGER, Role.AUDITOR, Role.PARTNER, Role.FINANCE})


@router.get("returns", response=list[shapes.ReturnOut], summary="Finance returns in force")
def returns(request: HttpRequest) -> Any:
    """Those whose accounts the role sees, with how each stands."""
    desk = may(request, RETURNS)
    return [_return(one) for one in returns_seen(desk.workspace, desk.sees)]


@router.get("returns/{int:number}", response=shapes.WholeReturnOut, summary="A finance return")
def a_return(request: HttpRequest, number: int) -> Any:
    """Every cell that was filled in, as it is kept: pence, counts, thousandths of an FTE, shares, words."""
    desk = may(request, RETURNS)
    found = one_return.find(desk.workspace, number)
    if found is None or not desk.sees(found.stored.content.provider):
        raise NotYours("no such return")
    cells = [
        {"sheet": one.sheet, "row": one.row, "column": one.column, "value": one.value}
        for one in found.stored.content.entries
    ]
    steps = [
        {"entry": one.seq, "step": one.step.value, "by": one.by.partition(" <")[0], "on": one.on, "said": one.said}
        for one in found.steps
    ]
    return _return(found) | {"cells": cells, "steps": steps}


@router.post("returns", response={202: shapes.JobStartedOut}, summary="Send finance returns")
def send(request: HttpRequest, files: list[UploadedFile] = File(...)) -> Any:  # noqa: B008 - how ninja says where it is from
    """Workbooks of one's own organisation. They are checked in a job; its address tells what came of it."""
    return Status(202, {"job": str(actions.send_return(_desk(request), files))})


@router.post("returns/{int:number}/steps", response={201: shapes.EntryOut}, summary="Ask, answer or accept")
def step(request: HttpRequest, number: int, taken: shapes.StepIn) -> Any:
    """Finance asks about a return or accepts it, its provider answers."""
    return Status(201, {"entry": actions.take_return_step(_desk(request), number, taken.step, taken.said)})


@router.get("jobs/{uuid:number}", response=shapes.JobOut, summary="A job of your organisation")
def job(request: HttpRequest, number: UUID) -> Any:
    """How far it is and what came of it."""
    desk = may(request, JOBS)
    found = asking.find(desk, number)
    return {
        "number": str(found.number),
        "title": found.title,
        "state": found.state,
        "said": found.said,
        "done": found.done,
        "of": found.of,
        "found": found.found,
        "findings": findings_for(found, desk.role),
    }


@router.delete("jobs/{uuid:number}", response=shapes.CancelledOut, summary="Cancel a job")
def cancel(request: HttpRequest, number: UUID) -> Any:
    """It stops at its next step. cancelled: false where it is over, or is of a kind that does not stop."""
    return {"cancelled": asking.cancel(may(request, JOBS), number)}


@router.post("stress", response={202: shapes.JobStartedOut}, summary="Run the bench")
def stress(request: HttpRequest, asked: shapes.StressIn) -> Any:
    """A job that invents years of a contract year, and judges and pays each."""
    wanted = actions.Asked(asked.year.isoformat(), str(asked.years), str(asked.seed), asked.figures)
    return Status(202, {"job": str(actions.start_stress(_desk(request), wanted))})


@router.get("scope/confirmations", response=list[shapes.ConfirmationOut], summary="Who confirmed the scope")
def confirmations(request: HttpRequest) -> Any:
    """The newest first, each with what reads otherwise now."""
    desk = may(request, CONTENT)
    return [
        {
            "entry": one.confirmation.seq,
            "start": one.confirmation.period.start,
            "end": one.confirmation.period.end,
            "by": one.confirmation.by.partition(" <")[0],
            "on": one.confirmation.on,
            "changed": [{"what": two.what, "was": two.was, "now": two.now} for two in one.changed],
        }
        for one in scope_standings(desk.contract, desk.workspace)
    ]


@router.post("scope/confirmations", response={201: shapes.EntryOut}, summary="Confirm the scope")
def confirm(request: HttpRequest, asked: shapes.ConfirmIn) -> Any:
    """For the contract year that begins on the day."""
    return Status(201, {"entry": actions.confirm(_desk(request), asked.year.isoformat())})


@router.get("notes", response=list[shapes.NoteOut], summary="Notes on figures")
def notes(request: HttpRequest, indicator: str = "") -> Any:
    """All of them, or those on one indicator, in the order in which they were written."""
    desk = may(request, CONTENT)
    slug = slug_of(desk, indicator) if indicator else ""
    return [
        {
            "entry": one.number,
            "indicator": one.indicator,
            "start": one.period.start,
            "end": one.period.end,
            "said": one.said,
            "by": one.by.partition(" <")[0],
            "on": one.on,
        }
        for one in notes_of(desk.workspace, desk.contract, slug)
    ]


@router.post("notes", response={201: shapes.EntryOut}, summary="Put a note beside a figure")
def note(request: HttpRequest, asked: shapes.NoteIn) -> Any:
    """It changes no figure. Later notes are added to it."""
    desk = _desk(request)
    desk.require(Duty.ANNOTATE)
    slug = slug_of(desk, asked.indicator)
    period = Period(asked.start, asked.end)
    kept = annotate(desk.contract, desk.workspace, slug, period, asked.said, by=desk.signature, on=desk.today)
    return Status(201, {"entry": kept.number})


def _desk(request: HttpRequest) -> Desk:
    """The desk of a token; each action asks for its own duty."""
    desk: Desk = request.desk
    return desk


def _return(found: Any) -> dict[str, Any]:
    stored = found.stored
    return {
        "number": stored.seq,
        "provider": stored.content.provider,
        "year": stored.content.year,
        "version": stored.version,
        "received": stored.received,
        "state": found.state.value,
    }
