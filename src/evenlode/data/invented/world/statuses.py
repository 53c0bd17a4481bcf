"""Roles, employment and accommodation as recorded at assessments, getting slowly better over the years."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from evenlode.data.invented.days import Array
from evenlode.data.invented.plan import Plan
from evenlode.data.invented.world.assessments import Assessments
from evenlode.data.invented.world.care import Stays

ROLES = ("paid", "education", "voluntary", "home_parent", "none")
_EMPLOYMENT = ("01", "03", "07", "05", "04")
EMPLOYMENT = (*_EMPLOYMENT, "02", "ZZ")
"""National codes; the first five are what the roles come to."""

SETTLED = ("Y", "N", "Z")
TYPES = ("01", "02", "03", "04", "11", "12", "14", "17", "19", "15", "20", "21")
"""Accommodation types of version 5; the first five are settled."""


@dataclass(frozen=True, eq=False)
class Records:
    """Recorded statuses by person and day; several entries of one day all hold. code: a place in the table's list.

    more: for roles whether it is structured, for accommodation the place of its type; nothing for employment.
    """

    person: Array
    day: Array
    code: Array
    more: Array

    def __len__(self) -> int:
        return len(self.person)


@dataclass(frozen=True, eq=False)
class Statuses:
    """The three tables of statuses."""

    roles: Records
    employment: Records
    accommodation: Records


def statuses_of(plan: Plan, block: int, stays: Stays, assessments: Assessments, people: int) -> Statuses:
    """A record of each at most assessments, and employment also in the days after care began."""
    random = plan.random(block, "statuses")
    luck = random.random((3, people))
    person, day = assessments.person, assessments.day
    role = _role(plan, luck, person, day)
    asked = random.random(len(person)) < 0.93
    roles = _roles(random, person[asked], day[asked], role[asked])
    began = np.flatnonzero(stays.long & (stays.joined >= plan.horizon) & (stays.left > stays.joined + 3))
    begins = stays.joined[began] + random.integers(0, 3, len(began))
    began, begins = began[begins <= plan.end], begins[begins <= plan.end]
    person, day = np.concatenate([person, stays.person[began]]), np.concatenate([day, begins])
    code = _role(plan, luck, person, day)
    code = np.where((code == ROLES.index("none")) & (luck[1][person] < 0.3), EMPLOYMENT.index("02"), code)
    code = np.where(random.random(len(code)) < 0.015, EMPLOYMENT.index("ZZ"), code)
    employment = _once_a_day(Records(person, day, code, np.zeros(len(code), dtype=np.int64)))
    return Statuses(roles, employment, _accommodation(plan, random, luck[2], assessments))


def _role(plan: Plan, luck: Array, person: Array, day: Array) -> Array:
    """The role of each person on a day: whoever has one keeps it, and slowly more people do."""
    has_one = luck[0][person] < plan.share(day, 0.46, 0.7)
    kind = luck[1][person]
    which = np.where(kind < plan.share(day, 0.155, 0.2), 0, np.where(kind < 0.55, 1, 2))
    found: Array = np.where(has_one, which, np.where(kind < 0.1, 3, 4))
    return found


def _roles(random: np.random.Generator, person: Array, day: Array, role: Array) -> Records:
    """One in fourteen with a role has a second one; one in ten is not structured."""
    two = np.flatnonzero((role < 2) & (random.random(len(role)) < 0.07))
    every = np.concatenate([np.arange(len(role)), two])
    code = np.concatenate([role, np.full(len(two), ROLES.index("voluntary"))])
    structured = (code < 3) & (random.random(len(code)) >= 0.1)
    order = np.argsort(every, kind="stable")
    return Records(person[every][order], day[every][order], code[order], structured[order].astype(np.int64))


def _accommodation(plan: Plan, random: np.random.Generator, luck: Array, assessments: Assessments) -> Records:
    asked = random.random(len(assessments)) < 0.95
    person, day = assessments.person[asked], assessments.day[asked]
    settled = luck[person] < plan.share(day, 0.72, 0.9)
    kind = np.where(settled, random.integers(0, 5, len(day)), random.integers(5, len(TYPES), len(day)))
    code = np.where(random.random(len(day)) < 0.01, 2, np.where(settled, 0, 1))
    return Records(person, day, code, kind)


def _once_a_day(found: Records) -> Records:
    """The records by person and day, the first of each day alone."""
    order = np.lexsort((found.day, found.person))
    person, day = found.person[order], found.day[order]
    new = np.ones(len(order), dtype=bool)
    new[1:] = (person[1:] != person[:-1]) | (day[1:] != day[:-1])
    kept = order[new]
    return Records(found.person[kept], found.day[kept], found.code[kept], found.more[kept])
