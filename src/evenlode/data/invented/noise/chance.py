"""What a noise is given: the plan, its own luck, and a few ways to touch rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

import numpy as np

from evenlode.data.invented.days import Array
from evenlode.data.invented.plan import Plan
from evenlode.data.invented.sending.rows import Rows
from evenlode.data.invented.sending.text import Moments, Words

Tables = dict[str, Rows]
"""Every table of a block by our name of it."""


@dataclass(frozen=True, eq=False)
class Chance:
    """random: a stream of luck that no other noise shares, so that each can be switched on without moving another."""

    plan: Plan
    people: int
    random: np.random.Generator

    def some(self, rows: Rows, share: float) -> Array:
        """A mask of about this share of the rows."""
        found: Array = self.random.random(len(rows)) < share
        return found

    def persons(self, share: float) -> Array:
        """A mask over the people of the block."""
        found: Array = self.random.random(self.people) < share
        return found


Noise = Callable[[Tables, Chance], Tables]


def words(rows: Rows, column: str) -> Words:
    """A column that holds words."""
    return cast("Words", rows.columns[column])


def moments(rows: Rows, column: str) -> Moments:
    """A column that holds moments."""
    return cast("Moments", rows.columns[column])


def blanked(rows: Rows, column: str, where: Array) -> Rows:
    """The same with nothing in a column where the mask is true."""
    return rows.having(**{column: rows.columns[column].blanked(where)})
