"""Learns the shape of a sheet: months side by side, what stands for no figure, and totals that are no rows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evenlode.data.mapping.days import month_called, month_of
from evenlode.data.mapping.form import LeaveOutForm, MonthForm, TableForm
from evenlode.data.mapping.grid import Grid
from evenlode.data.mapping.reshaping import plain
from evenlode.data.mapping.titles import Parts

_FIGURES: Mapping[str, frozenset[str]] = {
    "numerator": frozenset({"numerator", "num", "n", "met", "achieved"}),
    "denominator": frozenset({"denominator", "denom", "den", "d", "total", "all"}),
    "value": frozenset({"value", "%", "percent", "percentage", "performance", "result", "actual", "outturn", "rate"}),
    "eligible": frozenset({"eligible"}),
    "missing": frozenset({"missing", "not recorded"}),
}
_NOTHING = ("-", "n/a", "na", "tbc", "tba", "#n/a", "not available")
_TOTALS = ("total", "totals", "grand total", "subtotal", "sub-total", "sub total", "overall", "ytd", "year to date")
_YEAR = re.compile(r"(20\d\d)\s*[/-]\s*(?:20)?\d\d", re.ASCII)
_APRIL = 4
_FEW = 2
"""A sheet with fewer months than this side by side has none: a single one is the month that the sheet is of."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The shape of a sheet, see TableForm. rows: the grid without the rows that are read for nothing."""

    rows: Grid
    months: tuple[MonthForm, ...]
    nothing: tuple[str, ...]
    leave_out: tuple[LeaveOutForm, ...]

    @property
    def of_months(self) -> set[str]:
        """The titles of columns that are a month's."""
        return {title for month in self.months for title in month.columns.values()}

    @property
    def ours(self) -> set[str]:
        """Our columns that come of the months."""
        named = {ours for month in self.months for ours in month.columns}
        return named | {"start", "end"} if self.months else named


def shape_of(
    grid: Grid, line: int, titles: Sequence[str], parts: Sequence[Parts], before: TableForm | None, has_months: bool
) -> Shape:
    """The shape of the sheet below its titles. before: what the version before says, which goes first.

    has_months: True where the table is one whose months may stand side by side.
    """
    known = before.leave_out if before else ()
    leave_out = tuple(one for one in known or _totals_in(grid, line, titles) if one.column in titles)
    months = _with_those_before(months_in(parts, titles), before, titles) if has_months else ()
    rows = _without(grid, line, titles, leave_out)
    if not months:
        return Shape(rows, (), (), leave_out)
    places = [titles.index(title) for month in months for title in month.columns.values()]
    nothing = tuple(sorted({*_nothing_in(grid, line, places), *(before.nothing if before else ())}))
    return Shape(_with_figures(rows, line, places, nothing), months, nothing, leave_out)


def names_month(parts: Parts) -> bool:
    """True where any of a column's titles names a month."""
    return any(month_of(one) or month_called(one) for one in parts)


def months_in(parts: Sequence[Parts], titles: Sequence[str]) -> tuple[MonthForm, ...]:
    """Each month with its columns, in the order of the sheet; none where fewer than two are named.

    A month may be a title itself, stand above the titles of its figures, or be a name below a financial year, which
    begins in April. One whose year nobody can tell has no month: it is to be filled in. A share is not read beside both
    of the counts that it is worked out of.
    """
    found: dict[str, dict[str, str]] = {}
    named: dict[str, str | None] = {}
    for words, title in zip(parts, titles, strict=True):
        if (told := _of_column(words)) is not None:
            key, month, ours = told
            named[key] = month
            found.setdefault(key, {}).setdefault(ours, title)
    if len(found) < _FEW:
        return ()
    return tuple(MonthForm(month=named[key], columns=_needed(columns)) for key, columns in found.items())


def _needed(columns: Mapping[str, str]) -> dict[str, str]:
    counted = {"numerator", "denominator"} <= columns.keys()
    return {ours: title for ours, title in columns.items() if not (counted and ours == "value")}


def _with_those_before(
    now: Sequence[MonthForm], before: TableForm | None, titles: Sequence[str]
) -> tuple[MonthForm, ...]:
    """The months as the version before says them where their titles still stand, and those that came to them."""
    kept = [one for one in before.months if set(one.columns.values()) <= set(titles)] if before else []
    known = {title for one in kept for title in one.columns.values()}
    return (*kept, *(one for one in now if not known & set(one.columns.values())))


def _of_column(words: Parts) -> tuple[str, str | None, str] | None:
    """What the months are told apart by, the month where it is known, and which of our figures the column holds."""
    for at, word in enumerate(words):
        month, name = month_of(word), month_called(word)
        if month is None and name is None:
            continue
        ours = _figure(words[at + 1 :])
        if month is None and name is not None:
            month = next((_in_year(found, name) for one in words[:at] if (found := _YEAR.search(one))), None)
        return None if ours is None else (month or word.casefold(), month, ours)
    return None


def _in_year(found: re.Match[str], month: int) -> str:
    return f"{int(found[1]) + (month < _APRIL)}-{month:02d}"


def _figure(words: Sequence[str]) -> str | None:
    """Which figure the words below a month name: the share where there are none, nothing where they are others."""
    said = " ".join(words).casefold().strip(" .:")
    return "value" if not said else next((ours for ours, known in _FIGURES.items() if said in known), None)


def _nothing_in(grid: Grid, header: int, places: Sequence[int]) -> tuple[str, ...]:
    """What stands in columns of figures where there is none, as it is written there."""
    cells = (cells[at].strip() for line, cells in grid.rows if line > header for at in places if at < len(cells))
    return tuple(sorted({cell for cell in cells if cell.casefold() in _NOTHING}))


def _totals_in(grid: Grid, header: int, titles: Sequence[str]) -> tuple[LeaveOutForm, ...]:
    """The rule that leaves out rows of totals: by the first column in which any row says so."""
    for at, title in enumerate(titles):
        cells = [cells[at] for line, cells in grid.rows if line > header and at < len(cells)]
        if said := sorted({cell for cell in cells if plain(cell) in _TOTALS}):
            return (LeaveOutForm(rule="totals", column=title, says=tuple(said)),)
    return ()


def _without(grid: Grid, header: int, titles: Sequence[str], rules: Sequence[LeaveOutForm]) -> Grid:
    """The grid without the rows that the rules leave out."""
    left = [(titles.index(rule.column), {plain(word) for word in rule.says}) for rule in rules]
    kept = (
        (line, cells)
        for line, cells in grid.rows
        if line <= header or not any(at < len(cells) and plain(cells[at]) in words for at, words in left)
    )
    return Grid(grid.sheet, tuple(kept), grid.faults)


def _with_figures(grid: Grid, header: int, places: Sequence[int], nothing: Sequence[str]) -> Grid:
    """The grid without rows that have no figure in any of the columns, as headings between the rows have none."""
    kept = (
        (line, cells)
        for line, cells in grid.rows
        if line <= header or any(at < len(cells) and cells[at] and cells[at] not in nothing for at in places)
    )
    return Grid(grid.sheet, tuple(kept), grid.faults)
