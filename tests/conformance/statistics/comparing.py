"""One figure of a published package beside ours; and the vectors that both come from, read row by row."""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
TOLERANCE = 1e-9
NOT_ASSESSABLE = "not assessable"
REFUSED = "refused"

PHE = "PHEindicatormethods 2.1.0"
PTD = "NHSRplotthedots 0.2.2"
QIC = "qicharts2 0.8.1"
FPR = "FunnelPlotR 0.6.0"
CS = "clinicalsignificance 3.0.0.9000"

Row = dict[str, str]
Value = float | str | None


@dataclass(frozen=True, slots=True)
class Figure:
    """What a package says and what we say, of one row and column; because: why ours is another answer."""

    row: str
    column: str
    theirs: Value
    ours: Value
    because: str = ""

    @property
    def agrees(self) -> bool:
        """The same label, the same gap, or the same number to 1e-9 of it."""
        if isinstance(self.theirs, float) and isinstance(self.ours, float):
            return math.isclose(self.theirs, self.ours, rel_tol=TOLERANCE, abs_tol=1e-12)
        return self.theirs == self.ours


@dataclass(frozen=True, slots=True)
class Method:
    """A method of ours, the package it is compared with, the file with its rows, and the comparison itself."""

    name: str
    package: str
    file: str
    figures: Callable[[], Iterator[Figure]]


def rows(name: str) -> list[Row]:
    """The rows of a vector file."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def grouped(name: str, *keys: str) -> dict[str, list[Row]]:
    """The rows of a vector file by one or more columns, in the file's order."""
    found: dict[str, list[Row]] = {}
    for row in rows(name):
        found.setdefault(" ".join(row[key] for key in keys), []).append(row)
    return found


def value(text: str) -> float | None:
    """A figure, or None for an empty cell."""
    return float(text) if text else None


def count(text: str) -> int | None:
    """A count, or None for an empty cell."""
    return int(text) if text else None
