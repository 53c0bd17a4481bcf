"""Audit trail: who did what in which role, what was refused, before and after; as a page and as a file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from evenlode.web.access import NotYours, Role
from evenlode.web.audit.trail import Event, events, tampering
from evenlode.web.layout import render
from evenlode.web.sending import csv_download

PATH = "audit-trail/"
NAME = "audit-trail"
TITLE = "Audit trail"
ROLES = frozenset({Role.ADMINISTRATOR, Role.AUDITOR})
MENU, ORDER = "Audit trail", 90
SHOWN = 100
COLUMNS = ("entry", "at (UTC)", "who", "role", "organisation", "what", "about", "outcome", "before", "after")


def page(request: HttpRequest) -> HttpResponse:
    """The newest hundred that fit, older ones by their entry; all that fit as CSV."""
    desk = request.desk
    outcome, who = request.GET.get("outcome", ""), request.GET.get("who", "").strip()
    if outcome not in ("", "done", "refused", "denied"):
        raise NotYours("no such outcome")
    found = [one for one in events(desk.workspace) if outcome in ("", one.outcome) and who.lower() in one.who.lower()]
    if request.GET.get("format") == "csv":
        return csv_download("audit-trail", COLUMNS, [_row(one) for one in found], invented=desk.invented)
    before = request.GET.get("before", "")
    if before.isdecimal():
        found = [one for one in found if one.number < int(before)]
    return render(
        request,
        "pages/audit-trail.html",
        shown=found[:SHOWN],
        older=found[SHOWN - 1].number if len(found) > SHOWN else None,
        outcome=outcome,
        who=who,
        problems_found=tampering(desk.workspace, now=True),
    )


def _row(one: Event) -> tuple[object, ...]:
    named = (one.role, one.organisation, one.what, one.about, one.outcome, one.before, one.after)
    return (one.number, one.at, one.who, *named)
