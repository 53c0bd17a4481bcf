"""What the rest of the world records: emergency attendances, carers and diagnoses."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from evenlode.data.invented.days import NEVER, Array
from evenlode.data.invented.plan import Plan
from evenlode.data.invented.world.care import Stays
from evenlode.data.invented.world.referrals import Referrals

TYPES = ("1", "3", "4")
DIAGNOSES = ("F20.0", "F31.9", "F32.1", "F33.2", "F41.1", "F43.1", "F60.3", "F10.2", "F25.9", "F99")
_DIAGNOSIS = (0.2, 0.14, 0.14, 0.1, 0.1, 0.08, 0.1, 0.04, 0.08, 0.02)


@dataclass(frozen=True, eq=False)
class Attendances:
    """One entry an attendance at an emergency department. type: a place in TYPES."""

    person: Array
    day: Array
    time: Array
    type: Array


@dataclass(frozen=True, eq=False)
class Carers:
    """One entry a carer of a person; days are NEVER where it did not happen."""

    person: Array
    offered: Array
    accepted: Array
    strain: Array


@dataclass(frozen=True, eq=False)
class Diagnoses:
    """One entry a primary diagnosis. code: a place in DIAGNOSES."""

    person: Array
    referral: Array
    day: Array
    code: Array


def attendances_of(plan: Plan, block: int, stays: Stays, died: Array) -> Attendances:
    """Three attendances in five years, and more in the half year before care begins."""
    random = plan.random(block, "emergency")
    people = len(died)
    first = np.full(people, NEVER)
    np.minimum.at(first, stays.person, stays.joined)
    steady = np.repeat(np.arange(people), random.poisson(0.6 * (plan.end - plan.horizon) / 365.25, people))
    day = plan.horizon + random.integers(0, plan.end - plan.horizon + 1, len(steady))
    crisis = np.repeat(np.arange(people), random.poisson(0.45, people))
    before = first[crisis] - 1 - random.integers(0, 182, len(crisis))
    person, day = np.concatenate([steady, crisis]), np.concatenate([day, before])
    kept = np.flatnonzero((day >= plan.horizon) & (day < np.minimum(died[person], plan.end + 1)))
    kept = kept[np.lexsort((day[kept], person[kept]))]
    size = len(kept)
    time = (random.random(size) * 86_340).astype(np.int64) // 60 * 60
    return Attendances(person[kept], day[kept], time, random.choice(len(TYPES), size, p=[0.7, 0.2, 0.1]))


def carers_of(plan: Plan, block: int, stays: Stays) -> Carers:
    """One long stay in four has a carer; most are offered an assessment."""
    random = plan.random(block, "carers")
    stay = np.flatnonzero(stays.long & (stays.joined >= plan.start) & (random.random(len(stays)) < 0.25))
    last = np.minimum(stays.left[stay], plan.end)
    offered = stays.joined[stay] + random.integers(5, 90, len(stay))
    accepted = offered + random.integers(0, 30, len(stay))
    strain = accepted + random.integers(0, 40, len(stay))
    said = [np.where((day <= last) & (random.random(len(stay)) < 0.75), day, NEVER) for day in (offered, accepted)]
    accepted = np.where(said[0] < NEVER, said[1], NEVER)
    scored = np.where((accepted < NEVER) & (strain <= last), strain, NEVER)
    kept = np.flatnonzero(said[0] < NEVER)
    return Carers(stays.person[stay][kept], said[0][kept], accepted[kept], scored[kept])


def diagnoses_of(plan: Plan, block: int, referrals: Referrals) -> Diagnoses:
    """A primary diagnosis within three months of most main referrals."""
    random = plan.random(block, "diagnoses")
    main = np.flatnonzero(referrals.main & (random.random(len(referrals)) < 0.7))
    day = np.maximum(referrals.received[main], plan.start) + random.integers(0, 90, len(main))
    kept = np.flatnonzero(day <= np.minimum(referrals.last[main], plan.end))
    return Diagnoses(
        referrals.person[main][kept], main[kept], day[kept], random.choice(len(DIAGNOSES), len(kept), p=_DIAGNOSIS)
    )
