"""Choose a role: for somebody who holds several for this contract."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from evenlode.web.access import STAFF, NotYours
from evenlode.web.access.middleware import CHOSEN
from evenlode.web.layout import render

PATH = "role/"
NAME = "choose-role"
TITLE = "Choose a role"
ROLES = STAFF
DUTY = None
FIELDS = {"membership"}


def page(request: HttpRequest) -> HttpResponse:
    """The roles that the person holds here."""
    return render(request, "pages/choose-role.html", chosen=request.session.get(CHOSEN))


def post(request: HttpRequest) -> HttpResponse:
    """Work in another role from now on."""
    wanted = request.POST.get("membership", "")
    if wanted not in {str(one.pk) for one in request.memberships}:
        raise NotYours("no such role")
    request.session[CHOSEN] = int(wanted)
    return redirect("home")
