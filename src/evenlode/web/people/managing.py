"""People and their roles, for an administrator: who there is, adding somebody, ending a role, a link for a password."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.urls import reverse

from evenlode.problems import Level, Problem, Refusal
from evenlode.terms.contract import Contract
from evenlode.web.people.models import Membership, Organisation, Person
from evenlode.web.people.roles import STAFF, Role

_SIDES = {
    Role.LEAD_PROVIDER: ("lead provider",),
    Role.PARTNER: ("partner",),
    Role.COUNCIL_FUNDER: ("funder",),
    Role.AUDITOR: ("", "commissioner"),
}
"""The parties that a role is for, by their role in the contract; the commissioner's where a role is not named."""


@dataclass(frozen=True, slots=True)
class Held:
    """A role that somebody holds, as the page lists it."""

    number: int
    name: str
    email: str
    role: str
    organisation: str
    is_active: bool


def held(contract: Contract) -> list[Held]:
    """Every role for the contract, by name."""
    found = Membership.objects.filter(contract=contract.slug).select_related("person", "organisation")
    return sorted(
        (
            Held(one.pk, one.person.name, one.person.email, one.role, one.organisation.name, one.person.is_active)
            for one in found
        ),
        key=lambda one: (one.name, one.role),
    )


def add(contract: Contract, name: str, email: str, role: str, party: str) -> tuple[Person, bool]:
    """Give somebody a role, and say whether they are new here.

    party: a party of the contract, or empty for an organisation outside it. Raises a Refusal with every problem.
    """
    problems = list(_wrong(contract, name, email, role, party))
    if problems:
        raise Refusal(problems)
    try:
        with transaction.atomic():
            organisation, _ = Organisation.objects.get_or_create(
                name=contract.party(party).name if party else "Outside the contract", defaults={"party": party}
            )
            person = Person.objects.filter(email=email.lower()).first()
            is_new = person is None
            if person is None:
                person = Person.objects.create_user(email, name)
            Membership.objects.create(person=person, organisation=organisation, contract=contract.slug, role=role)
    except IntegrityError:
        raise Refusal(_problem("role", "They hold this role already", "Choose another role")) from None
    return person, is_new


def end(contract: Contract, number: int) -> Held | None:
    """End a role; what it was, or None where there is none of this number for the contract."""
    found = next((one for one in held(contract) if one.number == number), None)
    if found:
        Membership.objects.filter(pk=number, contract=contract.slug).delete()
    return found


def password_address(person: Person) -> str:
    """The whole address at which somebody sets their password, once, within three days."""
    where = reverse("set-password", kwargs={"number": person.pk, "token": default_token_generator.make_token(person)})
    return f"{settings.BASE_URL}{where}"


def person_of_token(number: int, token: str) -> Person | None:
    """The person of such an address; None where it is used, old or made up."""
    found: Person | None = Person.objects.filter(pk=number, is_active=True, is_persona=False).first()
    return found if found is not None and default_token_generator.check_token(found, token) else None


def set_password(person: Person, password: str) -> None:
    """Set a password. Raises a Refusal with everything that is wrong with it."""
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise Refusal(_problem("password", said.rstrip("."), "Choose another") for said in error.messages) from None
    person.set_password(password)
    person.save(update_fields=["password"])


def _wrong(contract: Contract, name: str, email: str, role: str, party: str) -> list[Problem]:
    found = []
    if not name.strip():
        found.append(_problem("name", "There is no name", "Enter the person's name"))
    try:
        validate_email(email)
    except ValidationError:
        fix = "Enter an e-mail address, for example ann.lee@example.org"
        found.append(_problem("email", "That is no e-mail address", fix))
    if role not in {one.value for one in STAFF}:
        return [*found, _problem("role", "There is no such role", "Choose one of the list")]
    parties = {one.party: one.role for one in contract.form.parties}
    if party and party not in parties:
        return [*found, _problem("party", "There is no such organisation", "Choose one of the list")]
    sides = _SIDES.get(Role(role), ("commissioner",))
    if parties.get(party, "") not in sides:
        wanted = " or ".join(f"a {side}" if side else "outside the contract" for side in sides)
        found.append(_problem("party", f"A {role} belongs to {wanted}", "Choose another organisation"))
    return found


def _problem(field: str, message: str, fix: str) -> Problem:
    return Problem("PEOPLE.FORM", Level.REJECT_FILE, "", None, field, message, fix)
