"""What is asked for: how many people, from when until when, sent by whom in which version, with which noise."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from evenlode.data.invented.days import Array, last_of
from evenlode.results import Period

BLOCK = 10_000
"""People who are invented at a time. A block hangs on the seed, its number and nothing else."""

REGRESSION = "regression-to-the-mean"
"""The one noise that is in the people and not in what is sent of them: the truth table knows of it."""


@dataclass(frozen=True)
class Plan:
    """Everything that decides what is written.

    start, end: first and last day of data, counted from 1970. first_month: the number of the first month. v5_from,
    v6_from: the first months sent in these versions of the national data set. lead, partners: parties by their names
    in the contract. commissioners: the first is the contract's own. noise: the switches that are on.
    """

    people: int
    seed: int
    span: Period
    start: int
    end: int
    first_month: int
    last_month: int
    v5_from: int
    v6_from: int
    lead: str
    partners: tuple[str, ...]
    commissioners: tuple[str, ...]
    noise: frozenset[str]

    @property
    def months(self) -> Array:
        """The numbers of the months of data."""
        return np.arange(self.first_month, self.last_month + 1)

    @property
    def month_ends(self) -> Array:
        """The last day of each month of data."""
        return last_of(self.months)

    @property
    def horizon(self) -> int:
        """The first day that anything but an open referral is dated: statuses and scores reach back this far."""
        return self.start - 460

    def version(self, month: int) -> int:
        """The version of the national data set that a month is sent in: 4, 5 or 6."""
        return 6 if month >= self.v6_from else 5 if month >= self.v5_from else 4

    def blocks(self) -> Iterator[tuple[int, int]]:
        """(number, people) of each block."""
        for number in range(-(-self.people // BLOCK)):
            yield number, min(BLOCK, self.people - number * BLOCK)

    def random(self, block: int, stream: str) -> np.random.Generator:
        """A stream of luck of its own for each part of each block, so that one part never moves another."""
        return np.random.default_rng([self.seed, block, zlib.crc32(stream.encode())])

    def share(self, days: Array, first: float, last: float) -> Array:
        """A share that moves evenly from the first day of data to the last."""
        through = ((days - self.start) / (self.end - self.start)).clip(0, 1)
        moved: Array = first + (last - first) * through
        return moved
