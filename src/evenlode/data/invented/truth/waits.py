"""The truth of waits: until the second contact, with the median that keeps those who still wait."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction

import numpy as np

from evenlode.data.invented.days import NEVER, Array, first_of, month_of
from evenlode.data.invented.truth.counting import Events
from evenlode.data.invented.truth.population import Population
from evenlode.data.invented.world.contacts import ATTENDED
from evenlode.data.invented.world.referrals import TEAMS
from evenlode.terms.definitions import Definition

Waits = Mapping[int, Iterable[tuple[int, bool]]]
"""By period the waits that began in it: how many days, and whether they came to an end."""

_DIRECT = (1, 2, 4, 11)
_BEFORE_VERSION_5 = 3
_VERSION_5 = 12 * 2021 + 9
_COMMUNITY = ("A05", "A06", "A08", "A09", "A12", "A13", "A16", "C03", "C10")


def median_wait(people: Population, definition: Definition) -> Events:
    """Referrals received, and whether so many contacts came; `waited` is how long, or for how long it is known."""
    world, asked = people.world, definition.parameters
    referrals, contacts, plan = world.referrals, world.contacts, world.plan
    counts = (referrals.received >= plan.start) & (referrals.rejected > plan.end)
    if asked.get("teams"):
        counts &= np.isin(np.array(TEAMS)[referrals.team], asked["teams"])
    at = np.flatnonzero(counts)
    held = np.isin(contacts.mechanism, _DIRECT)
    held |= (contacts.mechanism == _BEFORE_VERSION_5) & (contacts.day < first_of(np.array(_VERSION_5)))
    held &= np.isin(contacts.attendance, [int(code) for code in ATTENDED])
    held &= contacts.day >= referrals.received[contacts.referral]
    ended = _nth(contacts.referral[held], contacts.day[held], int(asked.get("contact_number", 2)), len(referrals))[at]
    over = ended <= plan.end
    known = np.minimum(referrals.closed[at], plan.end)
    until = np.where(over, ended, np.maximum(known, referrals.received[at]))
    nothing = np.zeros(len(at), bool)
    day = referrals.received[at]
    return Events(referrals.person[at], day, over, ~nothing, nothing, nothing, waited=until - day)


def four_week_wait(people: Population, definition: Definition) -> Events:
    """Spells of adults with a community team on the day their clock stopped, and whether that came soon enough.

    The clock stops once there have been a contact, a score and a care plan. Before April 2024 no assessment is asked.
    """
    world, asked = people.world, definition.parameters
    join, soon = int(asked.get("join_days", 5)), int(asked.get("less_than_days", 28))
    held = np.isin(world.contacts.mechanism, _DIRECT)
    held &= np.isin(world.contacts.attendance, [int(code) for code in ATTENDED])
    assessed = np.flatnonzero(world.main_referral[world.assessments.stay] >= 0)
    firsts = (
        _by_person(world.contacts.person[held], world.contacts.day[held]),
        _by_person(
            np.concatenate([world.assessments.person, world.assessments.person[assessed]]),
            np.concatenate([world.assessments.day, world.scores.day[assessed]]),
        ),
        _by_person(world.care_plans.person, world.care_plans.day),
    )
    found = []
    for person, first, last in _spells(people, join):
        if first < int(first_of(month_of(world.people.born[[person]]) + 12 * 18)[0]):
            continue
        days = [next((day for day in own.get(person, ()) if first <= day <= last), NEVER) for own in firsts]
        if max(days) <= world.plan.end:
            found.append((person, max(days), max(days) < first + soon))
    who, day, in_time = np.array(found, dtype=np.int64).reshape(-1, 3).T
    nothing = np.zeros(len(who), bool)
    return Events(who, day, in_time.astype(bool), ~nothing, nothing, nothing)


def _by_person(person: Array, day: Array) -> dict[int, list[int]]:
    """The days of each person, in order."""
    found: dict[int, list[int]] = defaultdict(list)
    for one, when in sorted(zip(person.tolist(), day.tolist(), strict=True)):
        found[one].append(when)
    return found


def _spells(people: Population, join: int) -> list[tuple[int, int, int]]:
    """(person, first day, last day): referrals to community teams, joined over gaps of so many days."""
    referrals, plan = people.world.referrals, people.world.plan
    own = np.isin(np.array(TEAMS)[referrals.team], _COMMUNITY) & (referrals.rejected > plan.end)
    own &= referrals.closed > referrals.received
    days = zip(*(part[own].tolist() for part in (referrals.person, referrals.received, referrals.closed)), strict=True)
    found: list[tuple[int, int, int]] = []
    for person, first, closed in sorted(days):
        last = NEVER if closed >= NEVER else closed - 1 + join
        if found and found[-1][0] == person and first <= found[-1][2] + 1:
            found[-1] = (person, found[-1][1], max(last, found[-1][2]))
        else:
            found.append((person, first, last))
    return found


def has_median(waits: Iterable[tuple[int, bool]]) -> bool:
    """True where half of the waits end, by Kaplan and Meier's estimate, in exact fractions."""
    ended: dict[int, int] = defaultdict(int)
    left: dict[int, int] = defaultdict(int)
    waiting = 0
    for days, is_over in waits:
        waiting += 1
        left[days] += 1
        ended[days] += is_over
    still = Fraction(1)
    for days in sorted(left):
        if ended[days]:
            still *= Fraction(waiting - ended[days], waiting)
        if still <= Fraction(1, 2):
            return True
        waiting -= left[days]
    return False


def _nth(of: Array, day: Array, number: int, size: int) -> Array:
    """For each referral the day of its contact of this number, one a day; far away where it has fewer."""
    of, day = np.unique(np.stack([of, day]), axis=1)
    place = np.arange(len(of)) - np.searchsorted(of, of, side="left")
    found = np.full(size, NEVER)
    found[of[place == number - 1]] = day[place == number - 1]
    return found
