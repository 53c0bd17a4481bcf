"""The truth of discharges from hospital: who came back in time, and whose letter was sent in time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from evenlode.data.invented.days import NEVER, Array
from evenlode.data.invented.truth.counting import Events
from evenlode.data.invented.truth.population import Population
from evenlode.data.invented.world.spells import WARDS, Spells
from evenlode.terms.definitions import Definition

_A_DAY = 86_400
_METHODS = ("4", "6", "7", "8")
_DESTINATIONS = ("48", "49", "50", "53", "79", "84", "87")
_WARDS = ("10", "11", "12", "200", "201", "202")


def returned_within(people: Population, definition: Definition) -> Events:
    """Discharges that count, and whether the person stayed out; untimed until the days after are over."""
    asked, spells = definition.parameters, people.world.spells
    days = int(asked["days"])
    at = eligible(people, definition)
    followed = spells.discharged[at] + days <= people.world.plan.end
    sources = [int(code) for code in asked.get("exclude_sources", ("49", "53", "87"))]
    stayed = ~_returned(spells, days, sources)[at]
    return Events(
        spells.person[at], spells.discharged[at], followed & stayed, followed, np.zeros(len(at), bool), ~followed
    )


def discharge_letters(people: Population, definition: Definition) -> Events:
    """Discharges that count, and whether the first letter about each was sent within the hours."""
    spells, letters = people.world.spells, people.world.letters
    hours = int(definition.parameters["within_hours"])
    at = eligible(people, definition)
    sent = np.full(len(spells), NEVER * _A_DAY)
    own = letters.kind == 1
    np.minimum.at(sent, letters.event[own], letters.sent_at[own])
    until = spells.discharged * _A_DAY + spells.time + 3600 * hours
    passed = spells.discharged[at] + -(-hours // 24) <= people.world.plan.end
    in_time = sent[at] <= until[at]
    return Events(spells.person[at], spells.discharged[at], passed & in_time, passed, np.zeros(len(at), bool), ~passed)


def eligible(people: Population, definition: Definition, instead: Mapping[str, Any] | None = None) -> Array:
    """The places of the spells whose discharge counts. instead: parameters of the measure's own."""
    asked, spells = {**definition.parameters, **(instead or {})}, people.world.spells
    methods = [int(code) for code in asked.get("discharge_methods_excluded", _METHODS)]
    destinations = [int(code) for code in asked.get("destinations_excluded", _DESTINATIONS)]
    wards = [WARDS.index(code) for code in asked.get("ward_classes", _WARDS) if code in WARDS]
    counts = (
        (spells.discharged <= people.world.plan.end)
        & ~np.isin(spells.method, methods)
        & ~np.isin(spells.destination, destinations)
        & np.isin(spells.ward, wards)
    )
    return np.flatnonzero(counts)


def _returned(spells: Spells, days: int, sources: list[int]) -> Array:
    """For each spell whether a later one of the same person began in time, and not by a transfer."""
    order = np.lexsort((np.arange(len(spells)), spells.admitted, spells.person))
    person, admitted = spells.person[order], spells.admitted[order]
    out, counts = spells.discharged[order], ~np.isin(spells.source[order], sources)
    found = np.zeros(len(order), dtype=bool)
    most = int(np.bincount(person).max(initial=0)) if len(person) else 0
    for later in range(1, most):
        same = person[later:] == person[:-later]
        soon = (admitted[later:] >= out[:-later]) & (admitted[later:] <= out[:-later] + days)
        found[:-later] |= same & soon & counts[later:]
    back = np.empty(len(order), dtype=bool)
    back[order] = found
    return back
