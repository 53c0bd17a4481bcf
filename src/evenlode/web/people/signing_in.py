"""Signing in: which person a form means, and the line about it in the audit trail."""

from __future__ import annotations

from evenlode.web.access.middleware import here
from evenlode.web.access.reading import contract_of
from evenlode.web.audit.trail import record_of_people
from evenlode.web.people.managing import add, password_address
from evenlode.web.people.models import Person
from evenlode.web.people.openid import Known
from evenlode.web.people.personas import is_on, personas
from evenlode.web.people.roles import Role


def personas_offered() -> list[dict[str, str]]:
    """The personas as the sign-in page lists them; none outside a demo."""
    return personas(contract_of(here())) if is_on() else []


def persona_of(number: str) -> Person | None:
    """The persona with this number; none outside a demo, and never a person who is not one."""
    if not is_on() or not number.isdecimal():
        return None
    found: Person | None = Person.objects.filter(pk=int(number), is_persona=True, is_active=True).first()
    return found


def came_in(person: Person, what: str, outcome: str = "done") -> None:
    """Write into the trail that somebody signed in or tried to."""
    workspace = here()
    by = f"{person.name} <{person.email}>"
    record_of_people(workspace, contract_of(workspace).slug, by, what, outcome=outcome)


def person_known_as(known: Known) -> Person | None:
    """The person whom a provider vouches for: by its name for them, and the first time by an e-mail it has checked."""
    found: Person | None = Person.objects.filter(subject=known.subject, is_active=True).first()
    if found is None and known.email:
        found = Person.objects.filter(email=known.email, subject=None, is_active=True, is_persona=False).first()
        if found is not None:
            found.subject = known.subject
            found.save(update_fields=["subject"])
    return found


def first_administrator(email: str) -> str:
    """Make somebody the administrator of the contract served here; the address at which they set their password."""
    contract = contract_of(here())
    commissioner = next(one.party for one in contract.form.parties if one.role == "commissioner")
    person = Person.objects.filter(email=email.lower()).first()
    if person is None or not person.memberships.filter(contract=contract.slug, role=Role.ADMINISTRATOR.value).exists():
        person, _ = add(contract, email.split("@")[0], email, Role.ADMINISTRATOR.value, commissioner)
    came_in(person, "made an administrator from the command line")
    return password_address(person)
