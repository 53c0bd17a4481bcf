"""Scope in money: where each service's spending lies, and how a dated move takes it from one column to another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from evenlode.finance.tables import Grid
from evenlode.finance.thousands import Thousands
from evenlode.problems import refuse
from evenlode.terms.forms.finance import SCOPE_COLUMNS, FinanceTableForm, read_figure
from evenlode.terms.values import read_day


@dataclass(frozen=True, slots=True)
class Move:
    """A variation of scope: an amount of a service's spending moves between columns from a day on.

    by: the variation that agreed it. amount: thousands of pounds a year.
    """

    service: str
    origin: str
    to: str
    amount: Thousands
    on: date
    by: str


def read_moves(form: FinanceTableForm | None) -> tuple[Move, ...]:
    """The moves of a table of scope moves, in the order of their days."""
    rows = form.rows if form else ()
    found = [
        Move(row["service"], row["from"], row["to"], read_figure(row["amount"]) or Fraction(0), day, row["by"])
        for row in rows
        for day in [read_day(row["on"])]
    ]
    return tuple(sorted(found, key=lambda move: move.on))


def scope_on(scope: Grid, moves: Sequence[Move], day: date) -> Grid:
    """The scope table as in force on a day. Its printed totals stay with the table as printed and are left out here.

    Raises a Refusal for a move of a service that is not there, or of more than lies in its column.
    """
    cells = dict(scope.cells)
    for move in moves:
        if move.on <= day:
            _move(scope, cells, move)
    return replace(scope, cells=cells, printed_totals={} if cells != scope.cells else scope.printed_totals)


def _move(scope: Grid, cells: dict[tuple[int, str], Fraction], move: Move) -> None:
    for name in (move.origin, move.to):
        if name not in SCOPE_COLUMNS:
            fix = f"Use one of {', '.join(SCOPE_COLUMNS)}"
            raise refuse("CASE.MOVE", f'"{name}" is no column of the scope', fix, field=move.by)
    places = [place for place, row in enumerate(scope.rows) if row == move.service]
    if not places:
        raise refuse("CASE.MOVE", f'"{move.service}" is no service of the scope', "Use its name in the scope table")
    holding = [place for place in places if cells.get((place, move.origin), Fraction(0)) >= move.amount]
    if not holding or move.amount <= 0:
        most = max(cells.get((place, move.origin), Fraction(0)) for place in places)
        message = f"{move.service}: £{move.amount}k cannot move out of {move.origin}, which holds £{most}k"
        raise refuse("CASE.MOVE", message, "Move at most what lies there")
    cells[holding[0], move.origin] -= move.amount
    cells[holding[0], move.to] = cells.get((holding[0], move.to), Fraction(0)) + move.amount


def by_service(scope: Grid, column: str) -> Mapping[str, Thousands]:
    """Spending in one column by service; a name that stands twice is added up."""
    found: dict[str, Thousands] = {}
    for place, row in enumerate(scope.rows):
        found[row] = found.get(row, Fraction(0)) + scope.cells.get((place, column), Fraction(0))
    return found
