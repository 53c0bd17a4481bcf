"""Referrals: the one that a time in care rests on, and others to more teams while it lasts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from evenlode.data.invented.days import NEVER, Array, first_of
from evenlode.data.invented.plan import Plan
from evenlode.data.invented.world.care import Stays

TEAMS = ("A02", "A05", "A06", "A08", "A09", "A11", "A13", "A14", "A16", "A18", "C05", "D05")
SOURCES = ("A1", "B1", "C1", "H1", "J1", "P1")
CLOSE_REASONS = ("01", "02", "10")
_MAIN_TEAMS = (0.02, 0.04, 0.56, 0.07, 0.05, 0, 0.1, 0.08, 0.06, 0.02, 0, 0)
_MORE_TEAMS = (0.32, 0.04, 0.14, 0.03, 0.02, 0.07, 0.13, 0.02, 0.04, 0.12, 0.02, 0.05)
_SOURCES = (0.55, 0.08, 0.04, 0.15, 0.1, 0.08)
_A_DAY = 86_400


@dataclass(frozen=True, eq=False)
class Referrals:
    """One entry a referral. received_time: seconds after midnight. closed, rejected: NEVER where it is not.

    stay: the time in care that it rests on. main: true for the one that lasts as long as that. priority: 1 emergency,
    2 urgent, 3 routine and, from version 5 on, 4 very urgent. team, source, reason: places in the lists above.
    """

    person: Array
    stay: Array
    main: Array
    received: Array
    received_time: Array
    closed: Array
    rejected: Array
    priority: Array
    team: Array
    source: Array
    reason: Array

    def __len__(self) -> int:
        return len(self.person)

    @property
    def last(self) -> Array:
        """The last day that anything of the referral can happen."""
        found: Array = np.minimum(self.closed, self.rejected)
        return found


def referrals_of(plan: Plan, block: int, stays: Stays) -> Referrals:
    """The referrals of every stay; about one more a year beside the main one, for a few months each."""
    random = plan.random(block, "referrals")
    begins = np.maximum(stays.joined, plan.horizon)
    ends = np.minimum(stays.left, plan.end + 1)
    years = np.where(stays.long, (ends - begins) / 365.25, 0)
    more = np.repeat(np.arange(len(stays)), random.poisson(years))
    received = begins[more] + (random.random(len(more)) * (ends - begins)[more]).astype(np.int64)
    lasts = 14 + random.exponential(75, len(more)).astype(np.int64)
    closed = np.concatenate([stays.left, np.maximum(np.minimum(received + lasts, stays.left[more]), received)])
    stay = np.concatenate([np.arange(len(stays)), more])
    main = np.arange(len(stay)) < len(stays)
    received = np.concatenate([stays.joined, received])
    size = len(stay)
    team = np.where(main, _one_of(random, _MAIN_TEAMS, size), _one_of(random, _MORE_TEAMS, size))
    is_rejected = ~(main & stays.long[stay]) & (random.random(size) < 0.05)
    rejected = received + random.integers(0, 6, size)
    is_rejected &= rejected <= np.minimum(closed, plan.end)
    found = Referrals(
        person=stays.person[stay],
        stay=stay,
        main=main,
        received=received,
        received_time=_received_time(random, size),
        closed=np.where((closed > plan.end) | is_rejected, NEVER, closed),
        rejected=np.where(is_rejected, rejected, NEVER),
        priority=_priority(plan, random, team, received),
        team=team,
        source=_one_of(random, _SOURCES, size),
        reason=random.integers(0, len(CLOSE_REASONS), size),
    )
    return _sent_at_all(plan, found)


def _sent_at_all(plan: Plan, found: Referrals) -> Referrals:
    """The referrals that are open on some day of the data, in the order of person and day."""
    kept = np.flatnonzero(found.last >= plan.start)
    kept = kept[np.lexsort((found.received_time[kept], found.received[kept], found.person[kept]))]
    return Referrals(**{name: getattr(found, name)[kept] for name in Referrals.__dataclass_fields__})


def _received_time(random: np.random.Generator, size: int) -> Array:
    """Most come in working hours, one in five at any time of the day; a whole minute."""
    office = 8.5 * 3600 + random.random(size) * 9 * 3600
    found = np.where(random.random(size) < 0.2, random.random(size) * (_A_DAY - 60), office)
    whole: Array = found.astype(np.int64) // 60 * 60
    return whole


def _priority(plan: Plan, random: np.random.Generator, team: Array, received: Array) -> Array:
    """Crisis teams are asked when it cannot wait. Code 4 came with version 5."""
    luck = random.random(len(team))
    crisis = np.isin(team, [TEAMS.index(code) for code in ("A02", "A18")])
    emergency, urgent = np.where(crisis, 0.55, 0.06), np.where(crisis, 0.9, 0.24)
    priority = np.where(luck < emergency, 1, np.where(luck < urgent, 2, 3))
    very_urgent = (priority == 1) & (random.random(len(team)) < 0.4) & (received >= first_of(np.array(plan.v5_from)))
    found: Array = np.where(very_urgent, 4, priority)
    return found


def _one_of(random: np.random.Generator, weights: tuple[float, ...], size: int) -> Array:
    found: Array = random.choice(len(weights), size, p=np.array(weights) / sum(weights))
    return found
