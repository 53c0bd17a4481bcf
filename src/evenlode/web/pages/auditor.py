"""Auditor: a seeded sample from a line of the statement to the files that were sent, each step by its hash."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from evenlode.web.access import Role
from evenlode.web.pages._showing import nothing, show
from evenlode.web.shown.downloads import Named
from evenlode.web.shown.sample import rows_behind, sample
from evenlode.web.shown.stated import find

PATH = "auditor/"
NAME = "auditor"
TITLE = "Sample"
ROLES = frozenset({Role.AUDITOR})
MENU = "Sample"
ORDER = 70


def page(request: HttpRequest) -> HttpResponse:
    """The sample for ?line=, ?seed= and ?size=; every draw is written into the audit trail."""
    desk = request.desk
    found = find(desk.workspace, desk.contract, desk.today, request.GET.get("year", ""))
    if found is None:
        return nothing(request, TITLE)
    seed, size = _whole(request, "seed", 1), _whole(request, "size", 10)
    names = {one.party: one.name for one in desk.contract.form.parties}
    shown = sample(desk.workspace, found, request.GET.get("line", ""), seed, size, names)
    if shown is None:
        raise Http404("no such line")
    if "seed" in request.GET:
        desk.record("drew a sample", shown.line, after=f"seed {seed}, {shown.size} figures")
    rows, month = None, request.GET.get("rows", "")
    if month:
        rows = rows_behind(desk.workspace, desk.contract, shown, found.recorded.sha256, month)
        if rows is None:
            raise Http404("no such month in the sample")
        desk.record("drew rows", shown.line, after=f"seed {seed}, {month}")
    tables = (*shown.tables, *((Named("rows", rows.table),) if rows and rows.table else ()))
    return show(request, "pages/auditor.html", shown, tables=tables, first=found.recorded.year, rows=rows, month=month)


def _whole(request: HttpRequest, name: str, otherwise: int) -> int:
    text = request.GET.get(name, "")
    return int(text) if text.isdigit() and len(text) < 10 else otherwise
