"""Scope and segments: who is in, later or out, the schemes, the switches, and who confirmed the reading."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from evenlode.problems import Refusal
from evenlode.web.access import CONTENT, Duty
from evenlode.web.actions import confirm
from evenlode.web.failing import status_of
from evenlode.web.pages._showing import Said, said_of, show
from evenlode.web.shown.scope import scope

PATH = "scope/"
NAME = "scope"
TITLE = "Scope and segments"
ROLES = CONTENT
DUTY = Duty.CONFIRM_SCOPE
FIELDS = {"year"}


def page(request: HttpRequest) -> HttpResponse:
    """The scope of the contract as in force today; who confirmed it, and the form to confirm it with."""
    return _shown(request)


def post(request: HttpRequest) -> HttpResponse:
    """Record that the reader has read who counts in a contract year."""
    try:
        entry = confirm(request.desk, request.POST.get("year", ""))
    except Refusal as refusal:
        return _shown(request, said_of(refusal.problems), status=status_of(refusal))
    return HttpResponseRedirect(f"{reverse('scope')}?done={entry}")


def _shown(request: HttpRequest, problems: tuple[Said, ...] = (), status: int = 200) -> HttpResponse:
    desk = request.desk
    shown = scope(desk.contract, desk.today, desk.workspace)
    done = request.GET.get("done", "")
    return show(
        request,
        "pages/scope.html",
        shown,
        tables=shown.tables,
        status=status,
        problems=problems,
        may_confirm=desk.may(Duty.CONFIRM_SCOPE),
        done=f"Your confirmation is recorded. Reference: entry {done}." if done.isdecimal() else "",
    )
