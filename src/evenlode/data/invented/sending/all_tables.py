"""Every table of a block as rows to be sent, before any noise."""

from __future__ import annotations

from evenlode.data.invented.sending import care, clusters, local, people, plans
from evenlode.data.invented.sending.rows import Rows
from evenlode.data.invented.sending.text import names
from evenlode.data.invented.world import World

_WITHOUT_A_PERSON_ROW = ("attendances", "crisis_log", "letters", "carers", "caseload", "partner_contacts")
"""Feeds that hold people of whom the lead provider may send nothing that month."""


def all_rows(world: World) -> dict[str, Rows]:
    """Rows of every table by our name of it. What the lead provider sends has a row of its person in that month."""
    who = _pseudonyms(world)
    referral, contact, spell, assessment = (
        names(prefix, world.block, size)
        for prefix, size in (
            ("r", len(world.referrals)),
            ("v", len(world.contacts)),
            ("s", len(world.spells)),
            ("a", len(world.assessments)),
        )
    )
    referrals = care.referral_rows(world, who, referral)
    found = {
        "accommodation": people.accommodation_rows(world, who),
        "employment": people.employment_rows(world, who),
        "referrals": referrals,
        "teams": referrals,
        "contacts": care.contact_rows(world, who, referral, contact),
        "spells": care.spell_rows(world, who, referral, spell),
        "wards": care.ward_rows(world, who, spell),
        "diagnoses": care.diagnosis_rows(world, who, referral),
        "core": clusters.core_rows(world, who, referral),
        "qpr": clusters.qpr_rows(world, who, referral),
        "dialog": clusters.dialog_rows(world, who, referral),
        "reviews": clusters.review_rows(world, who, assessment),
        "honos": clusters.honos_rows(world, who, assessment, referral),
        "clusters": clusters.cluster_rows(world, who, assessment),
        "roles": local.role_rows(world, who),
        "deaths": local.death_rows(world, who),
        "readings": local.reading_rows(world, who),
        "star": clusters.item_rows(world, who, referral, "Recovery Star", world.scores.star),
        "sfq": clusters.item_rows(world, who, referral, "SFQ", world.scores.sfq),
        "reqol": clusters.item_rows(
            world, who, referral, "ReQoL-10", world.scores.reqol, asked=world.scores.asked_more
        ),
        "goal": clusters.item_rows(
            world, who, referral, "GBO", world.scores.goal[:, None], asked=world.scores.asked_more
        ),
        "crisis_log": local.crisis_rows(world, referral),
        "letters": local.letter_rows(world, who, contact, spell, referral),
        "attendances": local.attendance_rows(world, who),
        "carers": local.carer_rows(world, who),
        "caseload": local.caseload_rows(world, who),
        "partner_contacts": local.partner_contact_rows(world, who),
        "programmes": plans.programme_rows(world, who),
        "programme_reviews": plans.programme_review_rows(world, who),
        "care_plans": plans.care_plan_rows(world, who, referral),
    }
    beside = [rows for name, rows in found.items() if name not in _WITHOUT_A_PERSON_ROW]
    return {"people": people.people_rows(world, who, beside), **found}


def _pseudonyms(world: World) -> object:
    """A pseudonym for each person of the block: 'invented-00-0000012'."""
    return names("invented-", world.block, len(world.people))
