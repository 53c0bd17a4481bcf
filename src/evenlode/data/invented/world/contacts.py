"""Contacts: the first one after a referral, as soon as it is or is not, and all those that follow."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from evenlode.data.invented.days import Array, first_of
from evenlode.data.invented.plan import Plan
from evenlode.data.invented.world.referrals import Referrals

ATTENDED = ("5", "6")
_ATTENDANCES = {5: 0.79, 6: 0.04, 7: 0.01, 3: 0.09, 2: 0.03, 4: 0.04}
_MECHANISMS = {1: 0.7, 2: 0.2, 3: 0.04, 4: 0.01, 5: 0.05}
_A_DAY = 86_400
_A_YEAR = 12.5
"""Contacts after the first one in a year of a main referral."""


@dataclass(frozen=True, eq=False)
class Contacts:
    """One entry a contact. attendance, mechanism: national codes as numbers. letter: a letter to the GP is due."""

    person: Array
    referral: Array
    day: Array
    time: Array
    attendance: Array
    mechanism: Array
    letter: Array

    def __len__(self) -> int:
        return len(self.person)


def contacts_of(plan: Plan, block: int, referrals: Referrals) -> Contacts:
    """Every contact from the horizon to the last day of data, none after its referral has ended."""
    random = plan.random(block, "contacts")
    first_day, first_time = _first(plan, random, referrals)
    has_first = random.random(len(referrals)) < 0.94
    begins = np.maximum(referrals.received, plan.horizon)
    ends = np.minimum(referrals.last, plan.end)
    rate = np.where(referrals.main, _A_YEAR, 20.0) / 365.25
    later = np.repeat(np.arange(len(referrals)), random.poisson(rate * np.maximum(ends - begins, 0)))
    day = begins[later] + (random.random(len(later)) * (ends - begins + 1)[later]).astype(np.int64)
    time = (9 * 3600 + random.random(len(later)) * 8 * 3600).astype(np.int64) // 60 * 60
    referral = np.concatenate([np.flatnonzero(has_first), later])
    day = np.concatenate([first_day[has_first], day])
    time = np.concatenate([first_time[has_first], time])
    kept = (referrals.rejected[referral] > plan.end) & (day <= ends[referral]) & (day >= begins[referral])
    begun = (day > first_day[referral]) | ((day == first_day[referral]) & (time >= first_time[referral]))
    at = np.flatnonzero(kept & begun)
    referral, day, time = referral[at], day[at], time[at]
    order = np.lexsort((time, day, referral))
    referral, day, time = referral[order], day[order], time[order]
    attendance = _one_of(random, _ATTENDANCES, len(day))
    mechanism = _mechanism(plan, random, day)
    seen = np.isin(attendance, [int(code) for code in ATTENDED])
    return Contacts(
        person=referrals.person[referral],
        referral=referral,
        day=day,
        time=time,
        attendance=attendance,
        mechanism=mechanism,
        letter=seen & (random.random(len(day)) < 0.12),
    )


def _first(plan: Plan, random: np.random.Generator, referrals: Referrals) -> tuple[Array, Array]:
    """When the first contact is offered: hours after a crisis, days after the others; slower every year."""
    size = len(referrals)
    slower = plan.share(referrals.received, 0.85, 1.2)
    hours = np.exp(random.normal(0.55, 0.65, size)) * slower
    minutes = referrals.received_time // 60 + (60 * hours).astype(np.int64)
    urgent = np.exp(random.normal(1.35, 0.7, size)) * slower
    routine = np.exp(random.normal(2.95, 0.65, size)) * slower
    crisis = np.isin(referrals.priority, (1, 4))
    days = np.where(referrals.priority == 2, urgent, routine).astype(np.int64)
    office = (9 * 3600 + random.random(size) * 8 * 3600).astype(np.int64) // 60 * 60
    office = np.where(days == 0, np.maximum(office, referrals.received_time), office)
    day = referrals.received + np.where(crisis, minutes // 1440, days)
    return day, np.where(crisis, 60 * (minutes % 1440), office)


def _mechanism(plan: Plan, random: np.random.Generator, day: Array) -> Array:
    """How it was held. Telemedicine (03) became video consultation (11) with version 5."""
    found = _one_of(random, _MECHANISMS, len(day))
    video = (found == 3) & (day >= first_of(np.array(plan.v5_from)))
    held: Array = np.where(video, 11, found)
    return held


def _one_of(random: np.random.Generator, shares: dict[int, float], size: int) -> Array:
    found: Array = random.choice(np.array(list(shares)), size, p=list(shares.values()))
    return found
