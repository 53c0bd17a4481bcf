"""Everything that all releases together tell of one indicator, as one system of inequalities over its base cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from evenlode.disclosure.facts import Fact, facts
from evenlode.disclosure.protecting import Part, Protected
from evenlode.disclosure.rules import Policy
from evenlode.disclosure.sums import Place, Sheet
from evenlode.results import Period

if TYPE_CHECKING:
    import numpy as np

NUMERATOR, COMPLEMENT = 0, 1
_WITHOUT_END = float("inf")
_DIFFERENT = 20
"""Days by which two lengths differ where they are not of the same span."""


class Column(NamedTuple):
    """One unknown: the numerator or the complement of a base cell, as one version of its figures had it.

    A count that a later run gives again is the same unknown: the audit grants that everybody knows what was restated.
    """

    place: Place
    which: int
    value: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A sheet as it was, or would be, released: each figure as shown, under which policy; new where it is not out."""

    sheet: Sheet
    shown: tuple[Protected, ...]
    policy: Policy
    is_new: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One inequality: the weight of each column, and the ends; figure: which new figure tells it, if one does."""

    weights: tuple[tuple[int, int], ...]
    low: float
    high: float
    figure: int | None = None
    told_by: tuple[Part, ...] = ()


@dataclass(frozen=True)
class System:
    """The inequalities as a sparse matrix: low <= rows @ columns <= high. at: what the columns truly are."""

    columns: tuple[Column, ...]
    told: tuple[Row, ...]
    matrix: Any
    low: np.ndarray
    high: np.ndarray
    at: np.ndarray

    @property
    def providers(self) -> tuple[str, ...]:
        """Whoever has base cells of its own."""
        return tuple(sorted({column.place.provider for column in self.columns}))

    @property
    def periods(self) -> tuple[Period, ...]:
        """The periods of the base cells."""
        return tuple(sorted({column.place.period for column in self.columns}))

    def without(self, hidden: Collection[tuple[int, Part]]) -> System:
        """The system once these parts of new figures are hidden as well: the rows that they told have no ends."""
        import numpy as np

        gone = [any((row.figure, part) in hidden for part in row.told_by) for row in self.told]
        return replace(self, low=np.where(gone, -np.inf, self.low), high=np.where(gone, np.inf, self.high))


def system_of(releases: Sequence[Shown]) -> System:
    """The system of one indicator from its sheets of every release, the earliest first."""
    index: dict[Column, int] = {}
    out: dict[tuple[tuple[tuple[int, int], ...], float, float], Row] = {}
    new: list[Row] = []
    for release in releases:
        both = []
        for cell in release.sheet.cells:
            pair = [Column(cell.place, which, cell.counts[which]) for which in (NUMERATOR, COMPLEMENT)]
            both.append([index.setdefault(column, len(index)) for column in pair])
        for row in (*_figure_rows(release, both), *_longer_rows(release.sheet, both)):
            if row.figure is None:
                out.setdefault((row.weights, row.low, row.high), row)
            elif (row.weights, row.low, row.high) not in out:
                new.append(row)  # two new figures may tell the same, and each has to be hidden to untell it
    return _as_matrix(tuple(index), [*out.values(), *new])


def _figure_rows(release: Shown, both: Sequence[Sequence[int]]) -> Iterator[Row]:
    for number, (figure, shown) in enumerate(zip(release.sheet.figures, release.shown, strict=True)):
        for fact in facts(figure, shown, release.policy):
            spare = fact.value(figure.spare)
            weights = _weights(fact, [both[cell] for cell in figure.cells])
            high = _WITHOUT_END if fact.high is None else fact.high - spare
            if weights:
                owner = (number, fact.told_by) if release.is_new else (None, ())
                yield Row(weights, fact.low - spare, high, *owner)


def _weights(fact: Fact, cells: Sequence[Sequence[int]]) -> tuple[tuple[int, int], ...]:
    pairs = ((NUMERATOR, fact.a), (COMPLEMENT, fact.b))
    return tuple(sorted((cell[which], times) for which, times in pairs if times for cell in cells))


def _longer_rows(sheet: Sheet, both: Sequence[Sequence[int]]) -> Iterator[Row]:
    """How a longer period that is counted anew lies to its months: nobody in it who is in none of them.

    Whoever fails in one month fails in the longer period. Each is granted where it holds.
    """
    value = {
        column: cell.counts[which]
        for cell, pair in zip(sheet.cells, both, strict=True)
        for which, column in enumerate(pair)
    }
    lengths = {cell.place.period: (cell.place.end - cell.place.start).days for cell in sheet.cells}
    if not lengths or max(lengths.values()) - min(lengths.values()) < _DIFFERENT:
        return
    inside: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, cell in enumerate(sheet.cells):
        inside[cell.place[:2]].append(number)
    for number, cell in enumerate(sheet.cells):
        period = cell.place.period
        parts = [one for one in inside[cell.place[:2]] if _shorter(sheet.cells[one].place.period, period)]
        shortest = min((lengths[sheet.cells[one].place.period] for one in parts), default=0) + _DIFFERENT
        parts = [one for one in parts if lengths[sheet.cells[one].place.period] < shortest]
        for weights in _bounds(number, parts, both) if parts else ():
            if sum(value[column] * times for column, times in weights) >= 0:
                yield Row(tuple(sorted(weights)), 0, _WITHOUT_END)


def _shorter(one: Period, other: Period) -> bool:
    return one != other and other.covers(one)


def _bounds(longer: int, parts: Sequence[int], both: Sequence[Sequence[int]]) -> Iterator[list[tuple[int, int]]]:
    """Sums that are never below zero."""
    for which in (NUMERATOR, COMPLEMENT):
        yield [*((both[one][which], 1) for one in parts), (both[longer][which], -1)]
    for one in parts:
        yield [(both[longer][COMPLEMENT], 1), (both[one][COMPLEMENT], -1)]
        yield [*((column, 1) for column in both[longer]), *((column, -1) for column in both[one])]


def _as_matrix(columns: tuple[Column, ...], rows: Sequence[Row]) -> System:
    import numpy as np
    from scipy.sparse import csr_matrix

    counts = [len(row.weights) for row in rows]
    pointers = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    places = np.fromiter((column for row in rows for column, _ in row.weights), np.int64, int(pointers[-1]))
    weights = np.fromiter((times for row in rows for _, times in row.weights), np.float64, int(pointers[-1]))
    matrix = csr_matrix((weights, places, pointers), shape=(len(rows), len(columns)))
    return System(
        columns,
        tuple(rows),
        matrix,
        np.array([row.low for row in rows], dtype=float),
        np.array([row.high for row in rows], dtype=float),
        np.array([column.value for column in columns], dtype=float),
    )
