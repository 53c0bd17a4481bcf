"""The rating grid of the clustering tool, which a user loads: without one, nothing here suggests a HoNOS cluster."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from evenlode.instruments.answers import Value
from evenlode.instruments.exact import exact
from evenlode.instruments.honos_clusters import HONOS_CLUSTERS, honos_cluster
from evenlode.instruments.reading import instrument
from evenlode.problems import Level, Problem, Refusal, refuse
from evenlode.terms.parsing import read_text

COLUMNS = ("version", "honos_cluster", "scale", "rating", "level")
RATINGS = range(5)
_CLUSTERS = tuple(code for code in HONOS_CLUSTERS if code)


class GridLevel(StrEnum):
    """How a rating of a scale fits a HoNOS cluster."""

    MUST = "must"
    EXPECTED = "expected"
    MAY = "may"
    UNLIKELY = "unlikely"


Cell = tuple[int, str, int]
"""HoNOS cluster, scale, rating."""


@dataclass(frozen=True, slots=True)
class Grid:
    """One version of the grid: a level for every HoNOS cluster but 0, every scale and every rating; 1,800 in all."""

    version: str
    levels: Mapping[Cell, GridLevel]

    def passes_red_rules(self, ratings: Mapping[str, int], code: int) -> bool:
        """True where every scale that has essential ratings in this HoNOS cluster has one of them.

        A scale without a rating does not pass a rule that asks for one.
        """
        return all(
            self.levels.get((code, scale, ratings.get(scale, -1))) is GridLevel.MUST
            for scale in _scales()
            if any(self.levels[code, scale, rating] is GridLevel.MUST for rating in RATINGS)
        )

    def fit(self, ratings: Mapping[str, int], code: int) -> int:
        """Rated scales at 'must', 'expected' or 'may' in this HoNOS cluster, less those at 'unlikely'."""
        unlikely = sum(self.levels[code, scale, rating] is GridLevel.UNLIKELY for scale, rating in ratings.items())
        return len(ratings) - 2 * unlikely


def suggest(grid: Grid, items: Mapping[str | int, Value]) -> tuple[int, ...]:
    """The HoNOS clusters whose red rules the ratings pass, best fit first and then by code.

    Ties all come out, and it never overrides the clinician's own choice. Scales rated 9 or not at all are left out.
    Raises a Refusal for an unknown scale. The rule is ours: the algorithm that once suggested one is not public.
    """
    ratings = _ratings(items)
    passing = [code for code in _CLUSTERS if grid.passes_red_rules(ratings, code)]
    return tuple(sorted(passing, key=lambda code: (-grid.fit(ratings, code), code)))


def read_grid(path: Path) -> tuple[Grid, ...]:
    """Every version of the grid in a CSV file with the columns version, honos_cluster, scale, rating and level.

    Raises a Refusal with every Problem: a column missing, a word that is none, a cell missing or given twice, a scale
    of a HoNOS cluster whose every rating is unlikely.
    """
    text, problems = read_text(path, path.name)
    if text is None:
        raise Refusal(problems)
    rows = csv.DictReader(io.StringIO(text))
    if tuple(rows.fieldnames or ()) != COLUMNS:
        said = f"the columns are not {', '.join(COLUMNS)}"
        raise refuse("HEAD.MISSING", said, "Name them so, in this order", file=path.name, line=1)
    by_version: dict[str, list[tuple[Cell, GridLevel]]] = {}
    for row in rows:
        found = _cell(row)
        if found is None:
            fix = f"Use a HoNOS cluster, a scale, a rating of 0 to 4 and one of {', '.join(GridLevel)}"
            problems.append(_problem(path, rows.line_num, "the row is no cell of the grid", fix))
        else:
            by_version.setdefault(row["version"].strip(), []).append(found)
    for version, cells in by_version.items():
        problems += _incomplete(path, version, cells)
    if problems:
        raise Refusal(problems)
    return tuple(Grid(version, dict(cells)) for version, cells in sorted(by_version.items()))


def _cell(row: Mapping[str, str | None]) -> tuple[Cell, GridLevel] | None:
    code, scale, rating, level = ((row[column] or "").strip() for column in COLUMNS[1:])
    found = honos_cluster(code)
    known = scale in _scales() and rating in map(str, RATINGS) and level in set(GridLevel)
    if found is None or not found.code or not known or None in row:
        return None
    return (found.code, scale, int(rating)), GridLevel(level)


def _incomplete(path: Path, version: str, cells: Iterable[tuple[Cell, GridLevel]]) -> Iterator[Problem]:
    counted = Counter(cell for cell, _ in cells)
    levels = dict(cells)
    for (code, scale, rating), times in counted.items():
        if times > 1:
            said = f"version {version}: HoNOS cluster {code}, scale {scale}, rating {rating} stands {times} times"
            yield _problem(path, None, said, "Keep one")
    for code in _CLUSTERS:
        for scale in _scales():
            found = [levels.get((code, scale, rating)) for rating in RATINGS]
            where = f"version {version}: HoNOS cluster {code}, scale {scale}"
            if None in found:
                yield _problem(path, None, f"{where} lacks {found.count(None)} of 5 ratings", "Add the rows")
            elif set(found) == {GridLevel.UNLIKELY}:
                yield _problem(path, None, f"{where}: every rating is unlikely", "Correct the levels")


def _ratings(items: Mapping[str | int, Value]) -> dict[str, int]:
    known = _scales()
    found: dict[str, int] = {}
    for key, value in items.items():
        scale, rating = str(key).strip().upper(), exact(value)
        if scale not in known:
            raise refuse("INSTR.ITEM", f'HoNOS has no scale "{key}"', f"Its scales are {', '.join(known)}")
        if rating is not None and rating in RATINGS:
            found[scale] = int(rating)
    return found


def _scales() -> tuple[str, ...]:
    return instrument("honos").item_names()


def _problem(path: Path, line: int | None, said: str, fix: str) -> Problem:
    return Problem("INSTR.GRID", Level.REJECT_FILE, path.name, line, None, said, fix)
