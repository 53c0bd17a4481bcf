"""Outcomes: the framework by tier, with points, indicators, dated targets and evidence."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from evenlode.web.access import CONTENT, Duty
from evenlode.web.pages._showing import newest_run, show
from evenlode.web.shown.framework import framework

PATH = "outcomes/"
NAME = "outcomes"
TITLE = "Outcomes"
ROLES = CONTENT
MENU = "Outcomes"
ORDER = 30


def page(request: HttpRequest) -> HttpResponse:
    """The framework with the statuses of the newest run; without any where nothing was settled yet."""
    desk = request.desk
    found = newest_run(request)
    shown = framework(desk.contract, found[0] if found else None, desk.today)
    return show(
        request,
        "pages/outcomes.html",
        shown,
        tables=shown.tables,
        standing=found[1] if found else None,
        may_propose=desk.may(Duty.PROPOSE_VARIATION),
    )
