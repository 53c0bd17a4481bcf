"""What stands beside an indicator of change: who was paired, and what became of the pairs, with named denominators."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from evenlode.instruments.changes import Category
from evenlode.results import Period


@dataclass(frozen=True, slots=True)
class ChangeCounts:
    """One contract year of an indicator of change, everybody once, as their latest review of the year finds them.

    reviewed: people who were reviewed. pairs: of these, with two scores that make a pair. clinical_at_start: of the
    pairs, with a first score on the clinical side of the cut-off; None without a cut-off. room: of the pairs, whose
    first score left room for a reliable improvement. categories: all pairs by what became of them. reliable: the least
    reliable change; None where nobody has published or assumed one, and there are then no categories.
    """

    indicator: str
    year: Period
    reviewed: int
    pairs: int
    reliable: Fraction | None = None
    clinical_at_start: int | None = None
    room: int | None = None
    categories: Mapping[Category, int] | None = None

    @property
    def improved_reliably(self) -> int | None:
        """Pairs with a reliable improvement, across the cut-off or not."""
        if self.categories is None:
            return None
        both = (Category.RELIABLE_AND_CLINICAL_IMPROVEMENT, Category.RELIABLE_IMPROVEMENT_ONLY)
        return sum(self.categories[one] for one in both)
