"""People and what is recorded of them every month: MHS001, MHS003 and MHS004."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from evenlode.data.invented.days import NEVER, Array, last_of, month_of
from evenlode.data.invented.sending.rows import LEAD, Rows, as_known
from evenlode.data.invented.sending.text import Days, Words, number_words, words_of
from evenlode.data.invented.world import World
from evenlode.data.invented.world.care import ETHNICITIES
from evenlode.data.invented.world.statuses import EMPLOYMENT, SETTLED, TYPES, Records

TYPES_V4 = ("MA01", "MA04", "MA06", "MA02", "MH01", "HM01", "HM04", "HM03", "HM05", "HM06", "HS01", "CJ02")
"""The same types as version 4 wrote them."""


def people_rows(world: World, pseudonyms: Any, others: Iterable[Rows]) -> Rows:
    """A row for every person and month in which the lead provider sends anything of them."""
    plan, people = world.plan, world.people
    present = np.zeros((len(people), len(plan.months)), dtype=bool)
    for rows in others:
        lead = rows.party == LEAD
        present[rows.person[lead], rows.month[lead] - plan.first_month] = True
    person, at = np.nonzero(present)
    month = plan.months[at]
    commissioner = words_of(plan.commissioners, people.commissioner[person])
    return Rows(
        person,
        np.full(len(person), LEAD),
        month,
        {
            "Person_ID": Words(pseudonyms, person),
            "PersonBirthDate": Days(people.born[person]),
            "PersDeathDate": Days(as_known(people.died[person], last_of(month))),
            "Gender": number_words(people.gender[person]),
            "EthnicCategory": words_of((*ETHNICITIES, "*"), people.ethnicity[person]),
            "IMDDecile": number_words(people.deprivation[person]),
            "GPCommissioner": commissioner,
            "HomeCommissioner": commissioner,
        },
    )


def accommodation_rows(world: World, pseudonyms: Any) -> Rows:
    """Accommodation, every record in its own month and the latest one again every month while care lasts."""
    records = world.statuses.accommodation
    row, month = _resent(world, records)
    return Rows(
        records.person[row],
        np.full(len(row), LEAD),
        month,
        {
            "Person_ID": Words(pseudonyms, records.person[row]),
            "AccommodationType": words_of(TYPES, records.more[row]),
            "AccommodationStatusCode": words_of(TYPES_V4, records.more[row]),
            "SettledAccommodationInd": words_of(SETTLED, records.code[row]),
            "RecordedDate": Days(records.day[row]),
        },
    )


def employment_rows(world: World, pseudonyms: Any) -> Rows:
    """Employment, in the same way."""
    records = world.statuses.employment
    row, month = _resent(world, records)
    return Rows(
        records.person[row],
        np.full(len(row), LEAD),
        month,
        {
            "Person_ID": Words(pseudonyms, records.person[row]),
            "EmployStatus": words_of(EMPLOYMENT, records.code[row]),
            "RecordedDate": Days(records.day[row]),
        },
    )


def _resent(world: World, records: Records) -> tuple[Array, Array]:
    """(record, month) of every month in which a record is sent: its own, then until the next one or the end of care."""
    plan, stays = world.plan, world.stays
    stay = np.searchsorted(_key(stays.person, stays.joined), _key(records.person, records.day), side="right") - 1
    left = stays.left[stay]
    own = np.maximum(month_of(records.day), plan.first_month)
    until = np.where(left >= NEVER, plan.last_month, month_of(np.minimum(left, NEVER)))
    same = records.person[1:] == records.person[:-1]
    until[:-1] = np.where(same, np.minimum(until[:-1], own[1:] - 1), until[:-1])
    often = np.maximum(np.minimum(until, plan.last_month) - own + 1, 1)
    row = np.repeat(np.arange(len(records)), often)
    since = np.arange(len(row)) - np.repeat(np.cumsum(often) - often, often)
    return row, own[row] + since


def _key(person: Array, day: Array) -> Array:
    """Person and day as one number that sorts by both."""
    found: Array = person * 1_000_000 + day + 100_000
    return found
