"""Tokens: for programs that read in one's own role; made, listed and ended by their owner."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from evenlode.problems import Refusal
from evenlode.web.access import Duty, NotYours, Role
from evenlode.web.layout import render
from evenlode.web.people import tokens

PATH = "tokens/"
NAME = "tokens"
TITLE = "Tokens for programs"
ROLES = frozenset(
    {Role.ANALYST, Role.CONTRACT_MANAGER, Role.FINANCE, Role.LEAD_PROVIDER, Role.PARTNER, Role.COUNCIL_FUNDER}
)
DUTY = Duty.MAKE_TOKEN
FIELDS = {"name", "end"}


def page(request: HttpRequest) -> HttpResponse:
    """The tokens and the form."""
    return _page(request)


def post(request: HttpRequest) -> HttpResponse:
    """Make a token and show it once, or end one."""
    desk = request.desk
    if wanted := request.POST.get("end"):
        if not wanted.isdecimal() or not tokens.end(desk, int(wanted)):
            raise NotYours("no such token")
        return redirect("tokens")
    try:
        made = tokens.make(desk, request.POST.get("name", ""))
    except Refusal as refusal:
        return _page(request, problems=refusal.problems, status=400)
    return _page(request, made=made)


def _page(request: HttpRequest, *, status: int = 200, **named: object) -> HttpResponse:
    return render(request, "pages/tokens.html", status=status, tokens=tokens.listed(request.desk), **named)
