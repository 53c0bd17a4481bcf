"""The truth of official measures: whom they count, reviews in date, follow-up after hospital, people seen before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from evenlode.data.invented.days import NEVER, Array, add_months, first_of, month_of
from evenlode.data.invented.truth.counting import Events, Snapshot
from evenlode.data.invented.truth.discharges import eligible
from evenlode.data.invented.truth.lookups import Dated, days_of, key
from evenlode.data.invented.truth.population import Cells, Population, any_open
from evenlode.data.invented.world import World
from evenlode.data.invented.world.contacts import ATTENDED
from evenlode.data.invented.world.referrals import TEAMS
from evenlode.data.invented.world.spells import WARDS
from evenlode.terms.definitions import Definition

_YES = ("yes", "true", "True")
NOT_ADULT = ("C05",)
_LASTS_DAYS = {1: 84, 2: 105, 14: 28, 15: 28}
_LASTS_A_YEAR = (7, 8, 10, 11, 12, 13, 18)
_ACUTE = ("10", "11", "12")
_INTENSIVE = "12"
_VERSION_5 = 12 * 2021 + 9


@dataclass(frozen=True, eq=False)
class Adults(Population):
    """Everybody with an open referral to a team for adults; of an age, with a HoNOS cluster, under the care programme
    approach where that is asked."""

    age_from: int | None = None
    age_to: int | None = None
    honos_cluster: bool = False
    care_programme: bool = False

    @classmethod
    def whom(cls, people: Population, asked: Mapping[str, Any]) -> Adults:
        """The people whom a definition asks for in place of the contract's segments."""
        low, high = (int(asked[name]) if name in asked else None for name in ("age_from", "age_to"))
        held, under = (str(asked.get(name, "no")) in _YES for name in ("honos_cluster", "care_programme"))
        return cls(people.world, {}, low, high, held, under)

    @cached_property
    def cells(self) -> Cells:
        """Every person and month end on which they count, under the lead provider alone, who has the referrals."""
        plan, referrals = self.world.plan, self.world.referrals
        people, months = len(self.world.people), len(plan.months)
        person, month = np.divmod(np.arange(people * months), months)
        day = plan.month_ends[month]
        adults = ~np.isin(np.array(TEAMS)[referrals.team], NOT_ADULT) & (referrals.rejected > plan.end)
        counts = any_open(referrals.person[adults], referrals.received[adults], referrals.closed[adults], person, day)
        old = month_of(day) - month_of(self.world.people.born[person])
        if self.age_from is not None:
            counts &= old >= 12 * self.age_from
        if self.age_to is not None:
            counts &= old < 12 * (self.age_to + 1)
        if self.honos_cluster:
            counts &= self.code_on(person, day) > 0
        if self.care_programme:
            counts &= _under_programme(self.world, person, day)
        kept = np.flatnonzero(counts)
        under = np.zeros((len(self.providers), len(kept)), dtype=bool)
        under[0] = True
        return Cells(person[kept], month[kept], day[kept], under, {})


def review_in_date(people: Population, definition: Definition) -> Snapshot:
    """Whether the latest assessment is younger than the HoNOS cluster in force lets it become."""
    if definition.parameters.get("review") == "care programme":
        return _programme_reviewed(people, int(definition.parameters["within_months"]))
    cells, reviews = people.cells, people.world.assessments
    code = people.code_on(cells.person, cells.day)
    at = Dated(reviews.person, reviews.day).last_by(cells.person, cells.day)
    last = reviews.day[at] if len(reviews.day) else at
    until = add_months(last, 6)
    until = np.where(np.isin(code, _LASTS_A_YEAR), add_months(last, 12), until)
    for short, days in _LASTS_DAYS.items():
        until = np.where(code == short, last + days, until)
    asked = code > 0
    return Snapshot((at >= 0) & (until > cells.day) & asked, asked, np.zeros(len(at), bool))


def _programme_reviewed(people: Population, months: int) -> Snapshot:
    """Of people under the care programme approach for longer than the months, whether a review is younger than that."""
    cells, held, reviews = people.cells, people.world.programmes, people.world.programme_reviews
    asked = any_open(held.person, add_months(held.first, months) + 1, held.last + 1, cells.person, cells.day)
    dated, _ = days_of(reviews.person, reviews.day)
    lately = dated.recent(cells.person, cells.day, months) >= 0
    return Snapshot(asked & lately, asked, np.zeros(len(asked), bool))


