"""Calculate: the main job for a contract year, in the background."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from evenlode.results import Period
from evenlode.web.access import Duty, NotYours, Role
from evenlode.web.jobs.asking import listed, start
from evenlode.web.layout import render

PATH = "calculate/"
NAME = "calculate"
TITLE = "Calculate a year"
ROLES = frozenset({Role.ANALYST, Role.CONTRACT_MANAGER, Role.AUDITOR})
DUTY = Duty.CALCULATE
FIELDS = {"year"}


def page(request: HttpRequest) -> HttpResponse:
    """The contract years that are over, and what was calculated from here."""
    desk = request.desk
    jobs = listed(desk, "calculate", 5)
    years = [(number, year) for number, year in _years(request) if year.end < desk.today]
    return render(request, "pages/calculate.html", years=years, jobs=jobs, may=desk.may(Duty.CALCULATE))


def post(request: HttpRequest) -> HttpResponse:
    """Put the year in the queue; a year that is not over is no choice."""
    desk = request.desk
    wanted = request.POST.get("year", "")
    found = next((one for one in _years(request) if str(one[0]) == wanted and one[1].end < desk.today), None)
    if found is None:
        raise NotYours("no such year")
    given = {"day": date.isoformat(found[1].end)}
    return redirect("job", number=start(desk, "calculate", f"Calculate year {found[0]}", given))


def _years(request: HttpRequest) -> list[tuple[int, Period]]:
    return list(enumerate(request.desk.contract.years(), start=1))
