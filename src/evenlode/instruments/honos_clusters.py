"""HoNOS clusters: their names, super-clusters, longest time between reviews, and the steps up and down between them."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class SuperCluster(StrEnum):
    """What a HoNOS cluster belongs to. 9 was left blank and is no longer a code; anything else is none."""

    VARIANCE = "variance"
    NON_PSYCHOTIC = "non_psychotic"
    PSYCHOSIS = "psychosis"
    ORGANIC = "organic"
    BLANK = "blank_invalid"
    INVALID = "invalid"


class Transition(StrEnum):
    """From one HoNOS cluster to another. Only clusters on one ladder compare; a discharge is a state of its own."""

    STEP_UP = "step_up"
    STEP_DOWN = "step_down"
    SAME = "same"
    NOT_COMPARABLE = "not_comparable"
    DISCHARGED = "discharged"


@dataclass(frozen=True, slots=True)
class HonosCluster:
    """One HoNOS cluster. `group` is the leaf of the decision tree it stands on; it has review days or review months."""

    code: int
    name: str
    super_cluster: SuperCluster
    group: str | None
    review_days: int | None = None
    review_months: int | None = None


_GROUPS = {
    range(1, 5): "mild, moderate or severe",
    range(5, 9): "very severe and complex",
    range(10, 11): "first episode",
    range(11, 14): "ongoing or recurrent",
    range(14, 16): "psychotic crisis",
    range(16, 18): "very severe engagement",
    range(18, 22): "cognitive impairment",
}
_LADDERS = ((1, 2, 3, 4, 5), (11, 12, 13, 14), (18, 19, 20))
_NAMES = {
    0: "Variance",
    1: "Common mental health problems, low severity",
    2: "Common mental health problems, low severity with greater need",
    3: "Non-psychotic, moderate severity",
    4: "Non-psychotic, severe",
    5: "Non-psychotic, very severe",
    6: "Non-psychotic, over-valued ideas",
    7: "Enduring non-psychotic, high disability",
    8: "Non-psychotic, chaotic and challenging",
    10: "First episode psychosis",
    11: "Ongoing recurrent psychosis, low symptoms",
    12: "Ongoing or recurrent psychosis, high disability",
    13: "Ongoing or recurrent psychosis, high symptoms and disability",
    14: "Psychotic crisis",
    15: "Severe psychotic depression",
    16: "Dual diagnosis: psychosis and affective disorder with high substance misuse",
    17: "Psychosis and affective disorder, difficult to engage",
    18: "Cognitive impairment, low need",
    19: "Cognitive impairment or dementia, moderate need",
    20: "Cognitive impairment or dementia, high need",
    21: "Cognitive impairment or dementia, high physical need or engagement",
}
_REVIEW_DAYS = {1: 84, 2: 105, 14: 28, 15: 28}
_REVIEW_YEARLY = (7, 8, 10, 11, 12, 13, 18)


def _made(code: int) -> HonosCluster:
    days = _REVIEW_DAYS.get(code)
    return HonosCluster(
        code=code,
        name=_NAMES[code],
        super_cluster=super_cluster(code),
        group=next((group for codes, group in _GROUPS.items() if code in codes), None),
        review_days=days,
        review_months=None if days else 12 if code in _REVIEW_YEARLY else 6,
    )


def super_cluster(code: str | int | None) -> SuperCluster:
    """The super-cluster of a code as sent: '03' and 3 are the same. Source: PMC6946607, table 1."""
    found = read_code(code)
    match found:
        case 0:
            return SuperCluster.VARIANCE
        case 9:
            return SuperCluster.BLANK
        case None:
            return SuperCluster.INVALID
    if found <= 8:
        return SuperCluster.NON_PSYCHOTIC
    return SuperCluster.PSYCHOSIS if found <= 17 else SuperCluster.ORGANIC


def read_code(code: str | int | None) -> int | None:
    """0 to 21 from a code as sent, with or without a leading zero; None for anything else."""
    text = str(code).strip() if isinstance(code, (str, int)) and not isinstance(code, bool) else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 2 and int(text) <= 21 else None


HONOS_CLUSTERS: dict[int, HonosCluster] = {code: _made(code) for code in _NAMES}
"""Every HoNOS cluster there is, by its code."""


def honos_cluster(code: str | int | None) -> HonosCluster | None:
    """The HoNOS cluster of a code as sent; None for 9 and for anything that is no code."""
    found = read_code(code)
    return None if found is None else HONOS_CLUSTERS.get(found)


def review_due(code: str | int | None, assessed: date) -> date | None:
    """By when somebody assessed on a day is to be reviewed; None for what is no HoNOS cluster.

    A month is a calendar month, shortened to the last day where the month is shorter: six months from 31 August are
    28 or 29 February. Source: NHS Digital, measure ACC36, which agrees with PMC6946607 on every HoNOS cluster.
    """
    found = honos_cluster(code)
    if found is None:
        return None
    if found.review_days is not None:
        return assessed + timedelta(days=found.review_days)
    months = assessed.month - 1 + (found.review_months or 0)
    year, month = assessed.year + months // 12, months % 12 + 1
    return date(year, month, min(assessed.day, calendar.monthrange(year, month)[1]))


def within_review(code: str | int | None, assessed: date, period_end: date) -> bool | None:
    """Whether the assessment still holds at the end of the period: a review due on that very day is late.

    None for what is no HoNOS cluster. Source: as review_due.
    """
    due = review_due(code, assessed)
    return None if due is None else due > period_end


def transition(before: str | int, after: str | int | None) -> Transition:
    """What a move from one code to another is; `after` is None for a discharge.

    1 to 5, 11 to 14 and 18 to 20 are ladders, more severe upwards. Everything else compares with itself alone, and a
    code that is no HoNOS cluster with nothing. The ladders are ours, built on the names.
    """
    if after is None:
        return Transition.DISCHARGED
    first, last = honos_cluster(before), honos_cluster(after)
    if first is None or last is None:
        return Transition.NOT_COMPARABLE
    if first.code == last.code:
        return Transition.SAME
    if not any(first.code in ladder and last.code in ladder for ladder in _LADDERS):
        return Transition.NOT_COMPARABLE
    return Transition.STEP_DOWN if last.code < first.code else Transition.STEP_UP