def _under_programme(world: World, person: Array, day: Array) -> Array:
    """Whether each person is under the care programme approach on a day."""
    held = world.programmes
    return any_open(held.person, held.first, held.last + 1, person, day)


def followed_up(people: Population, definition: Definition) -> Events:
    """Discharges of the living, shown some days later, and whether a contact or a new spell followed soon."""
    world, asked = people.world, definition.parameters
    spells, contacts, within = world.spells, world.contacts, int(asked.get("within_days", 3))
    methods = asked.get("discharge_methods_excluded", ("4", "5"))
    at = eligible(people, definition, {"discharge_methods_excluded": methods})
    out = spells.discharged[at]
    if str(asked.get("care_programme", "no")) in _YES:
        held = _under_programme(world, spells.person[at], out)
        at, out = at[held], out[held]
    lives = (world.people.died[spells.person[at]] > out + within) & (out >= world.plan.start)
    at, out = at[lives], out[lives]
    if "mechanisms" in asked:
        spoken = np.isin(contacts.mechanism, [int(code) for code in asked["mechanisms"]])
    else:
        spoken = np.isin(contacts.mechanism, (1, 2, 4, 11))
        spoken |= (contacts.mechanism == 3) & (contacts.day < first_of(np.array(_VERSION_5)))
    spoken &= np.isin(contacts.attendance, [int(code) for code in ATTENDED])
    seen = _any_between(contacts.person[spoken], contacts.day[spoken], spells.person[at], out + 1, out + within)
    if str(asked.get("new_spell", "yes")) in _YES:
        seen |= _any_between(spells.person, spells.admitted, spells.person[at], out + 1, out + within)
    over = out + within <= world.plan.end
    nothing = np.zeros(len(at), bool)
    shown = out + int(asked.get("shift_days", 4))
    return Events(spells.person[at], out, seen & over, over, nothing, ~over, shown=shown)


def seen_before_admission(people: Population, definition: Definition) -> Events:
    """Admissions that are no transfers to a ward that counts, and whether the person was seen in the days before."""
    world, asked = people.world, definition.parameters
    spells, contacts, plan = world.spells, world.contacts, world.plan
    ward = np.where(spells.moved > plan.end, WARDS.index(_INTENSIVE), spells.ward)
    ward = np.where(spells.moved >= NEVER, spells.ward, ward)
    sources = [int(code) for code in asked.get("exclude_sources", ("49", "53", "87"))]
    counts = (spells.admitted >= plan.start) & (spells.admitted <= plan.end) & ~np.isin(spells.source, sources)
    at = np.flatnonzero(counts & np.isin(ward, [WARDS.index(code) for code in _ACUTE]))
    day = spells.admitted[at]
    held = np.isin(contacts.attendance, [int(code) for code in ATTENDED])
    first, last = day - int(asked.get("to_days", 365)), day - int(asked.get("from_days", 3))
    seen = _any_between(contacts.person[held], contacts.day[held], spells.person[at], first, last)
    known = first >= plan.start
    return Events(spells.person[at], day, seen & known, known, np.zeros(len(at), bool), ~known)


def seen_twice(people: Population, definition: Definition) -> Events:
    """People on each day with a contact, and whether there was another that day or in the months before it."""
    world, asked = people.world, definition.parameters
    contacts = world.contacts
    own = np.isin(contacts.attendance, [int(code) for code in ATTENDED])
    if asked.get("teams"):
        own &= np.isin(np.array(TEAMS)[world.referrals.team[contacts.referral]], asked["teams"])
    person, day = contacts.person[own], contacts.day[own]
    keys, often = np.unique(key(person, day), return_counts=True)
    dated, _ = days_of(person, day)
    before = np.full(len(keys), -200_000)
    before[1:] = np.where(dated.person[1:] == dated.person[:-1], dated.day[:-1], -200_000)
    again = (often > 1) | (add_months(before, int(asked.get("months", 12))) > dated.day)
    here = np.flatnonzero((dated.day >= world.plan.start) & (dated.day <= world.plan.end))
    who, when = dated.person[here], dated.day[here]
    nothing = np.zeros(len(here), bool)
    everybody = np.ones(len(here), bool)
    return Events(who, when, again[here], everybody, nothing, nothing, unit=who, rank=when + 200_000)


def _any_between(owner: Array, day: Array, person: Array, first: Array, last: Array) -> Array:
    """True where a person has something on a day from first to last."""
    keys = np.sort(key(owner, day))
    found: Array = np.searchsorted(keys, key(person, last), side="right") > np.searchsorted(keys, key(person, first))
    return found
