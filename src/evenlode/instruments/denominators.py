"""Shares of changes among a named denominator, and one answer from several measures of the same person."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from evenlode.instruments.changes import Category, Change, Reliable
from evenlode.problems import refuse


class Among(StrEnum):
    """Whom a share is a share of. It is always said, because it moves the share more than most services can."""

    ALL_PAIRS = "all pairs"
    CLINICAL_AT_START = "pairs clinical at the start"
    ROOM_TO_IMPROVE = "pairs with room for a reliable improvement"


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, and of whom."""

    numerator: int
    denominator: int
    among: Among

    @property
    def exact(self) -> Fraction | None:
        """The share as an exact ratio; None of nobody."""
        return Fraction(self.numerator, self.denominator) if self.denominator else None


def share(changes: Iterable[Change], categories: Collection[Category], among: Among) -> Share:
    """How many of the changes among the named pairs fall in any of the categories.

    A recovery rate in NHS England's sense is RELIABLE_AND_CLINICAL_IMPROVEMENT with CLINICAL_CHANGE_ONLY, among the
    pairs clinical at the start: who starts below the cut-off cannot recover. Raises a Refusal where that denominator
    is asked of changes without a cut-off.
    """
    counted = [change for change in changes if _is_among(change, among)]
    return Share(sum(change.category in categories for change in counted), len(counted), among)


def _is_among(change: Change, among: Among) -> bool:
    match among:
        case Among.ALL_PAIRS:
            return True
        case Among.ROOM_TO_IMPROVE:
            return change.has_room
        case Among.CLINICAL_AT_START:
            if change.clinical_at_start is None:
                said = "a change has no cut-off, so nobody knows whether it was clinical at the start"
                raise refuse("INSTR.CUT_OFF", said, "Give a cut-off to change(), or use another denominator")
            return change.clinical_at_start


def multi_measure(changes: Iterable[Reliable]) -> Reliable | None:
    """One answer for a person with several paired measures; None without a pair.

    Any deterioration is a deterioration; else any improvement is an improvement; else there is no change. It holds
    for the measures of one rater: the person, a parent, a clinician. Source: NHS England, outcomes for children and
    young people, meaningful change.
    """
    found = set(changes)
    return next((one for one in (Reliable.DETERIORATED, Reliable.IMPROVED, Reliable.NONE) if one in found), None)
