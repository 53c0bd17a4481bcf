"""The truth of what is so at a month's end: roles, homes, readings of physical health, and who was seen lately."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from evenlode.data.invented.days import Array, add_months
from evenlode.data.invented.truth.counting import Snapshot
from evenlode.data.invented.truth.lookups import Dated, days_of
from evenlode.data.invented.truth.population import Population
from evenlode.data.invented.world.contacts import ATTENDED
from evenlode.data.invented.world.health import CHECKS, SMOKING
from evenlode.data.invented.world.statuses import EMPLOYMENT, ROLES, SETTLED
from evenlode.terms.definitions import Definition

_YES = ("yes", "true", "True")


def status_at_date(people: Population, definition: Definition) -> Snapshot:
    """Whether the latest status in reach counts, among those whose status is asked for."""
    asked: Mapping[str, Any] = definition.parameters
    recorded, counts = _verdict(people, asked)
    if str(asked.get("any_record", "no")) in _YES:
        counts = _ever_settled(people, asked)
    among = np.ones(len(recorded), dtype=bool)
    if "among" in asked:
        same = {name: asked[name] for name in ("table", "recency_months") if name in asked}
        among = _verdict(people, {**same, **asked["among"]})[1]
    fails = asked.get("missing", "fail") == "fail"
    return Snapshot(counts & among, among if fails else among & recorded, among & ~recorded)


def share_with_value(people: Population, definition: Definition) -> Snapshot:
    """Whether the latest reading in reach counts, among those who have one."""
    asked: Mapping[str, Any] = definition.parameters
    readings = people.world.readings
    own = np.flatnonzero(readings.check == CHECKS.index(asked["check"]))
    value = readings.value[own]
    if asked["check"] == "bmi":
        counts = value > 10 * float(asked["over"])
    else:
        counts = np.isin(value, [SMOKING.index(one) for one in asked["values"]])
    recorded, found = _state(people, asked, readings.person[own], readings.day[own], np.ones(len(own), bool), counts)
    fails = asked.get("missing", "exclude") == "fail"
    return Snapshot(found, np.ones(len(found), bool) if fails else recorded, ~recorded)


def checks_complete(people: Population, definition: Definition) -> Snapshot:
    """Whether every check was made in reach; one without a record was not made."""
    readings, cells = people.world.readings, people.cells
    asked = definition.parameters.get("checks", CHECKS)
    complete = np.ones(len(cells.person), dtype=bool)
    for check in asked:
        own = np.flatnonzero(readings.check == CHECKS.index(check))
        made = Dated(readings.person[own], readings.day[own])
        complete &= made.recent(cells.person, cells.day, _months(definition.parameters)) >= 0
    return Snapshot(complete, np.ones(len(complete), bool), np.zeros(len(complete), bool))


def seen_lately(people: Population, definition: Definition) -> Snapshot:
    """Whether somebody saw them, the lead provider or a partner, so many months before the day or later."""
    cells = people.cells
    contacts, of_partners = people.world.contacts, people.world.partner_contacts
    seen = np.isin(contacts.attendance, [int(code) for code in ATTENDED])
    person = np.concatenate([contacts.person[seen], of_partners.person])
    dated, _ = days_of(person, np.concatenate([contacts.day[seen], of_partners.day]))
    at = dated.last_by(cells.person, cells.day)
    lately = np.zeros(len(at), bool)
    if len(dated.day):
        lately = (at >= 0) & (add_months(dated.day[at], int(definition.parameters["months"])) >= cells.day)
    return Snapshot(lately, np.ones(len(at), bool), np.zeros(len(at), bool))


def _verdict(people: Population, asked: Mapping[str, Any]) -> tuple[Array, Array]:
    """Whether a status is recorded for each cell, and whether it counts."""
    statuses = people.world.statuses
    if asked["table"] == "role_status":
        roles = statuses.roles
        counts = np.isin(roles.code, [ROLES.index(role) for role in asked["roles"]])
        if str(asked.get("structured", "no")) in _YES:
            counts &= (roles.code == ROLES.index("paid")) | (roles.more == 1)
        recorded, found = _state(people, asked, roles.person, roles.day, np.ones(len(roles), bool), counts)
        if not asked.get("employment_codes"):
            return recorded, found
        instead, other = _employment(people, asked)
        either = asked.get("employment") == "either"
        return recorded | instead, found | other if either else np.where(recorded, found, other)
    if asked["table"] == "employment_status":
        return _employment(people, asked)
    homes = statuses.accommodation
    settled = homes.code == SETTLED.index(asked["settled"])
    return _state(people, asked, homes.person, homes.day, homes.code != SETTLED.index("Z"), settled)


def _ever_settled(people: Population, asked: Mapping[str, Any]) -> Array:
    """Whether any record of a home in reach is the settled one that is asked for."""
    homes, cells = people.world.statuses.accommodation, people.cells
    own = np.flatnonzero(homes.code == SETTLED.index(asked["settled"]))
    dated, _ = days_of(homes.person[own], homes.day[own])
    return dated.recent(cells.person, cells.day, _months(asked)) >= 0


def _employment(people: Population, asked: Mapping[str, Any]) -> tuple[Array, Array]:
    found = people.world.statuses.employment
    counts = np.isin(found.code, [EMPLOYMENT.index(code) for code in asked["employment_codes"]])
    return _state(people, asked, found.person, found.day, found.code != EMPLOYMENT.index("ZZ"), counts)


def _state(
    people: Population, asked: Mapping[str, Any], person: Array, day: Array, says: Array, counts: Array
) -> tuple[Array, Array]:
    """For each cell whether the last day with records in reach says anything, and whether one of them counts."""
    cells = people.cells
    dated, (told, found) = days_of(person, day, says, says & counts)
    at = dated.recent(cells.person, cells.day, _months(asked))
    there = at >= 0
    if not len(told):
        return there, there
    return there & told[at], there & found[at]


def _months(asked: Mapping[str, Any]) -> int:
    return int(asked.get("recency_months", 12))
