"""The local feeds: what no national data set holds, and the caseload and contacts of the partners."""

from __future__ import annotations

from typing import Any

import numpy as np

from evenlode.data.invented.days import NEVER, Array, last_of, month_of
from evenlode.data.invented.sending.rows import Rows, as_known, months_open, sent_once
from evenlode.data.invented.sending.text import (
    Column,
    Days,
    Words,
    moments,
    names,
    number_words,
    same,
    tenth_words,
    words_of,
)
from evenlode.data.invented.world import World
from evenlode.data.invented.world.answers import LETTERS
from evenlode.data.invented.world.health import CHECKS, SMOKING
from evenlode.data.invented.world.others import TYPES
from evenlode.data.invented.world.partners import SERVICES
from evenlode.data.invented.world.statuses import ROLES

_A_DAY = 86_400


def role_rows(world: World, pseudonyms: Any) -> Rows:
    """Roles, a row each."""
    found = world.statuses.roles
    columns: dict[str, Column] = {
        "Person_ID": Words(pseudonyms, found.person),
        "date": Days(found.day),
        "role": words_of(ROLES, found.code),
        "structured": words_of(("no", "yes"), found.more),
    }
    return sent_once(world.plan, found.person, found.day, columns)


def death_rows(world: World, pseudonyms: Any) -> Rows:
    """Deaths from registration."""
    person = np.flatnonzero(world.people.died <= world.plan.end)
    died = world.people.died[person]
    age = (died - world.people.born[person]) // 365.25
    columns: dict[str, Column] = {
        "Person_ID": Words(pseudonyms, person),
        "date": Days(died),
        "age": number_words(age.astype(np.int64)),
        "cause": words_of(("I25.1", "C34.9", "X70", "J44.0", "K70.3"), person % 5),
        "source": same("ONS", len(person)),
    }
    return sent_once(world.plan, person, died, columns)


def reading_rows(world: World, pseudonyms: Any) -> Rows:
    """Physical health: BMI with one decimal, smoking as a word, blood pressure as two numbers, the rest as one."""
    import pyarrow as pa

    found = world.readings
    bmi, smoking, pressure = (found.check == CHECKS.index(name) for name in ("bmi", "smoking", "blood_pressure"))
    words = pa.chunked_array(
        [
            tenth_words(np.zeros(0, dtype=np.int64)).words,
            pa.array(SMOKING),
            pa.array([f"{high}/{round(high * 0.64)}" for high in range(300)]),
            number_words(np.zeros(0, dtype=np.int64)).words,
        ]
    ).combine_chunks()
    begins = np.cumsum([0, 1001, len(SMOKING), 300])
    at = found.value + np.select([bmi, smoking, pressure], list(begins[:3]), begins[3])
    columns: dict[str, Column] = {
        "Person_ID": Words(pseudonyms, found.person),
        "date": Days(found.day),
        "measure": words_of(CHECKS, found.check),
        "value": Words(words, at),
    }
    return sent_once(world.plan, found.person, found.day, columns)


def crisis_rows(world: World, referral_names: Any) -> Rows:
    """The log of calls after crisis and emergency referrals, sent in the month of the last call."""
    found = world.crisis_log
    last = np.maximum(np.maximum(found.patient_at, found.gp_at), np.where(found.carer, found.carer_at, 0))
    columns: dict[str, Column] = {
        "referral": Words(referral_names, found.referral),
        "patient_contacted_ts": moments(found.patient_at),
        "carer_applicable": words_of(("no", "yes"), found.carer.astype(np.int64)),
        "carer_contacted_ts": moments(found.carer_at, found.carer),
        "gp_contacted_ts": moments(found.gp_at),
    }
    return sent_once(world.plan, world.referrals.person[found.referral], last // _A_DAY, columns)


def letter_rows(world: World, pseudonyms: Any, contact_names: Any, spell_names: Any, referral_names: Any) -> Rows:
    """Letters: in the month of the event, and again in the month they are sent where that is a later one."""
    import pyarrow as pa

    found = world.letters
    events = pa.chunked_array([contact_names, spell_names, referral_names]).combine_chunks()
    begins = np.array([0, len(contact_names), len(contact_names) + len(spell_names)])
    event_day, sent_day = found.event_at // _A_DAY, found.sent_at // _A_DAY
    own, later = month_of(event_day), month_of(np.minimum(sent_day, NEVER))
    again = np.flatnonzero((later > own) & (sent_day < NEVER))
    row = np.concatenate([np.arange(len(own)), again])
    shown = np.concatenate([(later == own) & (sent_day < NEVER), np.ones(len(again), dtype=bool)])
    columns: dict[str, Column] = {
        "Person_ID": Words(pseudonyms, found.person[row]),
        "event_id": Words(events, found.event[row] + begins[found.kind.clip(0, 2)][row]),
        "kind": words_of(LETTERS, found.kind[row]),
        "event_ts": moments(found.event_at[row]),
        "sent_ts": moments(found.sent_at[row], shown),
    }
    day = np.concatenate([event_day, sent_day[again]])
    return sent_once(world.plan, found.person[row], day, columns)


def attendance_rows(world: World, pseudonyms: Any) -> Rows:
    """Attendances at an emergency department."""
    found = world.attendances
    columns: dict[str, Column] = {
        "Person_ID": Words(pseudonyms, found.person),
        "arrival_ts": moments(found.day * _A_DAY + found.time),
        "type": words_of(TYPES, found.type),
        "source": same("ECDS", len(found.person)),
    }
    return sent_once(world.plan, found.person, found.day, columns)


def carer_rows(world: World, pseudonyms: Any) -> Rows:
    """Carers, once everything about them is known."""
    found = world.carers
    days = [np.where(day < NEVER, day, 0) for day in (found.offered, found.accepted, found.strain)]
    columns: dict[str, Column] = {
        "carer_id": Words(names("c", world.block, len(found.person)), np.arange(len(found.person))),
        "cares_for": Words(pseudonyms, found.person),
        "offered_date": Days(found.offered),
        "accepted_date": Days(found.accepted),
        "strain_date": Days(found.strain),
    }
    return sent_once(world.plan, found.person, np.maximum.reduce(days), columns)


def caseload_rows(world: World, pseudonyms: Any) -> Rows:
    """The partners' caseload, every month while it lasts."""
    found = world.caseload
    row, month = months_open(world.plan, found.first, found.last)
    eligible = np.where(found.eligible < 0, -1, found.eligible)
    return _by_partner(
        world,
        Rows(
            found.person[row],
            found.partner[row] + 1,
            month,
            {
                "Person_ID": Words(pseudonyms, found.person[row]),
                "service": words_of(SERVICES, found.service[row]),
                "start": Days(found.first[row]),
                "end": Days(as_known(found.last[row], last_of(month))),
                "care_act_eligible": words_of(("no", "yes"), eligible[row]),
            },
        ),
        found.partner[row],
    )


def partner_contact_rows(world: World, pseudonyms: Any) -> Rows:
    """The partners' contacts."""
    found = world.partner_contacts
    columns: dict[str, Column] = {"Person_ID": Words(pseudonyms, found.person), "date": Days(found.day)}
    rows = Rows(found.person, found.partner + 1, month_of(found.day), columns)
    return _by_partner(world, rows, found.partner)


def _by_partner(world: World, rows: Rows, partner: Array) -> Rows:
    return rows.having(partner=words_of(world.plan.partners, partner))
