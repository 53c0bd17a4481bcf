"""The truth of the national pairing rule: each referral in the months in which it counts, with its pair of scores."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import numpy as np

from evenlode.data.invented.days import NEVER, Array, day_number, first_of, last_of, month_of
from evenlode.data.invented.truth.counting import Events
from evenlode.data.invented.truth.population import Population
from evenlode.data.invented.world.contacts import ATTENDED
from evenlode.data.invented.world.referrals import TEAMS
from evenlode.terms.definitions import Definition

Forms = dict[int, list[tuple[int, Fraction]]]

_TEAMS = ("A05", "A06", "A08", "A09", "A12", "A13", "A14", "A16")
_DIRECT = (1, 2, 4, 11)
_FIRST_DAY = "2019-04-01"
_LIFE = 8
"""The first items of DIALOG, whose mean is the score of life."""

_SCORES = {"dialog": "life", "reqol-10": "total", "gbo": "goal-1"}
"""The one score of each instrument that is understood here."""


def is_scored(tool: str, score: str) -> bool:
    """True where the score of the instrument is one that is understood."""
    return _SCORES.get(tool) == score


def paired_in_referral(people: Population, definition: Definition) -> Events:
    """A row for each referral and month in which it counts: in the month it is closed, or open for half a year."""
    world = people.world
    referrals, plan = world.referrals, world.plan
    enough = _second_contact(people)
    first = day_number(date.fromisoformat(str(definition.parameters.get("received_from", _FIRST_DAY))))
    adult = referrals.received >= first_of(month_of(world.people.born[referrals.person]) + 12 * 18)
    counts = (referrals.received >= first) & (referrals.rejected > plan.end) & adult & (enough <= plan.end)
    counts &= np.isin(np.array(TEAMS)[referrals.team], _TEAMS)
    rows = []
    for at in np.flatnonzero(counts).tolist():
        closed = int(referrals.closed[at])
        met, ends = int(month_of(enough[at])), int(month_of(np.minimum(closed, plan.end)))
        months = range(max(int(month_of(referrals.received[at] + 180)), met), ends + (closed > plan.end))
        rows += [(at, month, int(last_of(np.array(month)))) for month in months]
        if closed <= plan.end and met <= ends:
            rows.append((at, ends, closed))
    referral, month, day = np.array(rows, dtype=np.int64).reshape(-1, 3).T
    asked = definition.parameters
    forms = _forms(people, str(asked["tool"]))
    pair, better = _pairs(forms, referral, month, Fraction(str(asked.get("by", 0))))
    nothing = np.zeros(len(day), bool)
    return Events(
        *(referrals.person[referral], day, pair & better, pair, ~pair, nothing),
        unit=referral,
        rank=month,
    )


def _second_contact(people: Population) -> Array:
    """For each referral the day of its second contact in which the person was spoken with; NEVER without one."""
    contacts = people.world.contacts
    held = np.isin(contacts.mechanism, _DIRECT) & np.isin(contacts.attendance, [int(code) for code in ATTENDED])
    days: dict[int, list[int]] = {}
    for of, day in zip(contacts.referral[held].tolist(), contacts.day[held].tolist(), strict=True):
        days.setdefault(of, []).append(day)
    found = np.full(len(people.world.referrals), NEVER)
    for of, own in days.items():
        if len(own) > 1:
            found[of] = sorted(own)[1]
    return found


def _forms(people: Population, tool: str) -> Forms:
    """For each referral the day and the score of every form."""
    world, scores = people.world, people.world.scores
    asked = scores.talked if tool == "dialog" else scores.asked_more
    found: Forms = {}
    for at in np.flatnonzero(asked).tolist():
        of = int(world.main_referral[world.assessments.stay[at]])
        if of >= 0 and scores.day[at] <= world.plan.end:
            if tool == "dialog":
                score = Fraction(int(scores.dialog[at, :_LIFE].sum()), _LIFE)
            else:
                score = Fraction(int(scores.goal[at] if tool == "gbo" else scores.reqol[at].sum()))
            found.setdefault(of, []).append((int(scores.day[at]), score))
    return found


def _pairs(forms: Forms, referral: Array, month: Array, by: Fraction) -> tuple[Array, Array]:
    """Whether each row has a first score and a later one by its month's end, and whether that is better by enough."""
    pair, better = np.zeros(len(referral), bool), np.zeros(len(referral), bool)
    for row, (of, until) in enumerate(zip(referral.tolist(), last_of(month).tolist(), strict=True)):
        own = sorted(forms.get(of, ()))
        later = [one for one in own[1:] if own[0][0] < one[0] <= until]
        if later:
            pair[row], better[row] = True, later[-1][1] - own[0][1] >= by
    return pair, better
