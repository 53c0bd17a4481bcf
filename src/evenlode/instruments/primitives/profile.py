"""Profile: the answers side by side, for an instrument whose single number depends on a value set."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evenlode.instruments.scoring import Scoring


def figure(values: Sequence[int], scoring: Scoring) -> str:
    """For example EQ-5D-5L '21111': one digit for each dimension, in the order of the instrument."""
    return "".join(str(value) for value in values)
