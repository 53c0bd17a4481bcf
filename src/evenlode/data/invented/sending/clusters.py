"""HoNOS clusters, the assessments behind them and every score: MHS801 to MHS803, MHS606 and the local feeds."""

from __future__ import annotations

from typing import Any

import numpy as np

from evenlode.data.invented.days import Array, last_of, month_of
from evenlode.data.invented.sending.rows import LEAD, Rows, as_known, months_open, sent_once
from evenlode.data.invented.sending.text import (
    Column,
    Days,
    Words,
    code_words,
    number_words,
    same,
    tenth_words,
    words_of,
)
from evenlode.data.invented.world import World

HONOS = (
    *("979641000000103", "979651000000100", "979661000000102", "979671000000109", "979681000000106"),
    *("979691000000108", "979701000000108", "979711000000105", "979721000000104", "979731000000102"),
    *("979741000000106", "979751000000109", "985071000000105", "985081000000107", "985111000000104"),
    *("985121000000105", "985131000000107", "985141000000103"),
)
"""SNOMED codes of the twelve HoNOS scales and of the six that the HoNOS cluster tool adds."""

DIALOG = (
    *("1037651000000100", "1037661000000102", "1037671000000109", "1037681000000106", "1037691000000108"),
    *("1037701000000108", "1037711000000105", "1037721000000104", "1037731000000102", "1037741000000106"),
    "1037751000000109",
)
CORE, QPR = "718612000", "1035441000000106"


def review_rows(world: World, pseudonyms: Any, assessment_names: Any) -> Rows:
    """Every assessment with the HoNOS cluster tool."""
    found = world.assessments
    columns: dict[str, Column] = {
        "Person_ID": Words(pseudonyms, found.person),
        "CareClustID": Words(assessment_names, np.arange(len(found))),
        "AssToolCompDate": Days(found.day),
    }
    return sent_once(world.plan, found.person, found.day, columns)


def honos_rows(world: World, pseudonyms: Any, assessment_names: Any, referral_names: Any) -> Rows:
    """The eighteen scales of every assessment, a row each."""
    found = world.assessments
    row, item = _every(len(found), len(HONOS))
    columns: dict[str, Column] = {
        "Person_ID": Words(pseudonyms, found.person[row]),
        "CareClustID": Words(assessment_names, row),
        "ServiceRequestID": Words(referral_names, world.main_referral[found.stay[row]]),
        "CodedAssToolType": words_of(HONOS, item),
        "PersScore": number_words(world.scores.honos[row, item]),
        "AssessedOn": Days(found.day[row]),
    }
    return sent_once(world.plan, found.person[row], found.day[row], columns)


def cluster_rows(world: World, pseudonyms: Any, assessment_names: Any) -> Rows:
    """Every HoNOS cluster in every month in which it is in force."""
    found = world.clusters
    row, month = months_open(world.plan, found.first, found.last)
    return Rows(
        found.person[row],
        np.full(len(row), LEAD),
        month,
        {
            "Person_ID": Words(pseudonyms, found.person[row]),
            "CareClustID": Words(assessment_names, found.assessment[row]),
            "AMHCareClustCodeFin": code_words(found.code[row]),
            "StartDateCareClust": Days(found.first[row]),
            "EndDateCareClust": Days(as_known(found.last[row], last_of(month))),
            "source": same("local", len(row)),
            "provider": same(world.plan.lead, len(row)),
        },
    )


def core_rows(world: World, pseudonyms: Any, referral_names: Any) -> Rows:
    """The clinical score of CORE-OM."""
    score = tenth_words(world.scores.core)
    return _totals(world, pseudonyms, referral_names, CORE, score)


def qpr_rows(world: World, pseudonyms: Any, referral_names: Any) -> Rows:
    """The total of QPR-15."""
    return _totals(world, pseudonyms, referral_names, QPR, number_words(world.scores.qpr))


def dialog_rows(world: World, pseudonyms: Any, referral_names: Any) -> Rows:
    """The eleven items of DIALOG, where it was asked."""
    talked = np.flatnonzero(world.scores.talked & _sendable(world))
    row, item = _every(len(talked), len(DIALOG))
    row = talked[row]
    person, day = world.assessments.person[row], world.scores.day[row]
    columns: dict[str, Column] = {
        "Person_ID": Words(pseudonyms, person),
        "ServiceRequestID": Words(referral_names, world.main_referral[world.assessments.stay[row]]),
        "CodedAssToolType": words_of(DIALOG, item),
        "PersScore": number_words(world.scores.dialog[row, item]),
        "AssessedOn": Days(day),
    }
    return sent_once(world.plan, person, day, columns)


def item_rows(
    world: World, pseudonyms: Any, referral_names: Any, tool: str, scores: Array, asked: Array | None = None
) -> Rows:
    """A questionnaire's items in the local feed, a row each. scores: a row an assessment, a column an item.

    asked: at which assessments; at all of them unless given.
    """
    sendable = np.flatnonzero(_sendable(world) if asked is None else _sendable(world) & asked)
    row, item = _every(len(sendable), scores.shape[1])
    row = sendable[row]
    person, day = world.assessments.person[row], world.scores.day[row]
    columns: dict[str, Column] = {
        "Person_ID": Words(pseudonyms, person),
        "referral": Words(referral_names, world.main_referral[world.assessments.stay[row]]),
        "tool": same(tool, len(row)),
        "item": number_words(item + 1),
        "date": Days(day),
        "score": number_words(scores[row, item]),
    }
    return sent_once(world.plan, person, day, columns)


def _totals(world: World, pseudonyms: Any, referral_names: Any, code: str, score: Words) -> Rows:
    row = np.flatnonzero(_sendable(world))
    person, day = world.assessments.person[row], world.scores.day[row]
    columns: dict[str, Column] = {
        "Person_ID": Words(pseudonyms, person),
        "ServiceRequestID": Words(referral_names, world.main_referral[world.assessments.stay[row]]),
        "CodedAssToolType": same(code, len(row)),
        "PersScore": score.chosen(row),
        "AssessedOn": Days(day),
    }
    return sent_once(world.plan, person, day, columns)


def _sendable(world: World) -> Array:
    """The assessments whose main referral is sent at all; those of a stay that was over before are not."""
    found: Array = (world.main_referral[world.assessments.stay] >= 0) & (
        month_of(world.scores.day) <= world.plan.last_month
    )
    return found


def _every(rows: int, items: int) -> tuple[Array, Array]:
    return np.repeat(np.arange(rows), items), np.tile(np.arange(items), rows)
