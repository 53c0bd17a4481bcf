"""The truth of referrals: calls after a crisis, first contacts, letters to the GP, emergency attendances."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from evenlode.data.invented.days import NEVER, Array, add_months, first_of
from evenlode.data.invented.truth.counting import Events
from evenlode.data.invented.truth.discharges import discharge_letters
from evenlode.data.invented.truth.lookups import key
from evenlode.data.invented.truth.population import Population
from evenlode.data.invented.world.answers import LETTERS
from evenlode.data.invented.world.others import TYPES
from evenlode.data.invented.world.referrals import TEAMS
from evenlode.terms.definitions import Definition

_A_DAY = 86_400
_NEVER_AT = NEVER * _A_DAY
_NOT_ADULT = ("C05",)
_ATTENDED = (5, 6)
_DIRECT = (1, 2, 4, 11)
_BEFORE_VERSION_5 = 3
_VERSION_5 = 12 * 2021 + 9


def answered_within(people: Population, definition: Definition) -> Events:
    """Crisis referrals, and whether everybody who had to be called was reached in time."""
    world, asked = people.world, definition.parameters
    log, referrals = world.crisis_log, world.referrals
    at = _received(people, asked, adults=True)
    limit = 60 * int(asked["within_minutes"])
    late = {name: np.full(len(referrals), _NEVER_AT) for name in ("patient", "carer", "gp")}
    late["patient"][log.referral] = log.patient_at
    late["carer"][log.referral] = np.where(log.carer, log.carer_at, -1)
    late["gp"][log.referral] = log.gp_at
    came = referrals.received * _A_DAY + referrals.received_time
    called = asked.get("called", tuple(late))
    in_time = np.logical_and.reduce([late[who] <= came + limit for who in called])
    passed = (came + limit) // _A_DAY <= world.plan.end
    return _judged(people, at, in_time, passed)


def contact_within(people: Population, definition: Definition) -> Events:
    """Referrals of a priority to some teams, and whether the first attended contact came within the limit."""
    world, asked = people.world, definition.parameters
    contacts, referrals = world.contacts, world.referrals
    at = _received(people, asked, adults=False)
    allowed = np.isin(contacts.mechanism, (1,) if asked.get("contact", "direct") == "face to face" else _DIRECT)
    if asked.get("contact", "direct") == "direct":
        old = contacts.day < first_of(np.array(_VERSION_5))
        allowed |= (contacts.mechanism == _BEFORE_VERSION_5) & old
    allowed &= np.isin(contacts.attendance, _ATTENDED)
    came = referrals.received * _A_DAY + referrals.received_time
    held = contacts.day * _A_DAY + contacts.time
    if "within_days" in asked:
        until = (referrals.received + int(asked["within_days"]) + 1) * _A_DAY - 1
        allowed &= contacts.day >= referrals.received[contacts.referral]
    else:
        until = came + 60 * int(asked["within_minutes"])
        allowed &= held >= came[contacts.referral]
    first = np.full(len(referrals), _NEVER_AT)
    np.minimum.at(first, contacts.referral[allowed], held[allowed])
    return _judged(people, at, first <= until, until // _A_DAY <= world.plan.end)


def letter_within(people: Population, definition: Definition) -> Events:
    """Events that a letter must follow, and whether every kind of letter was sent in time."""
    event = definition.parameters["event"]
    if event == "hospital discharge":
        return discharge_letters(people, definition)
    return _contact_letters(people, definition) if event == "letter" else _closing_letters(people, definition)


def attendances_before_after(people: Population, definition: Definition) -> Events:
    """People some months after a referral, and whether they attended less than in the months up to it."""
    world, asked = people.world, definition.parameters
    referrals, visits, plan = world.referrals, world.attendances, world.plan
    months = int(asked.get("months", 6))
    day, since = add_months(referrals.received, months), add_months(referrals.received, -months)
    over = (day >= plan.start) & (day <= plan.end) & (referrals.rejected > plan.end)
    types = {one.lstrip("0") for one in asked.get("types", ("01",))}
    own = np.isin(visits.type, [TYPES.index(one) for one in types])
    sorted_keys = np.sort(key(visits.person[own], visits.day[own]))

    def by(until: Array) -> Array:
        found: Array = np.searchsorted(sorted_keys, key(referrals.person, until), side="right")
        return found

    before, after = by(referrals.received) - by(since), by(day) - by(referrals.received)
    inside = since >= plan.start - 1
    less = (after < before) | ((after == 0) & (before == 0))
    judged = inside & (before > 0) if asked.get("zero", "counts") == "left out" else inside
    at = np.flatnonzero(over & (judged | ~inside))
    nothing = np.zeros(len(at), bool)
    return Events(
        *(referrals.person[at], day[at], (judged & less)[at], judged[at], nothing, ~inside[at]),
        unit=referrals.person[at],
        rank=day[at],
    )


def _received(people: Population, asked: Mapping[str, Any], adults: bool) -> Array:
    """The places of the referrals received in the data, not rejected, with a priority and to a team that count."""
    referrals, plan = people.world.referrals, people.world.plan
    counts = (referrals.received >= plan.start) & (referrals.rejected > plan.end)
    priorities = asked.get("priorities", ("1", "4") if adults else ())
    if priorities:
        counts &= np.isin(referrals.priority, [int(code) for code in priorities])
    teams = asked.get("teams", tuple(code for code in TEAMS if code not in _NOT_ADULT) if adults else ())
    if teams:
        counts &= np.isin(np.array(TEAMS)[referrals.team], teams)
    return np.flatnonzero(counts)


def _judged(people: Population, at: Array, in_time: Array, passed: Array) -> Events:
    referrals = people.world.referrals
    nothing = np.zeros(len(at), bool)
    return Events(
        referrals.person[at], referrals.received[at], (in_time & passed)[at], passed[at], nothing, ~passed[at]
    )


def _contact_letters(people: Population, definition: Definition) -> Events:
    letters, plan = people.world.letters, people.world.plan
    at = np.flatnonzero(np.isin(letters.kind, [LETTERS.index(kind) for kind in definition.parameters["kinds"]]))
    day, limit = letters.event_at[at] // _A_DAY, int(definition.parameters["within_days"])
    passed = day + limit <= plan.end
    in_time = letters.sent_at[at] // _A_DAY <= day + limit
    return Events(letters.person[at], day, passed & in_time, passed, np.zeros(len(at), bool), ~passed)


def _closing_letters(people: Population, definition: Definition) -> Events:
    world, limit = people.world, int(definition.parameters["within_days"])
    referrals, letters, contacts = world.referrals, world.letters, world.contacts
    met = np.zeros(len(referrals), bool)
    met[contacts.referral[np.isin(contacts.attendance, _ATTENDED)]] = True
    in_time = np.ones(len(referrals), bool)
    for kind in definition.parameters["kinds"]:
        own = letters.kind == LETTERS.index(kind)
        sent = np.full(len(referrals), NEVER)
        np.minimum.at(sent, letters.event[own], letters.sent_at[own] // _A_DAY)
        in_time &= sent <= referrals.closed + limit
    at = np.flatnonzero(met & (referrals.closed <= world.plan.end) & (referrals.rejected > world.plan.end))
    day = referrals.closed[at]
    passed = day + limit <= world.plan.end
    return Events(referrals.person[at], day, in_time[at] & passed, passed, np.zeros(len(at), bool), ~passed)
