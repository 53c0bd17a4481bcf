"""Plans as the lead provider sends them: episodes and reviews of the care programme approach, and care plans."""

from __future__ import annotations

from typing import Any

import numpy as np

from evenlode.data.invented.days import last_of
from evenlode.data.invented.sending.rows import LEAD, Rows, as_known, months_open, sent_once
from evenlode.data.invented.sending.text import Column, Days, Words, names, words_of
from evenlode.data.invented.world import World


def programme_rows(world: World, pseudonyms: Any) -> Rows:
    """Every episode of the care programme approach in every month in which it lasts."""
    found = world.programmes
    row, month = months_open(world.plan, found.first, found.last)
    return Rows(
        found.person[row],
        np.full(len(row), LEAD),
        month,
        {
            "Person_ID": Words(pseudonyms, found.person[row]),
            "CPAEpisodeID": Words(names("p", world.block, len(found.person)), row),
            "StartDateCPA": Days(found.first[row]),
            "EndDateCPA": Days(as_known(found.last[row], last_of(month))),
        },
    )


def programme_review_rows(world: World, pseudonyms: Any) -> Rows:
    """Every formal review in its own month."""
    found = world.programme_reviews
    columns: dict[str, Column] = {
        "Person_ID": Words(pseudonyms, found.person),
        "CPAEpisodeID": Words(names("p", world.block, len(world.programmes.person)), found.programme),
        "CPAReviewDate": Days(found.day),
        "carer_present": words_of(("no", "yes"), found.carer.astype(np.int64)),
    }
    return sent_once(world.plan, found.person, found.day, columns)


def care_plan_rows(world: World, pseudonyms: Any, referral_names: Any) -> Rows:
    """Every care plan, a row each: with the goal that it holds, where it holds one."""
    found = world.care_plans
    columns: dict[str, Column] = {
        "Person_ID": Words(pseudonyms, found.person),
        "plan": Words(names("l", world.block, len(found.person)), np.arange(len(found.person))),
        "referral": Words(referral_names, found.referral),
        "date": Days(found.day),
        "holds": words_of(("employment goal",), np.where(found.work, 0, -1)),
    }
    return sent_once(world.plan, found.person, found.day, columns)
