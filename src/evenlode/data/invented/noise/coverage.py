"""Noise in what is sent at all: records that stop, a month in which hardly anything comes, scores of a few."""

from __future__ import annotations

import numpy as np

from evenlode.data.invented.noise.chance import Chance, Tables, words

_STATUSES = ("roles", "employment", "accommodation")
_EMPLOYMENT_KEPT, _ACCOMMODATION_KEPT = 154 / 5894, 11 / 5894
"""Of 5,894 people in one real trust's month, how many had each recorded."""


def stale_status(tables: Tables, chance: Chance) -> Tables:
    """For one person in eight nobody records a role, a job or a home any more from some month on."""
    plan = chance.plan
    stops = chance.random.integers(plan.first_month + 3, plan.last_month + 1, chance.people)
    last = np.where(chance.persons(0.125), stops, plan.last_month)
    return {
        **tables,
        **{name: tables[name].kept(tables[name].month <= last[tables[name].person]) for name in _STATUSES},
    }


def sparse_month(tables: Tables, chance: Chance) -> Tables:
    """In one month employment is sent for 2.6% of people and accommodation for 0.2%."""
    plan = chance.plan
    month = plan.first_month + (plan.last_month - plan.first_month) // 3
    found = dict(tables)
    for name, share in (("employment", _EMPLOYMENT_KEPT), ("accommodation", _ACCOMMODATION_KEPT)):
        rows = tables[name]
        found[name] = rows.kept((rows.month != month) | chance.some(rows, share))
    return found


def ward_stays_missing(tables: Tables, chance: Chance) -> Tables:
    """Eleven spells in eighteen come without the wards the person was on."""
    rows = tables["wards"]
    spell = words(rows, "HospProvSpellID").at
    without = chance.random.random(int(spell.max(initial=0)) + 1) < 11 / 18
    return {**tables, "wards": rows.kept(~without[spell])}


def proms_sparse(tables: Tables, chance: Chance) -> Tables:
    """Questionnaires come for 20% to 50% of people only, and more often for those who are not so ill."""
    core = words(tables["core"], "PersScore")
    illness = np.full(chance.people, 175.0)
    illness[tables["core"].person] = core.at
    share = (0.35 - (illness - 175) / 62 * 0.1).clip(0.2, 0.5)
    asked = chance.random.random(chance.people) < share
    names = ("core", "qpr", "star", "sfq", "dialog", "reqol", "goal")
    return {**tables, **{name: tables[name].kept(asked[tables[name].person]) for name in names}}


def old_definition(tables: Tables, chance: Chance) -> Tables:
    """For a year, the middle one of the data, every role is sent as structured, as an earlier definition had it."""
    plan, rows = chance.plan, tables["roles"]
    begins = plan.first_month + (plan.last_month - plan.first_month + 1) // 24 * 12
    year = (rows.month >= begins) & (rows.month < begins + 12)
    return {**tables, "roles": rows.having(structured=words(rows, "structured").put(year, np.array(1)))}


def clusters_stop(tables: Tables, chance: Chance) -> Tables:
    """With version 6 the HoNOS clusters stop, and no local feed takes their place."""
    names = ("clusters", "reviews", "honos")
    return {**tables, **{name: tables[name].kept(tables[name].month < chance.plan.v6_from) for name in names}}


def boundary_change(tables: Tables, chance: Chance) -> Tables:
    """From the middle of the data three people in ten are sent under another commissioner."""
    plan, rows = chance.plan, tables["people"]
    half = (plan.first_month + plan.last_month) // 2
    moved = chance.persons(0.3)[rows.person] & (rows.month >= half)
    other = np.array(len(plan.commissioners) - 1)
    columns = {name: words(rows, name).put(moved, other) for name in ("GPCommissioner", "HomeCommissioner")}
    return {**tables, "people": rows.having(**columns)}
