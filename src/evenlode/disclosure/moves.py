"""Cheap proof that a count is uncertain: small changes of the true figures that leave every published number true."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any

from evenlode.disclosure.system import COMPLEMENT, NUMERATOR, System

if TYPE_CHECKING:
    import numpy as np

_PEOPLE = ((1, 0), (0, 1), (1, -1))
"""One more who meets it; one more who does not; one who meets it in place of one who does not."""

_FAR = 1e6


class Moves:
    """Every move, how often it can be made forwards and backwards, and whose cells it touches.

    A move changes one base cell, two of a row or a column of the table of one period, or four at the corners of a
    rectangle, which leaves all totals of the period as they are.
    """

    def __init__(self, system: System) -> None:
        import numpy as np
        from scipy.sparse import csc_matrix, csr_matrix, identity, vstack

        entries, touched = _all_moves(system)
        rows = [column for move in entries for column, _ in move]
        data = [times for move in entries for _, times in move]
        pointers = np.concatenate([[0], np.cumsum([len(move) for move in entries])])
        self.matrix = csr_matrix(
            csc_matrix((data, rows, pointers), shape=(len(system.columns), len(entries)), dtype=float)
        )
        changes = csc_matrix(vstack([system.matrix, identity(len(system.columns))]) @ self.matrix)
        value = np.concatenate([system.matrix @ system.at, system.at])
        up = np.concatenate([system.high, np.full(len(system.columns), np.inf)]) - value
        down = value - np.concatenate([system.low, np.zeros(len(system.columns))])
        self.forwards = _steps(changes, up, down)
        self.backwards = _steps(changes, down, up)
        self.providers = np.array(touched, dtype=np.int64)

    def reach(self, wanted: Any, provider: int | None) -> tuple[np.ndarray, np.ndarray]:
        """How far each target (a row of the sparse matrix) can be told to lie above and below what it is.

        provider: the number of one whose own cells stay as they are, because it knows them.
        """
        import numpy as np
        from scipy.sparse import coo_matrix

        effect = coo_matrix(wanted @ self.matrix)
        keep = effect.data != 0
        if provider is not None:
            keep &= (self.providers[effect.col] != provider).all(axis=1)
        target, move, size = effect.row[keep], effect.col[keep], effect.data[keep]
        more = np.where(size > 0, self.forwards[move], self.backwards[move]) * np.abs(size)
        less = np.where(size > 0, self.backwards[move], self.forwards[move]) * np.abs(size)
        above, below = np.zeros(wanted.shape[0]), np.zeros(wanted.shape[0])
        np.maximum.at(above, target, more)
        np.maximum.at(below, target, less)
        return above, below


def _steps(changes: Any, up: np.ndarray, down: np.ndarray) -> np.ndarray:
    """How many whole times each move can be made before it meets the first end of a row."""
    import numpy as np

    room = np.where(changes.data > 0, up[changes.indices], down[changes.indices]) / np.abs(changes.data)
    steps = np.full(changes.shape[1], _FAR)
    lengths = np.diff(changes.indptr)
    some = lengths > 0
    if some.any():
        steps[some] = np.minimum.reduceat(room, changes.indptr[:-1][some])
    return np.floor(np.clip(steps, 0, _FAR) + 1e-9)


def _all_moves(system: System) -> tuple[list[list[tuple[int, int]]], list[tuple[int, int]]]:
    """The moves as columns with their weights, and the one or two providers of each."""
    provider = {name: number for number, name in enumerate(system.providers)}
    by_period: dict[object, dict[tuple[str, str], tuple[list[int], list[int]]]] = defaultdict(dict)
    for number, column in enumerate(system.columns):
        place = column.place
        cell = by_period[place.period].setdefault((place.provider, place.piece), ([], []))
        cell[column.which].append(number)
    moves: list[list[tuple[int, int]]] = []
    touched: list[tuple[int, int]] = []
    for cells in by_period.values():
        for corners in _shapes(sorted(cells)):
            who = [provider[name] for (name, _), _ in corners]
            for people in _PEOPLE:
                moves.append([step for cell, sign in corners for step in _change(cells[cell], people, sign)])
                touched.append((min(who), max(who)))
        for (name, _), cell in cells.items():
            for versions in cell:
                if len(versions) > 1:
                    moves.extend([(column, 1)] for column in versions)
                    touched.extend([(provider[name], provider[name])] * len(versions))
    return moves, touched


def _change(cell: tuple[list[int], list[int]], people: tuple[int, int], sign: int) -> list[tuple[int, int]]:
    """All versions of a cell change together, since the totals of each release hold one of them."""
    return [
        (column, sign * people[which]) for which in (NUMERATOR, COMPLEMENT) if people[which] for column in cell[which]
    ]


_Corner = tuple[tuple[str, str], int]


def _shapes(cells: Sequence[tuple[str, str]]) -> Iterator[list[_Corner]]:
    """Single cells, pairs along a row or a column of the table, and rectangles."""
    there = set(cells)
    providers, pieces = sorted({name for name, _ in cells}), sorted({piece for _, piece in cells})
    for cell in cells:
        yield [(cell, 1)]
    for one, other in combinations(cells, 2):
        if one[0] == other[0] or one[1] == other[1]:
            yield [(one, 1), (other, -1)]
    for left, right in combinations(providers, 2):
        for upper, lower in combinations(pieces, 2):
            corners = [((left, upper), 1), ((left, lower), -1), ((right, upper), -1), ((right, lower), 1)]
            if all(cell in there for cell, _ in corners):
                yield corners
