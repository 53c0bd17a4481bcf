"""Pairing: which two assessments of a referral are compared, and whether the referral counts, by the national rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from evenlode.results import Period

FIRST_DAY = date(2019, 4, 1)
TEAMS = ("A05", "A06", "A08", "A09", "A12", "A13", "A14", "A16")
ORGANIC = "08"
ADULT_FROM = 18
CONTACTS_NEEDED = 2
DAYS_OPEN_NEEDED = 180


class Excluded(StrEnum):
    """Why a referral is not counted: the first reason that holds, in this order."""

    UNDER_18 = "under 18 when referred"
    BEFORE_APRIL_2019 = "received before April 2019"
    REJECTED = "referral rejected"
    HOSPITAL_SPELL = "referral has a hospital spell"
    OTHER_TEAM = "not one of the eight community teams"
    ORGANIC = "referred for an organic disorder"
    NOT_IN_PERIOD = "not open at any time in the period"
    FEW_CONTACTS = "fewer than two direct contacts"
    OPEN_TOO_SHORT = "open for fewer than 180 days"


@dataclass(frozen=True, slots=True)
class Assessment:
    """One assessment of a referral by one SNOMED term. score is None where what was sent is no valid score."""

    day: date
    score: Fraction | None


@dataclass(frozen=True, slots=True)
class Referral:
    """What the rule asks of a referral. team and reason are codes; direct_contacts are the days of each."""

    received: date
    age: int
    team: str
    reason: str | None = None
    closed: date | None = None
    rejected: bool = False
    hospital_spell: bool = False
    direct_contacts: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """The baseline and what it is compared with; either may be missing."""

    baseline: Assessment | None = None
    follow_up: Assessment | None = None

    @property
    def is_paired(self) -> bool:
        """True where both are there."""
        return self.baseline is not None and self.follow_up is not None


def pair(assessments: Sequence[Assessment], period_end: date) -> Pair:
    """The baseline and the follow-up among the assessments of one referral and one SNOMED term.

    The baseline is the first assessment of all and must be valid: after an invalid first one there is none. The
    follow-up is the latest later valid one by the end of the period; of several on that day, the first.
    Assessments of one day stay in the order given.
    Source: NHS England, patient-reported outcomes in community mental health, revision dc7bf10.
    """
    known = sorted((one for one in assessments if one.day <= period_end), key=lambda one: one.day)
    if not known or known[0].score is None:
        return Pair()
    later = [one for one in known[1:] if one.score is not None]
    last_day = later[-1].day if later else None
    return Pair(known[0], next((one for one in later if one.day == last_day), None))


def excluded(referral: Referral, period: Period) -> Excluded | None:
    """Why a referral is not counted in the period; None where it is, paired or not.

    It counts with two direct contacts by the end of the period, and either closed inside the period or open at its
    end for 180 days or more. Improvement is counted once a score; being paired once a referral and team.
    Source: as `pair`.
    """
    is_closed = referral.closed is not None and referral.closed <= period.end
    tests = {
        Excluded.UNDER_18: referral.age < ADULT_FROM,
        Excluded.BEFORE_APRIL_2019: referral.received < FIRST_DAY,
        Excluded.REJECTED: referral.rejected,
        Excluded.HOSPITAL_SPELL: referral.hospital_spell,
        Excluded.OTHER_TEAM: referral.team not in TEAMS,
        Excluded.ORGANIC: referral.reason == ORGANIC,
        Excluded.NOT_IN_PERIOD: referral.received > period.end or (is_closed and referral.closed not in period),
        Excluded.FEW_CONTACTS: sum(day <= period.end for day in referral.direct_contacts) < CONTACTS_NEEDED,
        Excluded.OPEN_TOO_SHORT: not is_closed and (period.end - referral.received).days < DAYS_OPEN_NEEDED,
    }
    return next((reason for reason, holds in tests.items() if holds), None)
