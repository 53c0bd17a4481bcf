"""Mean times k: the mean of the valid answers, multiplied to a scale that people know."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evenlode.instruments.scoring import Scoring


def figure(values: Sequence[int], scoring: Scoring) -> Fraction:
    """For example CORE-OM, the mean times 10. A missing item counts as the mean of the others."""
    return scoring.k * sum(values) / len(values)
