"""A table as it arrived: every cell as text, the line of every row, and how a file kept its columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evenlode.problems import Problem

Lines = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class RawTable:
    """One file as text.

    header: the columns' names as sent. cells: an Arrow array of text for each of them, by place. lines: where each
    row starts, as a person finds it. kinds: for a Parquet file the Arrow type of each column; empty for a CSV, which
    has none. header_line: None where a file has no line for its header. unread: rows that could not be taken in at
    all. problems: what was wrong with the file itself; where one of them stops, there are no rows.
    """

    path: Path
    header: tuple[str, ...] = ()
    cells: tuple[Any, ...] = ()
    lines: Lines = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    kinds: Mapping[str, Any] = field(default_factory=dict)
    header_line: int | None = None
    unread: int = 0
    problems: tuple[Problem, ...] = ()

    @property
    def file(self) -> str:
        """The file as the user knows it."""
        return self.path.name

    @property
    def stops(self) -> bool:
        """True where the file cannot be used at all."""
        return any(problem.stops for problem in self.problems)
