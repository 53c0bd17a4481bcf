"""Sampling rows: a seeded draw of the people or events behind a month's figure, told by hash and count alone."""

from __future__ import annotations

import csv
import io
import random
from collections import Counter
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from evenlode.job.workspace import Workspace
from evenlode.problems import refuse
from evenlode.results import Period
from evenlode.terms.contract import Contract

if TYPE_CHECKING:
    from evenlode.measures.who_counts import CountedUnit


@dataclass(frozen=True, slots=True)
class RowDrawn:
    """One person or event of the draw. line: its place in the list of all; counted: what it counts as."""

    line: int
    counted: str
    sha256: str


@dataclass(frozen=True, slots=True)
class RowsDrawn:
    """The draw. counts: how many of all count as what; the hash of each is of its line, which stays with the rows."""

    month: Period
    all: int
    counts: tuple[tuple[str, int], ...]
    rows: tuple[RowDrawn, ...]


def draw_rows(
    contract: Contract, workspace: Workspace, indicator: str, month: Period, seed: str, size: int
) -> RowsDrawn | None:
    """A draw from those who counted in a calendar month, of everybody; None where the rows are not in the workspace.

    A line is what `evenlode explain INDICATOR --month M --rows --rows-zone --format csv` prints for it, where the rows
    may be seen: whoever may see them finds each drawn line by its number and its SHA-256, and nobody else learns who
    it is. The same seed draws the same lines. Raises a Refusal where the figure is supplied, or was not in force.
    """
    if not (workspace.store / "manifest.json").is_file():
        return None
    lines = _lines(contract, workspace.store, indicator, month)
    draw = random.Random(f"{seed} {indicator} {month}")  # noqa: S311 - a draw to repeat
    picked = sorted(draw.sample(range(len(lines)), min(size, len(lines))))
    return RowsDrawn(
        month=month,
        all=len(lines),
        counts=tuple(sorted(Counter(one.counted for one in lines).items())),
        rows=tuple(lines[place] for place in picked),
    )


def _lines(contract: Contract, store_folder: Path, indicator: str, month: Period) -> tuple[RowDrawn, ...]:
    """Every line of the month, without what it says of anybody."""
    from evenlode.data.store import open_store
    from evenlode.measures.who_counts import who_counts
    from evenlode.population.segments import assign_segments

    version = next(
        (one for one in contract.definitions(month) if one.indicator == indicator and month.end in one.in_force), None
    )
    if version is None:
        raise refuse("PERIOD.OUTSIDE", f"{indicator} is not in force in {month}", "Choose another month", field="month")
    with open_store(store_folder, threads=1) as store:
        found = who_counts(store, version, assign_segments(store, contract.population.segments), month)
    return tuple(_drawn(number, one) for number, one in enumerate(found, start=2))  # the first line names the columns


def _drawn(line: int, one: CountedUnit) -> RowDrawn:
    from evenlode.data.supplied.cells import written

    text = io.StringIO()
    names = (one.unit, one.person, " + ".join(one.providers), " + ".join(one.segments))
    csv.writer(text, lineterminator="\n").writerow([*map(written, names), one.counted, one.why])
    return RowDrawn(line, one.counted, sha256(text.getvalue().encode()).hexdigest())
