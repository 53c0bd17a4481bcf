"""Set a password: from a link that an administrator hands over, once."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from evenlode.problems import Problem, Refusal
from evenlode.web.access import EVERYBODY, NotYours
from evenlode.web.layout import render
from evenlode.web.people.managing import person_of_token, set_password
from evenlode.web.people.signing_in import came_in

PATH = "password/<int:number>/<str:token>/"
NAME = "set-password"
TITLE = "Set your password"
ROLES = EVERYBODY
DUTY = None


def page(request: HttpRequest, number: int, token: str) -> HttpResponse:
    """The form, where the link is still good."""
    if person_of_token(number, token) is None:
        raise NotYours("no such link")
    return _form(request, ())


def post(request: HttpRequest, number: int, token: str) -> HttpResponse:
    """Set it and go to the sign-in page."""
    person = person_of_token(number, token)
    if person is None:
        raise NotYours("no such link")
    try:
        set_password(person, request.POST.get("password", ""))
    except Refusal as refusal:
        return _form(request, refusal.problems)
    came_in(person, "set a password")
    return redirect("sign-in")


def _form(request: HttpRequest, problems: tuple[Problem, ...]) -> HttpResponse:
    status = 400 if problems else 200
    return render(request, "pages/set-password.html", status=status, problems=problems)
