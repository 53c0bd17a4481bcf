"""Compare: providers and segments of an indicator beside the limits of chance, in the order of the contract."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from evenlode.web.access import CONTENT
from evenlode.web.pages._showing import newest_run, nothing, show
from evenlode.web.shown.compare import compare

PATH = "compare/"
NAME = "compare"
TITLE = "Compare providers and segments"
ROLES = CONTENT


def page(request: HttpRequest) -> HttpResponse:
    """One indicator at a time; without a choice the first that has groups."""
    found = newest_run(request)
    if found is None:
        return nothing(request, TITLE)
    asked = request.GET.get("indicator", "")
    shown = compare(found[0], asked)
    if shown is None and asked:
        raise Http404("no such indicator")
    if shown is None:
        return nothing(request, TITLE, "No indicator of the newest run has more than one provider or segment.", "")
    return show(request, "pages/compare.html", shown, tables=shown.tables, standing=found[1])
