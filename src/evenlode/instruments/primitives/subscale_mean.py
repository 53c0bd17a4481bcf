"""Subscale mean: the mean of one subscale's valid answers, in the unit of the answers."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evenlode.instruments.scoring import Scoring


def figure(values: Sequence[int], scoring: Scoring) -> Fraction:
    """For example DIALOG, the mean of its eight questions about life, from 1 to 7."""
    return Fraction(sum(values), len(values))
