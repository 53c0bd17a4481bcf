"""Scores at every assessment: HoNOS by a clinician, questionnaires by the person. Some improve, some do not."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from evenlode.data.invented.days import Array
from evenlode.data.invented.plan import REGRESSION, Plan
from evenlode.data.invented.world.assessments import Assessments
from evenlode.data.invented.world.care import Stays

_ITEMS = np.array([0.5, 0.35, 0.6, 0.8, 0.9, 1.0, 1.4, 1.3, 1.4, 1.3, 0.9, 1.3, 0.9, 0.9, 0.7, 0.5, 0.6, 0.8])
"""How heavily each of the eighteen scales weighs; the first twelve are HoNOS."""


@dataclass(frozen=True, eq=False)
class Scores:
    """One entry an assessment. day: of the questionnaires, on the assessment's day or a few days before.

    honos: the eighteen scales, 0 to 4. core: the clinical score in tenths, 0 to 400. qpr: 0 to 60. sfq: eight items of
    0 to 3. star: ten ladders of 1 to 10. dialog: eleven items of 1 to 7, asked at some assessments alone (`talked`).
    reqol: ten items of 0 to 4, and goal: how near the first goal is, 0 to 10, asked at a third of them (`asked_more`).
    """

    day: Array
    honos: Array
    core: Array
    qpr: Array
    sfq: Array
    star: Array
    dialog: Array
    talked: Array
    reqol: Array
    goal: Array
    asked_more: Array


def scores_of(plan: Plan, block: int, stays: Stays, assessments: Assessments, received: Array) -> Scores:
    """The scores of every assessment. received: for each stay the first day of its main referral.

    Regression to the mean, where it is switched on, makes the first scores of a stay worse than the person is: they
    were taken because the person was at their worst, so that later ones are better by themselves.
    """
    random = plan.random(block, "scores")
    size, stay = len(assessments), assessments.stay
    nth = _nth(stay)
    worst = (nth == 0) * (0.4 if REGRESSION in plan.noise else 0.0)
    gets_better = random.normal(0.0, 0.5, len(stays))[stay] + plan.share(assessments.day, -0.3, 0.15)
    course = gets_better * (1 - np.exp(-nth / 2))
    own = random.normal(0, 1, len(stays))[stay]

    def level(steady: float) -> Array:
        """How ill, in standard deviations, as one questionnaire finds it."""
        found: Array = 0.8 * own - course + worst + random.normal(0, steady, size)
        return found

    more = plan.random(block, "more scores")
    before = np.minimum(random.integers(0, 11, size), assessments.day - np.maximum(received[stay], plan.horizon))
    before = np.where(before < 0, 0, before)
    core = (112 + 62 * (level(0.45) - 0.9 * course)).round().clip(0, 400).astype(np.int64)
    return Scores(
        day=assessments.day - before,
        honos=_honos(random, stay, nth, 0.8 * own - 0.5 * course + 0.6 * worst),
        core=core,
        qpr=(31 - 8 * (level(0.6) + 0.4 * course - 0.5 * worst)).round().clip(0, 60).astype(np.int64),
        sfq=_spread(random, (0.42 + 0.13 * level(0.5)).clip(0.02, 0.98), 8, 3),
        star=1 + _spread(random, (0.5 - 0.13 * level(0.45)).clip(0.02, 0.98), 10, 9),
        dialog=1 + _spread(random, (0.6 - 0.1 * level(0.5)).clip(0.02, 0.98), 11, 6),
        talked=random.random(size) < 0.05,
        reqol=_spread(more, (0.5 - 0.15 * (0.8 * own - course + worst)).clip(0.02, 0.98), 10, 4),
        goal=more.binomial(10, (0.25 + 0.25 * (1 - np.exp(-nth / 2)) + 0.1 * course).clip(0.02, 0.98)),
        asked_more=more.random(size) < 0.35,
    )


def _honos(random: np.random.Generator, stay: Array, nth: Array, level: Array) -> Array:
    """The eighteen scales. Half of the later ratings copy the one before, as ratings do."""
    share = (0.26 + 0.07 * level + 0.05 * (1 - np.exp(-nth / 2)))[:, None] * _ITEMS
    drawn = random.binomial(4, share.clip(0.01, 0.95)).astype(np.int64)
    copied = (random.random(len(stay)) < 0.5) & (nth > 0)
    taken = np.maximum.accumulate(np.where(copied, 0, np.arange(len(stay))))
    found: Array = drawn[taken]
    return found


def _spread(random: np.random.Generator, share: Array, items: int, high: int) -> Array:
    """So many items of 0 to `high`, near the share of what they can be."""
    found: Array = random.binomial(high, np.repeat(share[:, None], items, axis=1)).astype(np.int64)
    return found


def _nth(stay: Array) -> Array:
    """0 for the first assessment of a stay, 1 for the second, and so on; they come by stay."""
    places = np.arange(len(stay))
    new = np.ones(len(stay), dtype=bool)
    new[1:] = stay[1:] != stay[:-1]
    found: Array = places - np.maximum.accumulate(np.where(new, places, 0))
    return found
