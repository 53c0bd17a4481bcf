"""Personas: invented people of every role, who sign in without a password. In the demo alone."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction

from evenlode.terms.contract import Contract
from evenlode.web.access.reading import DEMO_MARK
from evenlode.web.people.models import Membership, Organisation, Person
from evenlode.web.people.roles import Role

AUDITORS = "Tarnwick Audit"
"""An organisation that is no party to the contract."""

_COMMISSIONER, _LEAD, _FUNDER = "commissioner", "lead provider", "funder"


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody invented. side: the party's role in the contract and its place among those, or nobody's."""

    name: str
    role: Role
    side: str
    place: int = 0
    about: str = ""


CAST = (
    Persona("Priya Shah", Role.CONTRACT_MANAGER, _COMMISSIONER, about="Targets, variations, sign-off"),
    Persona("Owen Price", Role.ANALYST, _COMMISSIONER, about="Loads data, calculates, simulates"),
    Persona("Daniel Okafor", Role.FINANCE, _COMMISSIONER, about="Prepares and approves payment"),
    Persona("Ruth Ellison", Role.FINANCE, _COMMISSIONER, about="Prepares and approves payment"),
    Persona("Helen Marsh", Role.BOARD, _COMMISSIONER, about="Stop or go, reinvestment"),
    Persona("Samir Haddad", Role.CLINICIAN, _COMMISSIONER, about="Definitions and exceptions"),
    Persona("Joan Tully", Role.LEAD_PROVIDER, _LEAD, about="Submits, signs, disputes"),
    Persona("Peter Vance", Role.PARTNER, "partner", 0, "Its own finance return and share"),
    Persona("Grace Oduya", Role.PARTNER, "partner", 1, "Its own finance return and share"),
    Persona("Carol Reeve", Role.COUNCIL_FUNDER, _FUNDER, about="Its own money and sign-off"),
    Persona("Iain Muir", Role.AUDITOR, "", about="Reads everything, draws samples"),
    Persona("Nadia Brook", Role.ADMINISTRATOR, _COMMISSIONER, about="People and logs"),
)


def is_on() -> bool:
    """True in a demo of a workspace that the demo made, and nowhere else."""
    return bool(settings.DEBUG) and (Path(settings.WORKSPACE) / DEMO_MARK).is_file()


def make_personas(contract: Contract) -> None:
    """Put the cast and the organisations of the contract into the database, where they are not there yet."""
    if not is_on():
        raise RuntimeError("personas exist in the demo alone")
    with transaction.atomic():
        for one in CAST:
            party = _party(contract, one)
            if one.side and party is None:
                continue  # this contract has no such party
            name = AUDITORS if party is None else contract.party(party).alias
            organisation, _ = Organisation.objects.get_or_create(name=name, defaults={"party": party or ""})
            email = f"{one.name.lower().replace(' ', '.')}@demo.invalid"
            person = Person.objects.filter(email=email).first()
            if person is None:
                person = Person.objects.create_user(email, one.name, is_persona=True)
            Membership.objects.get_or_create(
                person=person, organisation=organisation, contract=contract.slug, role=one.role.value
            )


def personas(contract: Contract) -> list[dict[str, str]]:
    """The cast of a contract as the sign-in page lists it: number, name, role, organisation and what they do."""
    about = {one.name: one.about for one in CAST}
    held = Membership.objects.filter(person__is_persona=True, contract=contract.slug).select_related(
        "person", "organisation"
    )
    return [
        {
            "number": str(one.person.pk),
            "name": one.person.name,
            "role": Role(one.role).said,
            "organisation": one.organisation.name,
            "about": about.get(one.person.name, ""),
        }
        for one in held
    ]


def _party(contract: Contract, one: Persona) -> str | None:
    same = [party.party for party in contract.form.parties if party.role == one.side]
    return same[one.place] if one.place < len(same) else None
