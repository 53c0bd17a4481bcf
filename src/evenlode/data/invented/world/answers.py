"""What follows an event: the calls after a crisis referral, and the letters to the GP."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from evenlode.data.invented.days import NEVER, Array
from evenlode.data.invented.plan import Plan
from evenlode.data.invented.world.contacts import Contacts
from evenlode.data.invented.world.referrals import Referrals
from evenlode.data.invented.world.spells import Spells

LETTERS = ("outpatient", "discharge", "part1", "part2")
_A_DAY = 86_400


@dataclass(frozen=True, eq=False)
class CrisisLog:
    """One entry a crisis or emergency referral that was logged. Times are seconds after 1970's first midnight.

    carer: there is one to tell; carer_at means nothing where there is not.
    """

    referral: Array
    patient_at: Array
    carer: Array
    carer_at: Array
    gp_at: Array


@dataclass(frozen=True, eq=False)
class Letters:
    """One entry a letter. kind: a place in LETTERS. event: the place of the contact, spell or referral it is about.

    event_at, sent_at: seconds after 1970's first midnight; sent_at is at NEVER where it was not sent.
    """

    person: Array
    kind: Array
    event: Array
    event_at: Array
    sent_at: Array


def crisis_log_of(plan: Plan, block: int, referrals: Referrals) -> CrisisLog:
    """Nearly every crisis is logged, and nine in ten answered in time; slowly more."""
    random = plan.random(block, "crisis log")
    crisis = np.isin(referrals.priority, (1, 4)) & (referrals.received >= plan.start)
    logged = np.flatnonzero(crisis & (random.random(len(referrals)) < 0.985))
    size = len(logged)
    came = referrals.received[logged] * _A_DAY + referrals.received_time[logged]
    slow = plan.share(referrals.received[logged], 1.1, 0.9)
    minutes = (np.exp(random.normal(3.42, 0.72, (3, size))) * slow).astype(np.int64)
    at = came + 60 * minutes
    until = (plan.end + 1) * _A_DAY
    kept = np.flatnonzero(at.max(axis=0) < until)
    carer = random.random(size) < 0.4
    return CrisisLog(logged[kept], at[0][kept], carer[kept], at[1][kept], at[2][kept])


def letters_of(plan: Plan, block: int, referrals: Referrals, contacts: Contacts, spells: Spells) -> Letters:
    """A letter after some contacts, after every discharge from hospital, and two after the end of care."""
    random = plan.random(block, "letters")
    seen = np.flatnonzero(contacts.letter & (contacts.day >= plan.start))
    out = np.flatnonzero((spells.discharged <= plan.end) & (random.random(len(spells)) < 0.97))
    met = np.zeros(len(referrals), dtype=bool)
    met[contacts.referral[np.isin(contacts.attendance, (5, 6))]] = True
    done = np.flatnonzero(met & (referrals.closed <= plan.end))
    closed_at = referrals.closed[done] * _A_DAY + 12 * 3600
    parts = [
        _sent(plan, random, 0, seen, contacts.person, contacts.day[seen] * _A_DAY + contacts.time[seen], 5.0, 0.7),
        _sent(plan, random, 1, out, spells.person, spells.discharged[out] * _A_DAY + spells.time[out], 0.45, 0.8),
        _sent(plan, random, 2, done, referrals.person, closed_at, 3.2, 0.6),
        _sent(plan, random, 3, done, referrals.person, closed_at, 4.2, 0.6),
    ]
    return Letters(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def _sent(
    plan: Plan,
    random: np.random.Generator,
    kind: int,
    event: Array,
    person: Array,
    event_at: Array,
    days: float,
    spread: float,
) -> tuple[Array, Array, Array, Array, Array]:
    """Letters of one kind: sent after so many days as a rule, a little later every year; a few never are."""
    size = len(event)
    later = np.exp(random.normal(np.log(days), spread, size)) * plan.share(event_at // _A_DAY, 0.9, 1.15)
    sent_at = event_at + (1440 * later).astype(np.int64) * 60
    lost = (random.random(size) < 0.015) | (sent_at >= (plan.end + 1) * _A_DAY)
    return person[event], np.full(size, kind), event, event_at, np.where(lost, NEVER * _A_DAY, sent_at)
