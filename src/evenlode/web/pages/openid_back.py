"""Back from an organisation's provider: the person it vouches for comes in, where they have an account here."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from evenlode.problems import refuse
from evenlode.web.access import EVERYBODY, NotYours
from evenlode.web.pages.openid_start import KEPT
from evenlode.web.people.openid import finish
from evenlode.web.people.signing_in import came_in, person_known_as

PATH = "sign-in/openid/back/"
NAME = "openid-back"
TITLE = "Signing in"
ROLES = EVERYBODY


def page(request: HttpRequest) -> HttpResponse:
    """Check what the provider said; it counts once."""
    if settings.OPENID is None:
        raise NotYours("no provider is set up")
    known = finish(settings.OPENID, request.session.pop(KEPT, {}), request.GET)
    person = person_known_as(known)
    if person is None:
        raise refuse("OPENID.PERSON", "you have no account here yet", "Ask whoever looks after people and roles")
    login(request, person, backend="django.contrib.auth.backends.ModelBackend")
    came_in(person, "signed in with an organisation's account")
    return redirect("home")
