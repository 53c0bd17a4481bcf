"""Desk: what one signed-in person may see and do of one contract, for one organisation, in one role."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404

from evenlode.job.workspace import Workspace
from evenlode.terms.contract import Contract
from evenlode.web.people.roles import COMMISSIONING, DUTIES, Duty, Role


class NotAllowed(PermissionDenied):
    """A duty that the role does not have: 403."""


class NotYours(Http404):
    """Another organisation's thing: 404, the same as for one that does not exist."""


@dataclass(frozen=True, slots=True)
class Who:
    """A person as pages may know them. number: the row of the person, for pages about people alone."""

    number: int
    name: str
    email: str

    @property
    def signature(self) -> str:
        """Who did it, as the journal keeps it: the same for one person in whatever role, and nobody else's."""
        return f"{self.name} <{self.email}>"


@dataclass(frozen=True, slots=True)
class Organisation:
    """The organisation that a person signs in for; party: its name in the contract, empty where it is none."""

    party: str
    name: str


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything a page may reach. today: the day that pages count from; invented: nobody's data, so aliases only."""

    person: Who
    role: Role
    organisation: Organisation
    contract: Contract
    workspace: Workspace
    today: date
    invented: bool

    @property
    def title(self) -> str:
        """The contract's title, its alias where figures are invented."""
        return self.contract.form.alias.title if self.invented else self.contract.form.title

    @property
    def signature(self) -> str:
        """What to give as `by` to whatever is recorded."""
        return self.person.signature

    def name_of(self, party: str) -> str:
        """A party's name as this workspace may show it."""
        found = self.contract.party(party)
        return found.alias if self.invented else found.name

    def may(self, duty: Duty) -> bool:
        """True where the role has the duty."""
        return duty in DUTIES[self.role]

    def require(self, *duties: Duty) -> None:
        """Raise NotAllowed where the role has none of the duties."""
        if not any(self.may(duty) for duty in duties):
            raise NotAllowed(f"{self.role.value} may not {duties[0].value}")

    def sees(self, party: str) -> bool:
        """True where the accounts of a party are open to this desk: its own, or all of them to the commissioner."""
        return self.role in COMMISSIONING or bool(self.organisation.party and party == self.organisation.party)

    def require_party(self, party: str) -> str:
        """The party where its accounts are open to this desk; NotYours otherwise, and where there is no such party."""
        if party not in {one.party for one in self.contract.form.parties} or not self.sees(party):
            raise NotYours("no such party")
        return party

    def own(self, things: Iterable[Any], party_of: Any = lambda thing: thing.provider) -> list[Any]:
        """Those of the things whose party this desk sees. party_of: the party of one."""
        return [thing for thing in things if self.sees(party_of(thing))]

    def record(self, what: str, about: str = "", before: object = None, after: object = None) -> None:
        """Write a change into the audit trail: what was done, about what, and how it was before and after."""
        from evenlode.web.audit.trail import record

        record(self, what, about, before=before, after=after)
