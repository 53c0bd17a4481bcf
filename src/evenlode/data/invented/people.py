"""The invented people: who they are with, from when until when, and the days on which somebody reviews them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from evenlode.results import Period

Array = npt.NDArray[Any]
Columns = dict[str, Any]
"""A table as arrays of one length by column; days are numbers counted from 1970, and a masked value is blank."""

REVIEWS = 24
"""How many reviews a person could have; those after leaving or after the last day of data do not happen."""


@dataclass(frozen=True, eq=False)
class World:
    """The people, one entry of each array a person.

    start, end: first and last day of data. second: another provider the person is also with; empty for most.
    joined, left: first and last day under care. reviews: days of review, one row a person.
    """

    random: np.random.Generator
    clean: bool
    start: int
    end: int
    lead: str
    names: Array
    provider: Array
    second: Array
    joined: Array
    left: Array
    reviews: Array

    @classmethod
    def of(cls, people: int, seed: int, clean: bool, span: Period, lead: str, partners: list[str]) -> World:
        """So many people; three in five are there from the start, the others join evenly over the years."""
        random = np.random.default_rng(seed)
        start, end = day_number(span.start), day_number(span.end)
        there = random.random(people) < 0.6
        joined = np.where(there, start - random.integers(400, 1200, people), random.integers(start, end, people))
        left = np.maximum(joined, start) + 30 + random.exponential(5.5 * 365, people).astype(int)
        weights = [0.75, *[0.25 / len(partners)] * len(partners)] if partners else [1.0]
        provider = random.choice([lead, *partners], people, p=weights)
        second = random.choice([lead, *partners], people)
        second = np.where((random.random(people) < 0.15) & (second != provider), second, "")
        gaps = random.integers(60, 240, (people, REVIEWS))
        gaps[:, 0] = 0
        names = np.char.add("invented-", np.char.zfill((random.permutation(people) + 1).astype(str), 7))
        reviews = joined[:, None] + np.cumsum(gaps, axis=1)
        return cls(random, clean, start, end, lead, names, provider, second, joined, left, reviews)

    @property
    def people(self) -> int:
        """How many there are."""
        return len(self.names)

    def luck(self) -> Array:
        """A number from 0 to 1 that a person keeps, as one column; a status holds where it is below a share."""
        return self.random.random((self.people, 1))

    def sometimes(self, share: float, shape: Any) -> Array:
        """True for about this share; never where the rows are to be clean."""
        drawn: Array = self.random.random(shape) < share
        return drawn & (not self.clean)

    def share(self, days: Array, first: float, last: float) -> Array:
        """A share that moves evenly from the first day of data to the last."""
        through = ((days - self.start) / (self.end - self.start)).clip(0, 1)
        moved: Array = first + (last - first) * through
        return moved

    def asked(self, never: float, no_longer: float) -> Array:
        """The reviews that leave a record: under care and in the data, but some are never asked, some no longer."""
        happens = (self.reviews <= self.left[:, None]) & (self.reviews <= self.end)
        stops = self.random.integers(self.start, self.end, (self.people, 1))
        stopped = self.sometimes(no_longer, (self.people, 1)) & (self.reviews >= stops)
        found: Array = happens & ~stopped & ~self.sometimes(never, (self.people, 1))
        return found


def day_number(day: date) -> int:
    """Days since 1970."""
    return (day - date(1970, 1, 1)).days
