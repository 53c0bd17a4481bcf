"""Who is in care from when until when: for years or briefly; some come back, some die."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from evenlode.data.invented.days import NEVER, Array
from evenlode.data.invented.plan import Plan

_LONG = 0.65
_THERE_FROM_THE_START = 0.375
_YEARS = 3.0
"""Mean length of a long stay. So many are there on the first day that about as many come as go."""


@dataclass(frozen=True, eq=False)
class People:
    """One entry of each array a person. born, died: days; died is NEVER for most. commissioner: place in the plan's."""

    number: Array
    born: Array
    died: Array
    gender: Array
    ethnicity: Array
    deprivation: Array
    commissioner: Array

    def __len__(self) -> int:
        return len(self.number)


@dataclass(frozen=True, eq=False)
class Stays:
    """Times in care, by person and then by day. left: the day care ends, NEVER while it lasts. long: for years."""

    person: Array
    joined: Array
    left: Array
    long: Array

    def __len__(self) -> int:
        return len(self.person)


def stays_of(plan: Plan, block: int, people: int) -> tuple[Stays, Array]:
    """The times in care of a block of people, and the day each of them dies."""
    random = plan.random(block, "stays")
    year = 365.25
    long = random.random(people) < _LONG
    there = long & (random.random(people) < _THERE_FROM_THE_START)
    before = plan.start - 1 - np.minimum(random.exponential(_YEARS * year, people), 8 * year).astype(np.int64)
    joined = np.where(there, before, random.integers(plan.start, plan.end - 3, people))
    lasts = np.where(long, 45 + random.exponential(_YEARS * year - 45, people), 14 + random.exponential(60, people))
    left = np.maximum(joined, plan.start) + lasts.astype(np.int64)
    back = left + 30 + random.exponential(300, people).astype(np.int64)
    again = (random.random(people) < np.where(long, 0.4, 0.3)) & (back < plan.end - 3)
    stay = np.where(long, 45 + random.exponential(1.5 * year, people), 14 + random.exponential(60, people))
    left_again = back + stay.astype(np.int64)
    last = np.where(again, left_again, left)
    dies = long & (random.random(people) < 0.12) & (last <= plan.end)
    everyone = np.arange(people)
    person = np.concatenate([everyone, everyone[again]])
    order = np.argsort(person, kind="stable")
    ends = np.concatenate([left, left_again[again]])
    stays = Stays(
        person=person[order],
        joined=np.concatenate([joined, back[again]])[order],
        left=np.where(ends <= plan.end, ends, NEVER)[order],
        long=long[person][order],
    )
    return stays, np.where(dies, last, NEVER)


def people_of(plan: Plan, block: int, stays: Stays, died: Array) -> People:
    """What is known of the people themselves. Most are of working age; some grow too old, a few are not yet 18."""
    random = plan.random(block, "people")
    size = len(died)
    joined = np.full(size, NEVER)
    np.minimum.at(joined, stays.person, stays.joined)
    age = 17.6 + 49 * random.beta(1.4, 1.5, size)
    return People(
        number=block * BLOCK_NUMBERS + np.arange(1, size + 1),
        born=np.maximum(joined, plan.start - 365) - (age * 365.25).astype(np.int64),
        died=died,
        gender=random.choice(np.array([1, 2, 9]), size, p=[0.47, 0.51, 0.02]),
        ethnicity=random.choice(len(ETHNICITIES), size, p=_ETHNIC),
        deprivation=1 + (10 * random.beta(1.0, 1.3, size)).astype(np.int64).clip(0, 9),
        commissioner=(random.random(size) < 0.03).astype(np.int64),
    )


BLOCK_NUMBERS = 1_000_000
"""Numbers of people that one block may give."""

ETHNICITIES = ("A", "B", "C", "D", "F", "H", "J", "M", "N", "S", "Z")
_ETHNIC = (0.74, 0.01, 0.07, 0.01, 0.01, 0.02, 0.03, 0.02, 0.02, 0.02, 0.05)
