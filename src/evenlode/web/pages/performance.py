"""Performance: the headline, the pot in its four states, each outcome, and the matrix of every indicator."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from evenlode.web.access import CONTENT
from evenlode.web.pages._showing import newest_run, nothing, sees_money, show, ways
from evenlode.web.pages.signal import ROLES as ANSWERING
from evenlode.web.shown.downloads import Named
from evenlode.web.shown.matrix import matrix
from evenlode.web.shown.signals import asked_of

PATH = "performance/"
NAME = "performance"
TITLE = "Performance"
ROLES = CONTENT
MENU = "Performance"
ORDER = 20


def page(request: HttpRequest) -> HttpResponse:
    """The newest run's matrix; pounds only for a role that sees them."""
    found = newest_run(request)
    if found is None:
        return nothing(request, TITLE)
    shown = matrix(found[0], with_money=sees_money(request))
    asked = asked_of(request.desk.workspace, request.desk.contract, found[0], request.desk.sees)
    tables = (*shown.tables, *((Named("signals", asked.table),) if asked and asked.table else ()))
    return show(
        request,
        "pages/performance.html",
        shown,
        tables=tables,
        standing=found[1],
        asked=asked,
        may_answer=request.desk.role in ANSWERING,
        ways=ways(request, "compare", "outcomes"),
    )
