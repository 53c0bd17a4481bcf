"""A block of invented people: everything that happens to them, as frozen arrays, before anybody writes it down."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from evenlode.data.invented.days import NEVER, Array
from evenlode.data.invented.plan import Plan
from evenlode.data.invented.world.answers import CrisisLog, Letters, crisis_log_of, letters_of
from evenlode.data.invented.world.assessments import Assessments, Clusters, assessments_of, clusters_of
from evenlode.data.invented.world.care import People, Stays, people_of, stays_of
from evenlode.data.invented.world.contacts import Contacts, contacts_of
from evenlode.data.invented.world.health import Readings, readings_of
from evenlode.data.invented.world.others import Attendances, Carers, Diagnoses, attendances_of, carers_of, diagnoses_of
from evenlode.data.invented.world.partners import (
    Caseload,
    PartnerContacts,
    caseload_of,
    kept_until,
    partner_contacts_of,
)
from evenlode.data.invented.world.plans import (
    CarePlans,
    ProgrammeReviews,
    Programmes,
    care_plans_of,
    programmes_of,
)
from evenlode.data.invented.world.referrals import Referrals, referrals_of
from evenlode.data.invented.world.scores import Scores, scores_of
from evenlode.data.invented.world.spells import Spells, spells_of
from evenlode.data.invented.world.statuses import Statuses, statuses_of


@dataclass(frozen=True, eq=False)
class World:
    """A block of people. Persons are told by their place in `people`, other things by their place in their own array.

    main_referral: for each stay the place of its main referral; -1 where that was over before the data begin.
    """

    plan: Plan
    block: int
    people: People
    stays: Stays
    main_referral: Array
    referrals: Referrals
    assessments: Assessments
    clusters: Clusters
    scores: Scores
    contacts: Contacts
    spells: Spells
    statuses: Statuses
    readings: Readings
    crisis_log: CrisisLog
    letters: Letters
    attendances: Attendances
    carers: Carers
    diagnoses: Diagnoses
    caseload: Caseload
    partner_contacts: PartnerContacts
    programmes: Programmes
    programme_reviews: ProgrammeReviews
    care_plans: CarePlans


def world_of(plan: Plan, block: int, people: int) -> World:
    """The block of this number. The same plan gives the same block, whatever blocks are made beside it."""
    stays, died = stays_of(plan, block, people)
    referrals = referrals_of(plan, block, stays)
    main = np.full(len(stays), -1)
    main[referrals.stay[referrals.main]] = np.flatnonzero(referrals.main)
    assessments = assessments_of(plan, block, stays)
    contacts = contacts_of(plan, block, referrals)
    spells = spells_of(plan, block, stays, died)
    caseload = caseload_of(plan, block, stays, died)
    programmes, programme_reviews = programmes_of(plan, block, stays)
    until = np.minimum(kept_until(stays, caseload), NEVER)
    return World(
        plan=plan,
        block=block,
        people=people_of(plan, block, stays, died),
        stays=stays,
        main_referral=main,
        referrals=referrals,
        assessments=assessments,
        clusters=clusters_of(plan, block, stays, assessments, until),
        scores=scores_of(plan, block, stays, assessments, stays.joined),
        contacts=contacts,
        spells=spells,
        statuses=statuses_of(plan, block, stays, assessments, people),
        readings=readings_of(plan, block, stays, people),
        crisis_log=crisis_log_of(plan, block, referrals),
        letters=letters_of(plan, block, referrals, contacts, spells),
        attendances=attendances_of(plan, block, stays, died),
        carers=carers_of(plan, block, stays),
        diagnoses=diagnoses_of(plan, block, referrals),
        caseload=caseload,
        partner_contacts=partner_contacts_of(plan, block, caseload),
        programmes=programmes,
        programme_reviews=programme_reviews,
        care_plans=care_plans_of(plan, block, referrals),
    )
