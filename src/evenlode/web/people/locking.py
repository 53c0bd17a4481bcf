"""Lockout: what somebody sees after too many wrong passwords, and its line in the audit trail."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from evenlode.web.access.middleware import here
from evenlode.web.access.reading import contract_of
from evenlode.web.audit.trail import record_of_people
from evenlode.web.failing import error_page


def account_of(request: HttpRequest, credentials: Any = None) -> str:
    """Which account a try is for: as it was tried, in small letters."""
    given = (credentials or {}).get("username") or request.POST.get("email", "")
    return str(given).strip().lower()


def locked_out(request: HttpRequest, original: object = None, credentials: Any = None) -> HttpResponse:
    """The page that says to wait. It says the same for an account that is not there."""
    workspace = here()
    about = account_of(request, credentials)[:200]
    record_of_people(workspace, contract_of(workspace).slug, "nobody", "account locked", about, "denied")
    return error_page(request, 429)
