"""Sum: the valid answers added up."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evenlode.instruments.scoring import Scoring


def figure(values: Sequence[int], scoring: Scoring) -> Fraction:
    """The total, for example HoNOS 0 to 48. Where items may be missing, a missing one adds nothing."""
    return Fraction(sum(values))
