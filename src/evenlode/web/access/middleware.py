"""Puts the signed-in person's desk on the request: None for somebody who is not signed in or has no role here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from evenlode.job.workspace import Workspace
from evenlode.terms.contract import Contract
from evenlode.web.access.desk import Desk, Organisation, Who
from evenlode.web.access.reading import contract_of, is_invented
from evenlode.web.failing import error_page
from evenlode.web.people.models import Membership, Person
from evenlode.web.people.roles import Role

MOST_OF_STRANGERS = 64 * 1024
"""Bytes that somebody may send who is not signed in: a form has less."""
CHOSEN = "membership"
"""What the session keeps of the role that somebody with several has chosen."""


class DeskMiddleware:
    """Sets request.desk and request.memberships (every role that the person holds here)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Set the desk, then let the page answer."""
        request.desk, request.memberships = None, []
        if not request.path.startswith(("/static/", "/api/")) and request.user.is_authenticated:
            contract = contract_of(here())
            request.memberships = memberships(request.user, contract)
            chosen = _chosen(request.memberships, request.session.get(CHOSEN))
            request.desk = desk_of(chosen, contract) if chosen else None
        if request.desk is None and _is_long(request) and not _has_token(request):
            return error_page(request, 403)  # before anything of it is read: strangers fill no disk
        return self.get_response(request)


def _is_long(request: HttpRequest) -> bool:
    return int(request.META.get("CONTENT_LENGTH") or 0) > MOST_OF_STRANGERS


def _has_token(request: HttpRequest) -> bool:
    """True for a program whose token opens a desk: it may send as much as a person who is signed in."""
    from evenlode.web.people.tokens import desk_of_token

    kind, _, text = request.headers.get("Authorization", "").partition(" ")
    return request.path.startswith("/api/") and kind == "Bearer" and desk_of_token(text) is not None


def here() -> Workspace:
    """The workspace that this server serves."""
    return Workspace(settings.WORKSPACE)


def today() -> date:
    """Today in England, or the day that a demo takes for today."""
    if settings.TODAY:
        return date.fromisoformat(settings.TODAY)
    found: date = timezone.now().astimezone(ZoneInfo("Europe/London")).date()
    return found


def memberships(person: Person, contract: Contract) -> list[Membership]:
    """The roles that a person holds for the contract, the first given first."""
    return list(person.memberships.filter(contract=contract.slug).select_related("organisation", "person"))


def desk_of(membership: Membership, contract: Contract) -> Desk:
    """The desk of a role that somebody holds."""
    workspace, person, organisation = here(), membership.person, membership.organisation
    invented = is_invented(workspace)
    name = organisation.name
    if organisation.party:
        party = contract.party(organisation.party)
        name = party.alias if invented else party.name
    return Desk(
        person=Who(person.pk, person.name, person.email),
        role=Role(membership.role),
        organisation=Organisation(organisation.party, name),
        contract=contract,
        workspace=workspace,
        today=today(),
        invented=invented,
    )


def _chosen(held: list[Membership], number: int | None) -> Membership | None:
    return next((one for one in held if one.pk == number), held[0] if held else None)
