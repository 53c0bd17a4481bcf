"""How far a count can lie above and below what it is, by linear programming (HiGHS through scipy), many at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from evenlode.disclosure.system import System
from evenlode.disclosure.targets import Target

if TYPE_CHECKING:
    import numpy as np

_NEAR = 1e-6
FAR = 1e6
"""A reach without end, in people."""

_AT_ONCE = 3000
"""Columns that are solved together: many small problems cost most for being many."""


@dataclass(frozen=True)
class Room:
    """Some columns that may change, and the rows that hold them in; all other columns stay as they are.

    matrix, up, down: the rows, by how much each can grow and by how much it can fall. at: the columns as they are.
    told_by: which rows of the system they are.
    """

    columns: np.ndarray
    matrix: Any
    up: np.ndarray
    down: np.ndarray
    at: np.ndarray
    told_by: np.ndarray

    def weights(self, target: Target) -> np.ndarray:
        """The target's weights on the columns of the room."""
        import numpy as np

        found = np.zeros(len(self.columns))
        places = np.searchsorted(self.columns, [column for column, _ in target.weights])
        found[places] = [times for _, times in target.weights]
        return found


class Rooms:
    """The rooms of one system for somebody who knows one provider's own counts, or nobody's."""

    def __init__(self, system: System, provider: str | None) -> None:
        import numpy as np

        self.system = system
        self.sparse = system.matrix.tocsc()
        self.free = np.array([column.place.provider != provider for column in system.columns])
        period = {one: number for number, one in enumerate(system.periods)}
        self.period = np.array([period[column.place.period] for column in system.columns])
        value = system.matrix @ system.at
        self.up, self.down = system.high - value, value - system.low
        self.known: dict[frozenset[int] | None, Room] = {}

    def near(self, target: Target) -> Room:
        """The columns of the target's own periods."""
        import numpy as np

        periods = frozenset(int(self.period[column]) for column, _ in target.weights)
        if periods not in self.known:
            inside = np.isin(self.period, sorted(periods)) & self.free
            self.known[periods] = self._room(np.flatnonzero(inside))
        return self.known[periods]

    def whole(self) -> Room:
        """Every column."""
        import numpy as np

        if None not in self.known:
            self.known[None] = self._room(np.flatnonzero(self.free))
        return self.known[None]

    def _room(self, columns: np.ndarray) -> Room:
        """The columns with the rows that hold any of them: of rows that are alike there the narrowest ends."""
        import numpy as np

        part = self.sparse[:, columns].tocsr()
        part.sort_indices()
        rows = np.flatnonzero(np.diff(part.indptr) > 0)
        alike: dict[tuple[bytes, bytes], int] = {}
        group = np.empty(len(rows), dtype=np.int64)
        for number, row in enumerate(rows):
            start, end = part.indptr[row], part.indptr[row + 1]
            pattern = part.indices[start:end].tobytes(), part.data[start:end].tobytes()
            group[number] = alike.setdefault(pattern, len(alike))
        narrowest_up = _narrowest(group, self.up[rows])
        narrowest_down = _narrowest(group, self.down[rows])
        kept = np.union1d(narrowest_up, narrowest_down)
        return Room(
            columns, part[rows[kept]], self.up[rows[kept]], self.down[rows[kept]], self.system.at[columns], rows[kept]
        )


def _narrowest(group: np.ndarray, room: np.ndarray) -> np.ndarray:
    """For each group of rows the place of the one with the least room."""
    import numpy as np

    order = np.lexsort((room, group))
    return order[np.unique(group[order], return_index=True)[1]]


def changes(asked: Sequence[tuple[Room, np.ndarray]]) -> list[np.ndarray | None]:
    """For each room and weights the change of its columns that lets the weighted sum grow most; None without end."""
    found: list[np.ndarray | None] = []
    for some in _together(asked):
        solved = _solve(some)
        found.extend(solved if solved is not None else [one for pair in some for one in _solve([pair]) or [None]])
    return found


def _together(asked: Sequence[tuple[Room, np.ndarray]]) -> Iterator[list[tuple[Room, np.ndarray]]]:
    some: list[tuple[Room, np.ndarray]] = []
    size = 0
    for pair in asked:
        if some and size + len(pair[1]) > _AT_ONCE:
            yield some
            some, size = [], 0
        some.append(pair)
        size += len(pair[1])
    if some:
        yield some


def _solve(asked: Sequence[tuple[Room, np.ndarray]]) -> list[np.ndarray | None] | None:
    """Several small problems as one; None where it has no solution, because one of them has no end."""
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import block_diag

    rooms = [room for room, _ in asked]
    matrix = block_diag([room.matrix for room in rooms], format="csr")
    down = np.concatenate([room.down for room in rooms])
    up = np.concatenate([room.up for room in rooms])
    at = np.concatenate([room.at for room in rooms])
    cost = -np.concatenate([weights for _, weights in asked])
    solved = milp(cost, constraints=LinearConstraint(matrix, -down, up), bounds=Bounds(-at, np.inf))
    if solved.x is None:
        return None
    ends = np.cumsum([len(room.at) for room in rooms])
    return list(np.split(solved.x, ends[:-1]))


def pinning(asked: Sequence[tuple[Room, np.ndarray]]) -> list[np.ndarray]:
    """For each room and weights the rows of the system that keep the weighted sum from growing further."""
    return [rows for some in _together(asked) for rows in _pinning(some)]


def _pinning(asked: Sequence[tuple[Room, np.ndarray]]) -> list[np.ndarray]:
    import numpy as np
    from scipy.optimize import linprog
    from scipy.sparse import block_diag, vstack

    rooms = [room for room, _ in asked]
    matrix = block_diag([room.matrix for room in rooms], format="csr")
    up, down = np.concatenate([room.up for room in rooms]), np.concatenate([room.down for room in rooms])
    at = np.concatenate([room.at for room in rooms])
    above, below = np.flatnonzero(np.isfinite(up)), np.flatnonzero(np.isfinite(down))
    solved = linprog(
        -np.concatenate([weights for _, weights in asked]),
        A_ub=vstack([matrix[above], -matrix[below]]),
        b_ub=np.concatenate([up[above], down[below]]),
        bounds=np.column_stack([-at, np.full(len(at), np.inf)]),
        method="highs",
    )
    if solved.x is None:
        return [np.empty(0, dtype=np.int64)] if len(asked) == 1 else [one for pair in asked for one in _pinning([pair])]
    marginals = np.zeros(len(up))
    np.add.at(marginals, np.concatenate([above, below]), np.abs(solved.ineqlin.marginals))
    ends = np.cumsum([room.matrix.shape[0] for room in rooms])
    parts = np.split(marginals > _NEAR, ends[:-1])
    return [room.told_by[part] for room, part in zip(rooms, parts, strict=True)]


def reaches(asked: Sequence[tuple[Room, Target]]) -> list[tuple[float, float]]:
    """How far each target can lie above and below what it is, in whole people, inside its room."""
    import numpy as np

    weights = [room.weights(target) for room, target in asked]
    both = [(room, sign * one) for (room, _), one in zip(asked, weights, strict=True) for sign in (1, -1)]
    grown = [
        FAR if change is None else float(np.floor(one @ change + _NEAR))
        for (_, one), change in zip(both, changes(both), strict=True)
    ]
    return list(zip(grown[::2], grown[1::2], strict=True))
