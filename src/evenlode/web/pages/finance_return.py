"""A finance return: its cells, what finance asked of it, the provider's answers, and its acceptance."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from evenlode.problems import Refusal
from evenlode.web.access import COMMISSIONING, PROVIDING, Duty, NotYours, Role
from evenlode.web.actions import STEP_TAKES, take_return_step
from evenlode.web.failing import status_of
from evenlode.web.pages._showing import Said, said_of, show
from evenlode.web.sending import workbook_download
from evenlode.web.shown.one_return import find, one_return, workbook

PATH = "finance-returns/<int:number>/"
NAME = "finance-return"
TITLE = "Finance return"
ROLES = (COMMISSIONING | PROVIDING) - {Role.CLINICIAN}
DUTY = (Duty.ACCEPT_RETURN, Duty.SUBMIT_RETURN)
FIELDS = {"step", "said"}

DONE = {
    "query": "Your question is recorded, and its provider sees it.",
    "answer": "Your answer is recorded, and finance sees it.",
    "accept": "The return is accepted.",
}


def page(request: HttpRequest, number: int) -> HttpResponse:
    """The return; ?accept asks once more before it is accepted; ?workbook takes it away as it was filled in."""
    return _shown(request, number)


def post(request: HttpRequest, number: int) -> HttpResponse:
    """Ask, answer or accept."""
    step = request.POST.get("step", "")
    try:
        entry = take_return_step(request.desk, number, step, request.POST.get("said", ""))
    except Refusal as refusal:
        return _shown(request, number, said_of(refusal.problems), status=status_of(refusal))
    return HttpResponseRedirect(f"{reverse('finance-return', kwargs={'number': number})}?done={step}&entry={entry}")


def _shown(request: HttpRequest, number: int, problems: tuple[Said, ...] = (), status: int = 200) -> HttpResponse:
    desk = request.desk
    found = find(desk.workspace, number)
    if found is None or not desk.sees(found.stored.content.provider):
        raise NotYours("no such return")
    shown = one_return(desk.contract, found, desk.signature)
    if "workbook" in request.GET:
        return workbook_download(shown.file, workbook(desk.contract, found), invented=desk.invented)
    done, entry = request.GET.get("done", ""), request.GET.get("entry", "")
    return show(
        request,
        "pages/finance-return.html",
        shown,
        tables=shown.tables,
        status=status,
        problems=problems,
        may=tuple(step for step in shown.steps if desk.may(STEP_TAKES[step])),
        asks="accept" in request.GET,
        typed=request.POST.get("said", ""),
        done=f"{DONE[done]} Reference: entry {entry}." if done in DONE and entry.isdecimal() else "",
    )
