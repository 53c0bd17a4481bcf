"""Every printed cell beside the one computed: what is the same, what differs by rounding, and what differs by more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from evenlode.finance.projection import Projection
from evenlode.finance.tables import Grid
from evenlode.finance.thousands import Thousands, whole

CLOSE = 1
"""Thousands of pounds by which a computed cell may miss a printed one."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One printed figure and what it is computed to be, in whole thousands of pounds."""

    table: str
    line: str
    column: str
    printed: int
    computed: int

    @property
    def difference(self) -> int:
        """Computed less printed."""
        return self.computed - self.printed

    @property
    def is_close(self) -> bool:
        """True where the two are at most a thousand pounds apart."""
        return abs(self.difference) <= CLOSE


def compare_projection(printed: Grid, projection: Projection) -> tuple[Cell, ...]:
    """Each cell of the printed projection, by line and year. Lines that are not printed are left out."""
    return tuple(
        Cell("projection", line, year, whole(printed.cell(line, year)), whole(amount))
        for line, amounts in projection.lines()
        if line in printed.rows
        for year, amount in zip(projection.years, amounts, strict=True)
    )


def compare_sums(name: str, printed: Grid) -> tuple[Cell, ...]:
    """Each printed total beside what its rows add to."""
    return tuple(
        Cell(name, "total", column, whole(total), whole(printed.sum(column)))
        for column, total in printed.printed_totals.items()
    )


def compare_rows(name: str, printed: Grid, total: str, parts: Sequence[str]) -> tuple[Cell, ...]:
    """Each row's printed total beside what its own parts add to."""
    return tuple(
        Cell(name, row, total, whole(_at(printed, place, total)), whole(_sum(printed, place, parts)))
        for place, row in enumerate(printed.rows)
    )


def compare_envelope(scope: Grid, envelope: Grid) -> tuple[Cell, ...]:
    """Each service of the envelope beside its initial scope. A name that stands twice is taken where it is in scope."""
    return tuple(
        Cell("envelope", row, "envelope", whole(_at(envelope, place, "envelope")), whole(amount))
        for place, row in enumerate(envelope.rows)
        for amount in [max(_all(scope, row, "initial scope"), default=Fraction(0))]
    )


def split_services(scope: Grid, columns: Sequence[str]) -> Iterator[tuple[str, dict[str, Thousands]]]:
    """Services whose spending lies in more than one column, with the parts."""
    for place, row in enumerate(scope.rows):
        parts = {column: amount for column in columns if (amount := _at(scope, place, column))}
        if len(parts) > 1:
            yield row, parts


def repeated(names: Sequence[str]) -> tuple[str, ...]:
    """Names that stand more than once, in order."""
    return tuple(name for name in dict.fromkeys(names) if names.count(name) > 1)


def _at(printed: Grid, place: int, column: str) -> Fraction:
    return printed.cells.get((place, column), Fraction(0))


def _sum(printed: Grid, place: int, columns: Sequence[str]) -> Fraction:
    return sum((_at(printed, place, column) for column in columns), Fraction(0))


def _all(printed: Grid, row: str, column: str) -> list[Fraction]:
    return [_at(printed, place, column) for place, name in enumerate(printed.rows) if name == row]
