"""Forecast: where the running year may end, who is still needed, and what is accrued so far."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from evenlode.web.access import CONTENT, Role
from evenlode.web.pages._showing import nothing, show
from evenlode.web.shown.ahead import ahead

PATH = "forecast/"
NAME = "forecast"
TITLE = "Forecast"
ROLES = CONTENT - {Role.CLINICIAN, Role.PARTNER}


def page(request: HttpRequest) -> HttpResponse:
    """The forecast that was worked out after the newest run."""
    desk = request.desk
    shown = ahead(desk.workspace, desk.contract.sha256)
    if shown is None:
        said = "No forecast has been worked out yet. It follows the first run that measures figures."
        return nothing(request, TITLE, said, "Start a run. Look again a minute after it has finished.")
    return show(request, "pages/forecast.html", shown, tables=shown.tables)
