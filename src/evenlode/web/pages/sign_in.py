"""Sign in: as a persona of the demo, or with an e-mail address and a password."""

from __future__ import annotations

from typing import Any

from axes.decorators import axes_dispatch
from django.conf import settings
from django.contrib.auth import authenticate, login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from evenlode.web.access import EVERYBODY
from evenlode.web.layout import render
from evenlode.web.people.signing_in import came_in, persona_of, personas_offered

PATH = "sign-in/"
NAME = "sign-in"
TITLE = "Sign in"
ROLES = EVERYBODY
DUTY = None


def page(request: HttpRequest) -> HttpResponse:
    """The personas of a demo, or the form."""
    return _form(request)


def post(request: HttpRequest) -> HttpResponse:
    """Let somebody in, or say what is wrong without saying which of the two it was."""
    if request.POST.get("persona"):
        person = persona_of(request.POST["persona"])
        if person is None:
            return _form(request, error="There is no such persona", at="persona-1", status=400)
        return _in(request, person)
    return _by_password(request)


@axes_dispatch
def _by_password(request: HttpRequest) -> HttpResponse:
    email, password = request.POST.get("email", "").strip().lower(), request.POST.get("password", "")
    if not email or not password:
        missing = ("email", "Enter your e-mail address") if not email else ("password", "Enter your password")
        return _form(request, email=email, at=missing[0], error=missing[1], status=400)
    person = authenticate(request, username=email, password=password)
    if person is None:
        said = "That e-mail address and password do not go together"
        return _form(request, email=email, at="email", error=said, status=400)
    return _in(request, person)


def _in(request: HttpRequest, person: Any) -> HttpResponse:
    backend = "django.contrib.auth.backends.ModelBackend"
    login(request, person, backend=backend)
    came_in(person, "signed in")
    return redirect(_next(request))


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    own = {request.get_host()}
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts=own, require_https=request.is_secure())
    return wanted if safe and wanted.startswith("/") else "/"


def _form(request: HttpRequest, *, email: str = "", error: str = "", at: str = "", status: int = 200) -> HttpResponse:
    return render(
        request,
        "pages/sign-in.html",
        status=status,
        personas=personas_offered(),
        openid=settings.OPENID is not None,
        email=email,
        error=error,
        at=at,
        next=request.POST.get("next") or request.GET.get("next", ""),
    )
