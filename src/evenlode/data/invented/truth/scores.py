"""The truth of reviews: whether the latest score by then was better than the first one."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from evenlode.data.invented.days import NEVER, Array, month_of
from evenlode.data.invented.truth.counting import Events
from evenlode.data.invented.truth.lookups import Dated
from evenlode.data.invented.truth.population import Population
from evenlode.terms.definitions import Definition


@dataclass(frozen=True, eq=False)
class _Tool:
    """The scores of one instrument at every assessment.

    unit: how much of `value` is one point of the score. in_referral: whether a score is sent with its referral; a HoNOS
    rating is from version 6 on, and a rating of the HoNOS cluster tool before that is not.
    """

    day: Array
    value: Array
    unit: int
    higher_is_better: bool
    in_referral: Array


def paired_change(people: Population, definition: Definition) -> Events:
    """Reviews, and whether the person had improved by each; without a pair they are missing."""
    world, asked = people.world, definition.parameters
    assessments, tool = world.assessments, _tool(people, str(asked["tool"]))
    person, day = assessments.person, assessments.day
    opened = Dated(person, day).first_from(person, np.full(len(day), -100_000))
    review = np.flatnonzero(day > day[opened]) if len(day) else opened
    follow_up = Dated(person, tool.day).recent(person[review], day[review], int(asked.get("within_months", 12)))
    first = _first_since(people, tool)
    own = np.flatnonzero(tool.in_referral)
    first[own] = own[_first_of_stay(assessments.stay[own])]
    baseline = np.where(follow_up >= 0, first[follow_up], -1)
    apart = tool.day[follow_up] - tool.day[baseline] >= int(asked.get("min_gap_days", 28))
    paired = (follow_up >= 0) & (baseline >= 0) & apart
    before, after = tool.value[baseline], tool.value[follow_up]
    better_by = after - before if tool.higher_is_better else before - after
    needed = Fraction(str(asked.get("by", 0))) * tool.unit
    improved = better_by > 0 if needed == 0 else better_by * needed.denominator >= needed.numerator
    counted = paired & _holds(asked.get("first"), before, tool.unit)
    improved = improved & _holds(asked.get("last"), after, tool.unit)
    return Events(
        *(person[review], day[review], counted & improved, counted, ~paired, np.zeros(len(review), bool)),
        unit=person[review],
        rank=day[review],
    )


def _tool(people: Population, name: str) -> _Tool:
    scores, rated = people.world.scores, people.world.assessments.day
    if name == "honos":
        in_referral = month_of(rated) >= people.world.plan.v6_from
        return _Tool(rated, scores.honos[:, :12].sum(axis=1), 1, higher_is_better=False, in_referral=in_referral)
    every = np.ones(len(rated), dtype=bool)
    tools = {
        "core-om": _Tool(scores.day, scores.core, 10, higher_is_better=False, in_referral=every),
        "qpr-15": _Tool(scores.day, scores.qpr, 1, higher_is_better=True, in_referral=every),
        "sfq": _Tool(scores.day, scores.sfq.sum(axis=1), 1, higher_is_better=False, in_referral=every),
        "recovery-star": _Tool(scores.day, scores.star.sum(axis=1), 10, higher_is_better=True, in_referral=every),
    }
    return tools[name]


def _first_of_stay(stay: Array) -> Array:
    """For each assessment the place of the first one of its stay, which is that of its referral."""
    new = np.ones(len(stay), dtype=bool)
    new[1:] = stay[1:] != stay[:-1]
    found: Array = np.maximum.accumulate(np.where(new, np.arange(len(stay)), 0))
    return found


def _first_since(people: Population, tool: _Tool) -> Array:
    """For each score without a referral the person's first one since the referral began that was then open.

    Of several that were open then, the one that began first; -1 where none was.
    """
    referrals, person = people.world.referrals, people.world.assessments.person
    taken = np.flatnonzero(referrals.rejected > people.world.plan.end)
    begins = np.searchsorted(referrals.person[taken], person, side="left")
    often = np.searchsorted(referrals.person[taken], person, side="right") - begins
    score = np.repeat(np.arange(len(person)), often)
    of_score = np.arange(len(score)) - np.repeat(np.cumsum(often) - often, often)
    referral = taken[begins[score] + of_score]
    is_open = (referrals.received[referral] <= tool.day[score]) & (referrals.closed[referral] > tool.day[score])
    since = np.full(len(person), NEVER)
    np.minimum.at(since, score[is_open], referrals.received[referral[is_open]])
    return Dated(person, tool.day).first_from(person, since)


def _holds(line: object, value: Array, unit: int) -> Array:
    """True where a score lies on the side of a line that the words say, for example 'at or above 10'."""
    if line is None:
        return np.ones(len(value), dtype=bool)
    words, _, number = str(line).rpartition(" ")
    at = Fraction(number) * unit
    left, right = value * at.denominator, at.numerator
    sides = {
        "at or above": left >= right,
        "above": left > right,
        "at or below": left <= right,
        "below": left < right,
    }
    found: Array = sides[words]
    return found
