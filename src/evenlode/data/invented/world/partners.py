"""The partners: who is on their caseload from when until when, and how often they see them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from evenlode.data.invented.days import NEVER, Array
from evenlode.data.invented.plan import Plan
from evenlode.data.invented.world.care import Stays

SERVICES = ("housing-support", "recovery", "peer-support", "employment")


@dataclass(frozen=True, eq=False)
class Caseload:
    """One entry a person and service, by person and day. last: the last day, NEVER while it lasts.

    partner, service: places in the plan's partners and in SERVICES. eligible: 1 yes, 0 no, -1 not said.
    """

    person: Array
    stay: Array
    partner: Array
    service: Array
    first: Array
    last: Array
    eligible: Array


@dataclass(frozen=True, eq=False)
class PartnerContacts:
    """One entry a contact."""

    person: Array
    partner: Array
    day: Array


def caseload_of(plan: Plan, block: int, stays: Stays, died: Array) -> Caseload:
    """About three long stays in ten lead to a partner; some people stay with it after the lead provider is done."""
    random = plan.random(block, "caseload")
    taken = np.flatnonzero(stays.long & (random.random(len(stays)) < 0.3) & bool(plan.partners))
    person, left = stays.person[taken], np.minimum(stays.left[taken], plan.end + 1)
    begins = np.maximum(stays.joined[taken], plan.horizon)
    first = begins + (random.random(len(taken)) * 0.6 * (left - begins)).astype(np.int64)
    last = first + 60 + random.exponential(400, len(taken)).astype(np.int64)
    goes_on = random.random(len(taken)) < 0.2
    last = np.where(goes_on, np.maximum(last, left + 90), np.minimum(last, left))
    last = np.minimum(last, np.minimum(died[person], _next_joined(stays)[taken] - 1))
    last = np.where(last > plan.end, NEVER, np.maximum(last, first))
    found = Caseload(
        person=person,
        stay=taken,
        partner=random.integers(0, max(1, len(plan.partners)), len(taken)),
        service=random.integers(0, len(SERVICES), len(taken)),
        first=first,
        last=last,
        eligible=random.choice(np.array([1, 0, -1]), len(taken), p=[0.3, 0.6, 0.1]),
    )
    kept = np.flatnonzero(found.last >= plan.start)
    return Caseload(**{name: getattr(found, name)[kept] for name in Caseload.__dataclass_fields__})


def kept_until(stays: Stays, caseload: Caseload) -> Array:
    """For each stay the last day that somebody keeps its HoNOS cluster open: the partner, where it goes on longer."""
    found = stays.left.copy()
    np.maximum.at(found, caseload.stay, np.where(caseload.last >= stays.left[caseload.stay], caseload.last, 0))
    return found


def partner_contacts_of(plan: Plan, block: int, caseload: Caseload) -> PartnerContacts:
    """About one contact in three weeks."""
    random = plan.random(block, "partner contacts")
    begins, ends = np.maximum(caseload.first, plan.start), np.minimum(caseload.last, plan.end)
    row = np.repeat(np.arange(len(caseload.person)), random.poisson((ends - begins + 1) / 21))
    day = begins[row] + (random.random(len(row)) * (ends - begins + 1)[row]).astype(np.int64)
    return PartnerContacts(caseload.person[row], caseload.partner[row], day)


def _next_joined(stays: Stays) -> Array:
    """The day on which the same person's next stay begins; NEVER where there is none."""
    found = np.full(len(stays), NEVER)
    same = stays.person[1:] == stays.person[:-1]
    found[:-1][same] = stays.joined[1:][same]
    return found
