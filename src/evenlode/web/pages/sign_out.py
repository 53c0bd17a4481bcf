"""Sign out: one button, and the session is gone."""

from __future__ import annotations

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from evenlode.web.access import EVERYBODY
from evenlode.web.layout import render

PATH = "sign-out/"
NAME = "sign-out"
TITLE = "Sign out"
ROLES = EVERYBODY
DUTY = None


def page(request: HttpRequest) -> HttpResponse:
    """The question: a link alone never ends a session."""
    return render(request, "pages/sign-out.html")


def post(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return redirect("sign-in")
