"""Hospital spells: admissions while in care, and the returns after them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from evenlode.data.invented.days import NEVER, Array
from evenlode.data.invented.plan import Plan
from evenlode.data.invented.world.care import Stays

WARDS = ("10", "12", "11", "37")
"""Version 5's classes of a ward."""

_WARD = (0.82, 0.08, 0.05, 0.05)
_MOST = 10
_FIRST_AFTER = 9.5
"""Mean years in care until a first admission."""


@dataclass(frozen=True, eq=False)
class Spells:
    """One entry a spell. discharged: NEVER while it lasts. method, source, destination: national codes as numbers.

    moved: the day the person changed wards, NEVER for most. ward: place in WARDS of the last one. time: of discharge.
    """

    person: Array
    stay: Array
    admitted: Array
    discharged: Array
    time: Array
    source: Array
    method: Array
    destination: Array
    moved: Array
    ward: Array

    def __len__(self) -> int:
        return len(self.person)


def spells_of(plan: Plan, block: int, stays: Stays, died: Array) -> Spells:
    """Spells one after another: some 7% return within 28 days and 12% within 90, a little fewer every year."""
    random = plan.random(block, "spells")
    long = np.flatnonzero(stays.long)
    shape = (len(long), _MOST)
    lasts = 2 + random.gamma(1.5, 20, shape).astype(np.int64)
    fate = random.random(shape)
    gaps = np.where(fate < 0.066, random.integers(0, 29, shape), random.integers(29, 91, shape))
    much_later = 91 + random.exponential(4 * 365, shape).astype(np.int64)
    begins = np.maximum(stays.joined[long], plan.horizon)
    admitted = np.empty(shape, dtype=np.int64)
    admitted[:, 0] = begins + random.exponential(_FIRST_AFTER * 365, len(long)).astype(np.int64)
    for spell in range(1, _MOST):
        out = admitted[:, spell - 1] + lasts[:, spell - 1]
        returns = fate[:, spell] < 0.118 * plan.share(out, 1.08, 0.9)
        admitted[:, spell] = out + np.where(returns, gaps[:, spell], much_later[:, spell])
    ends = np.minimum(stays.left[long], plan.end + 1)
    row, at = np.nonzero(admitted < ends[:, None])
    stay, day = long[row], admitted[row, at]
    left = stays.left[stay]
    discharged = np.minimum(day + lasts[row, at], left)
    discharged = np.where(discharged > plan.end, NEVER, discharged)
    kept = np.flatnonzero(discharged >= plan.start)
    return _described(random, stays, died, stay[kept], day[kept], discharged[kept])


def _described(
    random: np.random.Generator, stays: Stays, died: Array, stay: Array, admitted: Array, discharged: Array
) -> Spells:
    size = len(stay)
    person = stays.person[stay]
    dead = (discharged == died[person]) & (discharged < NEVER)
    moves = (random.random(size) < 0.15) & (np.minimum(discharged, NEVER) - admitted > 4)
    return Spells(
        person=person,
        stay=stay,
        admitted=admitted,
        discharged=discharged,
        time=(9 * 3600 + random.random(size) * 9 * 3600).astype(np.int64) // 60 * 60,
        source=np.where(random.random(size) < 0.02, 49, 19),
        method=np.where(dead, 4, np.where(random.random(size) < 0.01, 6, 1)),
        destination=np.where(dead, 79, np.where(random.random(size) < 0.03, 49, 19)),
        moved=np.where(moves, admitted + 1 + random.integers(0, 3, size), NEVER),
        ward=random.choice(len(WARDS), size, p=_WARD),
    )
