"""Indicator: one indicator from its finding to the files it was counted from."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from evenlode.job.annotating import notes_of
from evenlode.report.notes import notes_table
from evenlode.web.access import CONTENT, Duty
from evenlode.web.pages._showing import newest_run, nothing, sees_money, show
from evenlode.web.shown.downloads import Named
from evenlode.web.shown.indicator import indicator as shown_indicator

PATH = "indicator/<slug:indicator>/"
NAME = "indicator"
TITLE = "Indicator"
ROLES = CONTENT


def page(request: HttpRequest, indicator: str) -> HttpResponse:
    """The indicator or local quality standard of the newest run; 404 for a name that the contract does not have."""
    found = newest_run(request)
    if found is None:
        return nothing(request, TITLE)
    shown = shown_indicator(found[0], indicator, with_money=sees_money(request))
    if shown is None:
        raise Http404("no such indicator")
    desk = request.desk
    notes = notes_table(shown.code, notes_of(desk.workspace, desk.contract, indicator))
    return show(
        request,
        "pages/indicator.html",
        shown,
        tables=(*shown.tables, *((Named("notes", notes),) if notes else ())),
        standing=found[1],
        notes=notes,
        may_note=desk.may(Duty.ANNOTATE),
        noted="noted" in request.GET,
    )
