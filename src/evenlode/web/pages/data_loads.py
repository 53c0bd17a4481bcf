"""Data loads: how fresh the data are, what came in with what left out, and sending more."""

from __future__ import annotations

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from evenlode.problems import Level, Problem, Refusal
from evenlode.web.access import Duty, Role
from evenlode.web.jobs.asking import listed, start
from evenlode.web.jobs.uploading import keep
from evenlode.web.layout import render
from evenlode.web.loads import loads

PATH = "data-loads/"
NAME = "data-loads"
TITLE = "Data loads"
ROLES = frozenset({Role.ANALYST, Role.LEAD_PROVIDER, Role.CONTRACT_MANAGER, Role.AUDITOR})
DUTY = Duty.LOAD_DATA
FIELDS = {"month", "part", "files"}
MENU, ORDER = "Data", 15
SHOWN = 24


def page(request: HttpRequest) -> HttpResponse:
    """What has come in, the jobs of this organisation, and the form for those who may send."""
    return _page(request)


def post(request: HttpRequest) -> HttpResponse:
    """Keep what was uploaded and put its check in the queue; everything wrong with the form at once otherwise."""
    desk = request.desk
    month, files = request.POST.get("month", "").strip(), request.FILES.getlist("files")
    problems = []
    if month and not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", month):
        problems.append(_problem("month", "That is no month", "Enter it as year and month, for example 2019-10"))
    if not files:
        problems.append(_problem("files", "There is no file", "Choose the files of one submission"))
    if not problems:
        try:
            upload = keep(files, settings.KEPT)
        except Refusal as refusal:
            problems += refusal.problems
    if problems:
        return _page(request, problems=problems, month=month, status=400)
    given = {
        "upload": upload,
        "month": month,
        "part": "part" in request.POST,
        "provider": desk.organisation.party if desk.role is Role.LEAD_PROVIDER else "",
        "invented": desk.invented,
    }
    return redirect("job", number=start(desk, "receive", f"Receive {month or 'a submission'}", given))


def _page(request: HttpRequest, *, status: int = 200, **named: object) -> HttpResponse:
    desk = request.desk
    found = loads(desk.workspace)
    shown = found if desk.role is not Role.LEAD_PROVIDER else tuple(desk.own(found))
    return render(
        request,
        "pages/data-loads.html",
        status=status,
        loads=[(one, desk.name_of(one.provider)) for one in shown[:SHOWN]],
        more=len(shown) - SHOWN,
        newest=max((one.end for one in shown), default=None),
        jobs=listed(desk, "receive", 5),
        may_send=desk.may(Duty.LOAD_DATA),
        **named,
    )


def _problem(field: str, message: str, fix: str) -> Problem:
    return Problem("FORM.FIELD", Level.REJECT_FILE, "", None, field, message, fix)
