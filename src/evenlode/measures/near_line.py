"""Near the line: how far events lie from what decides them, for whoever looks for heaps just on the right side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ibis


@dataclass(frozen=True, slots=True)
class FromLine:
    """rows: (provider, day, distance), one an event, in whole units; 0 just meets the line, below 0 misses it.

    step: how many units away a neighbour is.
    """

    rows: ibis.Table
    step: int
