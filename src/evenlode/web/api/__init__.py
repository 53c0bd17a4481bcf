"""The API: what the pages show and take, for programs with a token, described as OpenAPI."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.security import HttpBearer

from evenlode.problems import Refusal
from evenlode.web.access import Desk
from evenlode.web.api.acting import router as acting
from evenlode.web.api.reading import router
from evenlode.web.failing import status_of


class ByToken(HttpBearer):
    """Authorization: Bearer evl_... The token's person and role are who asks."""

    def authenticate(self, request: HttpRequest, token: str) -> Desk | None:
        """The desk of the token, which is put on the request as pages have it."""
        from evenlode.web.people.tokens import desk_of_token

        request.desk = desk_of_token(token)
        return request.desk


api = NinjaAPI(
    title="Evenlode",
    version="1",
    description="What the contract says, what was measured, what is paid, what was found and what was returned.",
    auth=ByToken(),
    docs_url=None,  # its page fetches scripts from elsewhere; the description itself is at openapi.json
    urls_namespace="api",
)
api.add_router("", router)
api.add_router("", acting)


@api.exception_handler(Refusal)
def refused(request: HttpRequest, error: Refusal) -> HttpResponse:
    """Every problem of a refusal. A change that is refused is written down."""
    if request.method not in ("GET", "HEAD"):
        _note(request, "refused")
    rows: list[dict[str, Any]] = [
        {"rule": one.rule, "message": one.message, "fix": one.fix, "field": one.field} for one in error.problems
    ]
    return api.create_response(request, {"problems": rows}, status=status_of(error))


@api.exception_handler(PermissionDenied)
def not_allowed(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    """A thing that the role does not have; it is written down."""
    _note(request, "denied")
    return api.create_response(request, {"detail": "Your role does not have this"}, status=403)


@api.exception_handler(Http404)
def not_there(request: HttpRequest, error: Http404) -> HttpResponse:
    """What is not there, or is another organisation's; it is written down."""
    if getattr(request, "desk", None):
        _note(request, "denied")
    return api.create_response(request, {"detail": "There is no such thing"}, status=404)


def _note(request: HttpRequest, outcome: str) -> None:
    from evenlode.web.audit.trail import record

    record(request.desk, f"API {request.method}", request.path, outcome=outcome)
