"""Indicator: one indicator from its finding to the files it was counted from."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from evenlode.web.access import CONTENT
from evenlode.web.pages._showing import newest_run, nothing, sees_money, show
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
    return show(request, "pages/indicator.html", shown, tables=shown.tables, standing=found[1])
