"""What was asked, where several columns say it together: each different question once, and which a row asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from evenlode.data.sent.sheet import Distinct, Places


@dataclass(frozen=True)
class Questions:
    """words: the words of each different question, blank ones left out. which: the question of each row."""

    words: tuple[tuple[str, ...], ...]
    which: Places


def asked_of(columns: Sequence[Distinct]) -> Questions:
    """The different choices of the columns' values that some row has."""
    sizes = [len(column.values) + 1 for column in columns]
    choice = np.ravel_multi_index([column.which + 1 for column in columns], sizes)
    there, which = np.unique(choice, return_inverse=True)
    words = tuple(
        tuple(column.values[at - 1] for column, at in zip(columns, pair, strict=True) if at)
        for pair in zip(*np.unravel_index(there, sizes), strict=True)
    )
    return Questions(words, which.ravel().astype(np.int64))
