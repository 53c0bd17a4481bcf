"""Noise in the sending itself: months that come again, and months that never come."""

from __future__ import annotations

import numpy as np

from evenlode.data.invented.noise.chance import Chance, Tables
from evenlode.data.invented.plan import Plan

_EVERY = 8
_MISSING = 3


def months_again(plan: Plan) -> frozenset[int]:
    """The months that are sent a second time: about one in eight."""
    first = plan.first_month + int(np.random.default_rng(plan.seed).integers(1, _EVERY))
    return frozenset(range(first, plan.last_month + 1, _EVERY))


def months_missing(plan: Plan) -> frozenset[tuple[int, int]]:
    """(party, month) of what never comes: three months of one partner, in the second half of the data."""
    party = 1 + plan.seed % len(plan.partners) if plan.partners else 0
    first = plan.first_month + 2 * (plan.last_month - plan.first_month) // 3
    return frozenset((party, month) for month in range(first, min(first + _MISSING, plan.last_month)))


def first_time(tables: Tables, chance: Chance) -> Tables:
    """What comes the first time in a month that is sent again: some contacts, jobs and homes are still missing."""
    again = np.array(sorted(months_again(chance.plan)))
    found = dict(tables)
    for name in ("contacts", "employment", "accommodation"):
        rows = tables[name]
        found[name] = rows.kept(~(np.isin(rows.month, again) & chance.some(rows, 0.06)))
    return found
