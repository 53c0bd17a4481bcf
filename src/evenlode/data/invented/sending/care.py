"""Care as the lead provider sends it: referrals with their teams, contacts, spells with their wards, diagnoses."""

from __future__ import annotations

from typing import Any

import numpy as np

from evenlode.data.invented.days import NEVER, last_of
from evenlode.data.invented.sending.rows import LEAD, Rows, as_known, months_open, sent_once
from evenlode.data.invented.sending.text import (
    Column,
    Days,
    Words,
    code_words,
    names,
    number_words,
    same,
    time_words,
    words_of,
)
from evenlode.data.invented.world import World
from evenlode.data.invented.world.others import DIAGNOSES
from evenlode.data.invented.world.referrals import CLOSE_REASONS, SOURCES, TEAMS
from evenlode.data.invented.world.spells import WARDS

TEAM_NAMES = tuple(f"team-{code}" for code in TEAMS)
WARDS_V6 = ("200", "202", "201", "210")
"""The same wards as version 6 counts them."""


def referral_rows(world: World, pseudonyms: Any, referral_names: Any) -> Rows:
    """Every referral in every month in which it is open, as it is known at that month's end."""
    found = world.referrals
    row, month = months_open(world.plan, found.received, found.last)
    ends = last_of(month)
    closed = as_known(found.closed[row], ends)
    return Rows(
        found.person[row],
        np.full(len(row), LEAD),
        month,
        {
            "Person_ID": Words(pseudonyms, found.person[row]),
            "ServiceRequestID": Words(referral_names, row),
            "CareProfTeamLocalID": words_of(TEAM_NAMES, found.team[row]),
            "ServTeamTypeRefToMH": words_of(TEAMS, found.team[row]),
            "ReferralRequestReceivedDate": Days(found.received[row]),
            "ReferralRequestReceivedTime": time_words(found.received_time[row]),
            "SourceOfReferralMH": words_of(SOURCES, found.source[row]),
            "ClinRespPriorityType": number_words(found.priority[row]),
            "ServDischDate": Days(closed),
            "ReferRejectionDate": Days(as_known(found.rejected[row], ends)),
            "ReferClosReason": words_of(CLOSE_REASONS, np.where(closed < NEVER, found.reason[row], -1)),
        },
    )


def contact_rows(world: World, pseudonyms: Any, referral_names: Any, contact_names: Any) -> Rows:
    """Every contact in its own month."""
    found = world.contacts
    columns: dict[str, Column] = {
        "Person_ID": Words(pseudonyms, found.person),
        "CareContactID": Words(contact_names, np.arange(len(found))),
        "ServiceRequestID": Words(referral_names, found.referral),
        "CareContDate": Days(found.day),
        "CareContTime": time_words(found.time),
        "ConsMechanismMH": code_words(found.mechanism),
        "AttendStatus": number_words(found.attendance),
    }
    return sent_once(world.plan, found.person, found.day, columns)


def spell_rows(world: World, pseudonyms: Any, referral_names: Any, spell_names: Any) -> Rows:
    """Every spell in every month in which it lasts, with how it ended once it has."""
    found = world.spells
    row, month = months_open(world.plan, found.admitted, found.discharged)
    discharged = as_known(found.discharged[row], last_of(month))
    ended = discharged < NEVER
    return Rows(
        found.person[row],
        np.full(len(row), LEAD),
        month,
        {
            "Person_ID": Words(pseudonyms, found.person[row]),
            "HospProvSpellID": Words(spell_names, row),
            "ServiceRequestID": Words(referral_names, world.main_referral[found.stay[row]]),
            "StartDateHospProvSpell": Days(found.admitted[row]),
            "DischDateHospProvSpell": Days(discharged),
            "SourceAdmMHHospProvSpell": code_words(found.source[row]),
            "MethAdmMHHospProvSpell": same("2A", len(row)),
            "MethOfDischMHHospProvSpell": number_words(np.where(ended, found.method[row], -1)),
            "DestOfDischHospProvSpell": code_words(np.where(ended, found.destination[row], -1)),
        },
    )


def ward_rows(world: World, pseudonyms: Any, spell_names: Any) -> Rows:
    """The stays on wards inside the spells: one, or two where the person moved."""
    found = world.spells
    moves = np.flatnonzero(found.moved < NEVER)
    spell = np.concatenate([np.arange(len(found)), moves])
    first = np.concatenate([np.where(found.moved < NEVER, found.moved, found.admitted), found.admitted[moves]])
    last = np.concatenate([found.discharged, found.moved[moves]])
    ward = np.concatenate([found.ward, np.full(len(moves), WARDS.index("12"))])
    row, month = months_open(world.plan, first, last)
    person = found.person[spell[row]]
    return Rows(
        person,
        np.full(len(row), LEAD),
        month,
        {
            "Person_ID": Words(pseudonyms, person),
            "WardStayID": Words(names("w", world.block, len(spell)), row),
            "HospProvSpellID": Words(spell_names, spell[row]),
            "StartDateWardStay": Days(first[row]),
            "EndDateWardStay": Days(as_known(last[row], last_of(month))),
            "HospitalBedTypeMH": words_of(WARDS, ward[row]),
            "MHAdmittedPatientClass": words_of(WARDS_V6, ward[row]),
        },
    )


def diagnosis_rows(world: World, pseudonyms: Any, referral_names: Any) -> Rows:
    """Every primary diagnosis in its own month."""
    found = world.diagnoses
    columns: dict[str, Column] = {
        "Person_ID": Words(pseudonyms, found.person),
        "ServiceRequestID": Words(referral_names, found.referral),
        "DiagSchemeInUse": same("02", len(found.person)),
        "PrimDiag": words_of(DIAGNOSES, found.code),
        "DiagDate": Days(found.day),
    }
    return sent_once(world.plan, found.person, found.day, columns)
