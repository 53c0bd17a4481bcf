"""Taking a change from a page, and refusing one: either way the audit trail has a line of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from evenlode.problems import Refusal
from evenlode.web.audit.trail import record
from evenlode.web.failing import error_page

_OURS = frozenset({"csrfmiddlewaretoken"})


def deny(request: HttpRequest, name: str) -> HttpResponse:
    """The 403 page, with its line in the trail."""
    record(request.desk, f"{request.method} {name}", request.path, outcome="denied")
    return error_page(request, 403)


def take_post(
    request: HttpRequest,
    change: Callable[..., HttpResponse],
    name: str,
    fields: frozenset[str] | None,
    named: Mapping[str, Any],
) -> HttpResponse:
    """Let the page make its change. The names of the fields go into the trail, never what was typed.

    A refusal that the page does not show itself, a thing of another organisation and a duty that is not there are
    written down as what they are, and passed on.
    """
    if request.desk is None:
        return change(request, **named)
    strange = sorted(set(request.POST) - fields - _OURS) if fields is not None else []
    before = {"fields not expected": strange} if strange else None

    def note(outcome: str, after: object = None) -> None:
        record(request.desk, name, request.path, outcome=outcome, before=before, after=after)

    try:
        response = change(request, **named)
    except Refusal as refusal:
        note("refused", refusal.rule)
        raise
    except (Http404, PermissionDenied):
        note("denied")
        raise
    note("done" if response.status_code < 400 else "refused", sorted(set(request.POST) - _OURS))
    return response
