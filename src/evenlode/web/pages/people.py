"""People: who holds which role for this contract; giving a role and ending one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from evenlode.problems import Refusal
from evenlode.web.access import STAFF, Duty, NotYours, Role
from evenlode.web.layout import render
from evenlode.web.people import managing

PATH = "people/"
NAME = "people"
TITLE = "People"
ROLES = frozenset({Role.ADMINISTRATOR})
DUTY = Duty.MANAGE_PEOPLE
FIELDS = {"name", "email", "role", "party", "end"}
MENU, ORDER = "People", 80


def page(request: HttpRequest) -> HttpResponse:
    """The list and the form."""
    return _page(request)


def post(request: HttpRequest) -> HttpResponse:
    """Give a role, and show the link for a password where the person is new; or end a role."""
    desk = request.desk
    if wanted := request.POST.get("end"):
        ended = managing.end(desk.contract, int(wanted)) if wanted.isdecimal() else None
        if ended is None:
            raise NotYours("no such role")
        desk.record("role ended", ended.email, before=f"{ended.role}, {ended.organisation}")
        return redirect("people")
    given = {name: request.POST.get(name, "").strip() for name in ("name", "email", "role", "party")}
    try:
        person, is_new = managing.add(desk.contract, **given)
    except Refusal as refusal:
        return _page(request, given=given, problems=refusal.problems, status=400)
    desk.record("role given", person.email, after=f"{given['role']}, {given['party'] or 'outside the contract'}")
    return _page(request, link=managing.password_address(person) if is_new else "", added=person.name)


def _page(request: HttpRequest, *, status: int = 200, **named: object) -> HttpResponse:
    desk = request.desk
    parties = [(one.party, desk.name_of(one.party)) for one in desk.contract.form.parties]
    roles = sorted(role.value for role in STAFF)
    found = managing.held(desk.contract)
    return render(request, "pages/people.html", status=status, held=found, parties=parties, roles=roles, **named)
