"""Assessments with the HoNOS cluster tool, and the HoNOS clusters in force between them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from evenlode.data.invented.days import NEVER, Array
from evenlode.data.invented.plan import Plan
from evenlode.data.invented.world.care import Stays

_NON_PSYCHOSIS = {4: 17, 5: 6, 6: 4, 7: 5, 8: 6}
_PSYCHOSIS = {10: 6, 11: 12, 12: 14, 13: 6, 14: 2, 15: 2, 16: 4, 17: 3}
_OTHERS = {3: 3, 2: 1, 18: 2}
_GROUPS = (_NON_PSYCHOSIS, _PSYCHOSIS, _OTHERS)
_GROUP = (0.42, 0.51, 0.07)
_CHANGES = 0.2
_FEWEST_DAYS, _MOST_DAYS = 80, 225


@dataclass(frozen=True, eq=False)
class Assessments:
    """One entry an assessment, by person and day. code: the HoNOS cluster it ended in."""

    person: Array
    stay: Array
    day: Array
    code: Array

    def __len__(self) -> int:
        return len(self.person)


@dataclass(frozen=True, eq=False)
class Clusters:
    """HoNOS clusters in force, by person and day. last: the last day in force, NEVER while it lasts.

    assessment: the place of the assessment that began it.
    """

    person: Array
    code: Array
    first: Array
    last: Array
    assessment: Array


def assessments_of(plan: Plan, block: int, stays: Stays) -> Assessments:
    """The assessments of every long stay, the first within four weeks and then every three to seven months."""
    random = plan.random(block, "assessments")
    long = np.flatnonzero(stays.long)
    joined = stays.joined[long]
    most = (plan.end - plan.horizon) // _FEWEST_DAYS + 2
    gaps = random.integers(_FEWEST_DAYS, _MOST_DAYS, (len(long), most))
    after = joined + random.integers(0, 28, len(long))
    gaps[:, 0] = np.where(joined < plan.horizon, plan.horizon + random.integers(0, 150, len(long)), after)
    days = np.cumsum(gaps, axis=1)
    codes = _codes(random, days.shape)
    stay, at = np.nonzero(days < np.minimum(stays.left[long], plan.end + 1)[:, None])
    found = Assessments(stays.person[long][stay], long[stay], days[stay, at], codes[stay, at])
    kept = np.flatnonzero(found.day >= plan.horizon)
    return Assessments(*(getattr(found, name)[kept] for name in Assessments.__dataclass_fields__))


def clusters_of(plan: Plan, block: int, stays: Stays, assessments: Assessments, kept_until: Array) -> Clusters:
    """The HoNOS clusters in force: one lasts until an assessment ends in another, or until care ends.

    kept_until: for each stay the last day that somebody still keeps the HoNOS cluster open.
    """
    random = plan.random(block, "clusters")
    stay, code, day = assessments.stay, assessments.code, assessments.day
    new_stay = np.ones(len(stay), dtype=bool)
    new_stay[1:] = stay[1:] != stay[:-1]
    begins = new_stay.copy()
    begins[1:] |= code[1:] != code[:-1]
    at = np.flatnonzero(begins)
    joined = stays.joined[stay[at]]
    since = np.minimum(joined + random.integers(0, 28, len(at)), day[at])
    first = np.where(new_stay[at] & (joined < plan.horizon), since, day[at])
    last = kept_until[stay[at]]
    same = stay[at][1:] == stay[at][:-1]
    last[:-1] = np.where(same, first[1:] - 1, last[:-1])
    last = np.where(last > plan.end, NEVER, last)
    there = np.flatnonzero(last >= plan.start)
    return Clusters(assessments.person[at][there], code[at][there], first[there], last[there], at[there])


def _codes(random: np.random.Generator, shape: tuple[int, int]) -> Array:
    """A HoNOS cluster for each assessment: mostly as before, mostly of the same group where it changes."""
    stays, most = shape
    group = random.choice(len(_GROUPS), stays, p=_GROUP)
    other = (random.random(stays) < 0.1) & (group < 2)
    turn = random.integers(1, most, stays)
    crosses = other[:, None] & (np.arange(most) >= turn[:, None])
    groups = np.where(crosses, 1 - group[:, None], group[:, None])
    drawn = np.zeros(shape, dtype=np.int64)
    for number, weights in enumerate(_GROUPS):
        where = groups == number
        shares = np.array(list(weights.values())) / sum(weights.values())
        drawn[where] = random.choice(np.array(list(weights)), int(where.sum()), p=shares)
    stays_put = random.random(shape) >= _CHANGES
    stays_put[:, 1:] &= groups[:, 1:] == groups[:, :-1]
    stays_put[:, 0] = False
    taken = np.where(stays_put, 0, np.arange(most))
    found: Array = np.take_along_axis(drawn, np.maximum.accumulate(taken, axis=1), axis=1)
    return found
