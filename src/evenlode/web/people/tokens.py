"""Tokens for programs: made by their owner, shown once, kept as a hash, good for one role and no longer than a year."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, timedelta

from evenlode.problems import refuse
from evenlode.web.access.desk import Desk
from evenlode.web.access.middleware import desk_of, here, today
from evenlode.web.access.reading import contract_of
from evenlode.web.people.models import Membership, Token
from evenlode.web.people.roles import Duty

PREFIX = "evl_"
LASTS = timedelta(days=365)
MOST = 10


@dataclass(frozen=True, slots=True)
class Listed:
    """A token as its owner's page lists it."""

    number: int
    name: str
    created: date
    ends: date


def make(desk: Desk, name: str) -> str:
    """A new token for the desk's person and role: the only time that its text is seen. Raises a Refusal."""
    name = name.strip()
    if not name:
        raise refuse(
            "TOKEN.NAME", "The token has no name", "Enter what it is for, for example Month-end report", field="name"
        )
    held = _membership(desk)
    if held.tokens.count() >= MOST:
        raise refuse("TOKEN.MOST", f"You have {MOST} tokens already", "End one first", field="name")
    text = f"{PREFIX}{secrets.token_urlsafe(32)}"
    Token.objects.create(membership=held, name=name[:80], sha256=_hash(text), ends=desk.today + LASTS)
    return text


def listed(desk: Desk) -> list[Listed]:
    """The tokens of the desk's person and role."""
    return [Listed(one.pk, one.name, one.created.date(), one.ends) for one in _membership(desk).tokens.all()]


def end(desk: Desk, number: int) -> bool:
    """End a token of one's own; False where there is none of this number."""
    gone, _ = _membership(desk).tokens.filter(pk=number).delete()
    return bool(gone)


def desk_of_token(text: str) -> Desk | None:
    """The desk that a token opens; None where it is unknown or over, or its person or role is."""
    found = (
        Token.objects.filter(sha256=_hash(text))
        .select_related("membership__person", "membership__organisation")
        .first()
    )
    contract = contract_of(here())
    if found is None or found.ends < today() or found.membership.contract != contract.slug:
        return None
    if not found.membership.person.is_active:
        return None
    desk = desk_of(found.membership, contract)
    return desk if desk.may(Duty.MAKE_TOKEN) else None


def _membership(desk: Desk) -> Membership:
    return Membership.objects.get(
        person=desk.person.number,
        contract=desk.contract.slug,
        role=desk.role.value,
        organisation__party=desk.organisation.party,
    )


def _hash(text: str) -> str:
    """SHA-256 is enough: the text is 256 random bits, which nobody guesses however fast they hash."""
    return hashlib.sha256(text.encode()).hexdigest()
