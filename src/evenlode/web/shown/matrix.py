"""The performance matrix: what was found, where the pot went, and every indicator's status, icons and data quality."""

from __future__ import annotations

from dataclasses import dataclass

from evenlode.money import pounds
from evenlode.report.report import IndicatorPage, Notice, OutcomeRow, Pot, Report, State
from evenlode.report.tables import Table
from evenlode.report.words import in_units, trimmed
from evenlode.web.shown.downloads import Named
from evenlode.web.shown.drawn import (
    BarPart,
    Mark,
    StateLine,
    assurance_mark,
    bar,
    state_lines,
    status_mark,
    variation_mark,
)
from evenlode.web.shown.indicator import Reached, reached
from evenlode.web.shown.kept import Kept


@dataclass(frozen=True, slots=True)
class Row:
    """One outcome: its finding and what became of its points and pounds. rest: the states that are not earned."""

    number: str
    title: str
    finding: str
    parts: tuple[BarPart, ...]
    points: str
    earned: str
    of: str
    rest: tuple[str, ...]
    status: Mark | None
    before: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One indicator in the matrix. quality: how many have a record, in words; has_gap: where some have none."""

    slug: str
    code: str
    title: str
    outcome: str
    result: str
    interval: str
    target: str
    status: Mark
    variation: Mark
    assurance: Mark
    quality: str
    has_gap: bool


@dataclass(frozen=True, slots=True)
class Matrix:
    """The page. parts and states are empty where the run has no money."""

    headline: str
    lede: str
    year: str
    parts: tuple[BarPart, ...]
    states: tuple[StateLine, ...]
    units: str
    pot_note: str
    decisions: tuple[Notice, ...]
    also: tuple[Notice, ...]
    rows: tuple[Row, ...]
    total: Row | None
    cells: tuple[Cell, ...]
    parked: str
    parked_groups: tuple[Reached, ...]
    reinvestment: str
    tables: tuple[Named, ...]


def matrix(kept: Kept, *, with_money: bool = True) -> Matrix:
    """The matrix of a run; without money for a role that does not see it."""
    report = kept.report
    pot = report.pot if with_money else None
    largest = max((row.split.total for row in (*report.outcomes, *report.others) if row.split), default=0)
    rows = tuple(_row(one, pot, largest) for one in report.outcomes)
    rows += tuple(_row(one, pot, largest) for one in report.others) if pot else ()
    cells = tuple(_cell(page, report) for page in report.indicators)
    decisions = tuple(one for one in report.notices if one.is_decision) if with_money else ()
    return Matrix(
        headline=report.headline,
        lede=report.lede if with_money else "",
        year=report.year_label,
        parts=bar(pot.split, pot.amount) if pot else (),
        states=state_lines(pot.split, pot) if pot else (),
        units=pot.unit if pot else "",
        pot_note=report.pot_note or "" if pot else "",
        decisions=decisions,
        also=tuple(one for one in report.notices if not one.is_decision and (with_money or "£" not in repr(one))),
        rows=rows,
        total=_total(pot) if pot else None,
        cells=cells,
        parked=report.parked.finding if report.parked else "",
        parked_groups=tuple(reached("On the books", one) for one in report.parked.equity) if report.parked else (),
        reinvestment=report.reinvestment or "" if pot else "",
        tables=(Named("outcomes", _outcome_table(rows)), Named("indicators", _indicator_table(cells))),
    )


def _row(row: OutcomeRow, pot: Pot | None, largest: int) -> Row:
    split = row.split if pot else None
    return Row(
        number=row.number,
        title=row.title,
        finding=row.finding,
        parts=bar(split, largest) if split else (),
        points=_points(split.earned, split.total, pot) if split and pot else "",
        earned=pounds(split.earned) if split else "",
        of=pounds(split.total) if split else "",
        rest=tuple(
            f"{pounds(amount)} {state.value}" for state, amount in split.parts() if amount and state is not State.EARNED
        )
        if split
        else (),
        status=status_mark(row.status) if row.status else None,
        before=row.before or "",
    )


def _points(earned: int, whole: int, pot: Pot) -> str:
    return f"{trimmed(pot.in_units(earned), 1)} of {in_units(pot.in_units(whole), pot.unit)}"


def _total(pot: Pot) -> Row:
    split = pot.split
    points = _points(split.earned, pot.amount, pot)
    return Row("", "All outcomes", "", (), points, pounds(split.earned), pounds(pot.amount), (), None, "")


def _cell(page: IndicatorPage, report: Report) -> Cell:
    one = page.measured
    found = one.coverage
    quality = "Published as a status" if report.replay else "Coverage not supplied"
    if found is not None:
        missing = f", {found.missing:,} have none" if found.missing else ""
        quality = f"{found.coverage} have a record{missing}" if found.coverage else found.sentence
    return Cell(
        slug=one.slug,
        code=one.code,
        title=one.title,
        outcome=page.outcome,
        result="no figure published" if report.replay else one.year_figure.said if one.year_figure else "not supplied",
        interval=one.interval or "",
        target=page.target or "None",
        status=status_mark(page.status),
        variation=variation_mark(one.chart.variation if one.chart else None),
        assurance=assurance_mark(one.chart.assurance if one.chart else None, one.chart is not None),
        quality=quality,
        has_gap=bool(found and found.missing),
    )


def _outcome_table(rows: tuple[Row, ...]) -> Table:
    columns = ("Outcome", "Finding", "Points", "Earned", "Of", "The rest", "Status")
    cells = tuple(
        (
            f"{row.number} {row.title}",
            row.finding,
            row.points,
            row.earned,
            row.of,
            "; ".join(row.rest),
            row.status.word if row.status else "",
        )
        for row in rows
    )
    return Table("What became of each outcome", columns, cells, (3, 4))


def _indicator_table(cells: tuple[Cell, ...]) -> Table:
    columns = ("Indicator", "Result", "95% interval", "Target", "Status", "Variation", "Assurance", "Data quality")
    rows = tuple(
        (
            f"{one.code} {one.title}",
            one.result,
            one.interval,
            one.target,
            one.status.word,
            one.variation.word,
            one.assurance.word,
            one.quality,
        )
        for one in cells
    )
    return Table("Every indicator: result, target, status, and what its chart says", columns, rows, (1, 2))
