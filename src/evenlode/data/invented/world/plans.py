"""The care programme approach with its formal reviews, and the care plans that are agreed after a referral."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from evenlode.data.invented.days import NEVER, Array
from evenlode.data.invented.plan import Plan
from evenlode.data.invented.world.care import Stays
from evenlode.data.invented.world.referrals import Referrals

_UNDER_IT = 0.45
"""Of long stays, those under the care programme approach for all or most of the time."""

_PLANNED = 0.75


@dataclass(frozen=True, eq=False)
class Programmes:
    """One entry an episode of the care programme approach. last: its last day, NEVER while it lasts."""

    person: Array
    first: Array
    last: Array


@dataclass(frozen=True, eq=False)
class ProgrammeReviews:
    """One entry a formal review. programme: the place of its episode. carer: whether a carer took part."""

    person: Array
    programme: Array
    day: Array
    carer: Array


@dataclass(frozen=True, eq=False)
class CarePlans:
    """One entry a care plan, agreed under a main referral. work: it holds a goal about employment."""

    person: Array
    referral: Array
    day: Array
    work: Array


def programmes_of(plan: Plan, block: int, stays: Stays) -> tuple[Programmes, ProgrammeReviews]:
    """Episodes of long stays, some ended before care is, and a review every nine to sixteen months."""
    random = plan.random(block, "care programme")
    size = len(stays)
    first = np.maximum(stays.joined, plan.horizon) + random.integers(0, 60, size)
    last = np.where(random.random(size) < 0.2, first + random.integers(200, 1500, size), NEVER)
    last = np.where(last < stays.left, last, np.where(stays.left < NEVER, stays.left, NEVER))
    last = np.where(last > plan.end, NEVER, last)
    held = stays.long & (random.random(size) < _UNDER_IT) & (first <= np.minimum(last, plan.end)) & (last >= plan.start)
    at = np.flatnonzero(held)
    found = Programmes(stays.person[at], first[at], last[at])
    most = (plan.end - plan.horizon) // 270 + 2
    days = found.first[:, None] + np.cumsum(random.integers(270, 480, (len(at), most)), axis=1)
    row, nth = np.nonzero(days <= np.minimum(found.last, plan.end)[:, None])
    carer = random.random(len(row)) < 0.3
    return found, ProgrammeReviews(found.person[row], row, days[row, nth], carer)


def care_plans_of(plan: Plan, block: int, referrals: Referrals) -> CarePlans:
    """A care plan within two months of most main referrals, of which a third holds a goal about employment."""
    random = plan.random(block, "care plans")
    main = np.flatnonzero(referrals.main & (random.random(len(referrals)) < _PLANNED))
    day = referrals.received[main] + random.integers(0, 60, len(main))
    work = random.random(len(main)) < 0.33
    kept = np.flatnonzero((day >= plan.start) & (day <= np.minimum(referrals.last[main], plan.end)))
    return CarePlans(referrals.person[main][kept], main[kept], day[kept], work[kept])
