"""Scope and segments: who is in, later or out, the schemes side by side, and the contradictions as named switches."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from evenlode.web.access import CONTENT
from evenlode.web.pages._showing import show
from evenlode.web.shown.scope import scope

PATH = "scope/"
NAME = "scope"
TITLE = "Scope and segments"
ROLES = CONTENT


def page(request: HttpRequest) -> HttpResponse:
    """The scope of the contract as in force today."""
    desk = request.desk
    shown = scope(desk.contract, desk.today)
    return show(request, "pages/scope.html", shown, tables=shown.tables)
