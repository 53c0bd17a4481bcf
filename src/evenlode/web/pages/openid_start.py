"""Sign in with an organisation's account: off to its provider."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from evenlode.web.access import EVERYBODY, NotYours
from evenlode.web.people.openid import begin

PATH = "sign-in/openid/"
NAME = "openid-start"
TITLE = "Sign in with your organisation's account"
ROLES = EVERYBODY
KEPT = "openid"
"""What the session calls a sign-in that began."""


def page(request: HttpRequest) -> HttpResponse:
    """Remember what was asked, and send the browser there."""
    if settings.OPENID is None:
        raise NotYours("no provider is set up")
    begun = begin(settings.OPENID)
    request.session[KEPT] = begun.kept
    return redirect(begun.address)
