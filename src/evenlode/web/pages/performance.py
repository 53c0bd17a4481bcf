"""Performance: the headline, the pot in its four states, each outcome, and the matrix of every indicator."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from evenlode.web.access import CONTENT
from evenlode.web.pages._showing import newest_run, nothing, sees_money, show, ways
from evenlode.web.shown.matrix import matrix

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
    return show(
        request,
        "pages/performance.html",
        shown,
        tables=shown.tables,
        standing=found[1],
        ways=ways(request, "compare", "outcomes"),
    )
