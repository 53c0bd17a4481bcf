"""Signal: the answer to what the rows ask about; a statement is not approved before each has one."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from evenlode.job.answering import answer_signal
from evenlode.problems import Refusal
from evenlode.web.access import Duty, Role
from evenlode.web.failing import status_of
from evenlode.web.pages._showing import Said, newest_run, said_of, show
from evenlode.web.shown.signals import Question, asked_of

PATH = "performance/signal/<path:key>/"
NAME = "signal"
TITLE = "Answer a signal"
ROLES = frozenset({Role.ANALYST, Role.CONTRACT_MANAGER, Role.CLINICIAN})
DUTY = Duty.ANNOTATE
FIELDS = {"reason"}


def page(request: HttpRequest, key: str) -> HttpResponse:
    """What was found, and the form for the answer."""
    return _form(request, _question(request, key), "")


def post(request: HttpRequest, key: str) -> HttpResponse:
    """Keep the answer in the records, under the name of who gave it."""
    desk, found = request.desk, _question(request, key)
    reason = request.POST.get("reason", "").strip()
    if not reason:
        return _form(request, found, reason, (Said("reason", "Say why, in a sentence or two"),), 400)
    try:
        answer_signal(desk.contract, desk.workspace, found.signal, desk.signature, reason)
    except Refusal as refusal:
        return _form(request, found, reason, said_of(refusal.problems), status_of(refusal))
    return HttpResponseRedirect(f"{reverse('performance')}#signals")


def _question(request: HttpRequest, key: str) -> Question:
    desk, run = request.desk, newest_run(request)
    asked = asked_of(desk.workspace, desk.contract, run[0], desk.sees) if run else None
    found = next((one for one in asked.questions if one.key == key), None) if asked else None
    if found is None:
        raise Http404("no such signal")
    return found


def _form(
    request: HttpRequest, found: Question, reason: str, problems: tuple[Said, ...] = (), status: int = 200
) -> HttpResponse:
    return show(request, "pages/signal.html", found, status=status, problems=problems, typed=reason)
