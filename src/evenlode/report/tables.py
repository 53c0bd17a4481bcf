"""Tables: what stands in tables on the page, as captions, columns and cells of text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from evenlode.report.report import FigureRow, GroupRow, IndicatorPage, Measured, Report
from evenlode.report.words import people, short_day


@dataclass(frozen=True, slots=True)
class Table:
    """A table. The first cell of each row names the row; numbers are the places of columns that hold figures.

    has_total: the last row is the total of the others, or stands for them.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...] = ()
    has_total: bool = False


def figures_by_year(one: Measured, line: str) -> tuple[tuple[str, Table], ...]:
    """Every period's figure, newest first, a table a contract year; the report's own year ends with its total."""
    has_counts = any(row.denominator is not None for row in one.figures)
    columns = ["Period", *(["Numerator", "Denominator"] if has_counts else []), "Figure"]
    has_line = any(step.value is not None for step in one.history)
    columns += [line.capitalize()] if has_line else []
    found = []
    for year, rows in groupby(reversed(one.figures), lambda row: row.year):
        of_year = list(rows)
        total = one.year_figure
        cells = [_figure_cells(row, row.label, has_counts, has_line) for row in of_year]
        has_total = total is not None and total.year == year and total.period not in [row.period for row in of_year]
        if total is not None and has_total:
            cells.append(_figure_cells(total, "The year", has_counts, has_line))
        numbers = tuple(range(1, len(columns)))
        found.append((year, Table(f"{year}, newest first", tuple(columns), tuple(cells), numbers, has_total)))
    return tuple(found)


def _figure_cells(row: FigureRow, name: str, has_counts: bool, has_target: bool) -> tuple[str, ...]:
    counts = (_count(row.numerator), _count(row.denominator)) if has_counts else ()
    return (name, *counts, row.said, *((row.target or "none",) if has_target else ()))


def _count(count: int | None) -> str:
    """A count, or nothing where there is none: the figure's own cell says why."""
    return "" if count is None else f"{count:,}"


def coverage(one: Measured) -> Table | None:
    """Coverage, and the figure under both policies for missing records."""
    cover = one.coverage
    if cover is None:
        return None
    rows = (
        ("Share with a record", cover.coverage or "not supplied"),
        ("Figure if a missing record counts as a failure", cover.missing_fail or "not supplied"),
        ("Figure if missing records are left out", cover.missing_left_out or "not supplied"),
    )
    return Table(f"Coverage of {one.code}, and its figure under both policies", ("Records", "Figure"), rows, (1,))


def by_group(code: str, name: str, groups: Sequence[GroupRow]) -> Table | None:
    """The year's figure of each segment or provider."""
    if not groups:
        return None
    rows = tuple(
        (row.name, people(row.numerator), people(row.denominator), row.said, row.interval or "") for row in groups
    )
    columns = (name, "Numerator", "Denominator", "Figure", "95% interval")
    return Table(f"{code} in the year, by {name.lower()}", columns, rows, (1, 2, 3, 4))


def standings(one: Measured) -> Table:
    """Each provider against the limits of chance, and against what its mix of segments would give."""
    rows = [(row, row.standing) for row in one.providers if row.standing]
    has_mix = any(standing.expected for _, standing in rows)
    columns = ["Provider", "Figure", "95% limits at its size", "Found", *(["Expected for its mix"] if has_mix else [])]
    cells = tuple(
        (row.name, row.said, standing.limits, standing.found, *([standing.expected or ""] if has_mix else []))
        for row, standing in rows
    )
    return Table(f"Providers of {one.code} within the limits of chance", tuple(columns), cells, (1, 2))


def at_a_glance(report: Report) -> tuple[IndicatorPage, ...]:
    """The indicators of the board's table; none where there are no figures to chart."""
    return () if report.replay else tuple(page for page in report.indicators)


def benchmarks(one: Measured) -> Table | None:
    """Official figures beside the indicator, with how they differ."""
    if not one.benchmarks:
        return None
    rows = tuple((row.label, row.said, row.period, row.differs, row.publication) for row in one.benchmarks)
    columns = ("Official measure", "Figure", "Period", "How it differs", "Published in")
    return Table(f"Official figures beside {one.code}, never judged and never paid on", columns, rows, (1,))


def history(one: Measured, line: str) -> Table | None:
    """Every dated target or threshold, with the variation that set it and where it is from."""
    if not one.history:
        return None
    rows = []
    for step in one.history:
        until = f"to {short_day(step.until)}" if step.until else "onwards"
        by = f"{step.variation}: {step.variation_title}" if step.variation_title else step.variation
        source = f"{'Published' if step.is_published else 'Illustrative'}: {step.source}"
        said = f"{step.said}, in force" if step.in_force else step.said
        rows.append((f"{short_day(step.start)} {until}", said, by or "In the contract from the start", source))
    columns = ("Dates", line.capitalize(), "Set by", "Where it is from")
    return Table(f"{line.capitalize()} of {one.code} by date", columns, tuple(rows))


def choices(report: Report) -> Table:
    """Every illustrative value, by its reason."""
    rows = tuple((one.reason, "; ".join(one.applies_to)) for one in report.illustrative)
    return Table("Every value that is ours because the documents are silent", ("Why it is ours", "What"), rows)


def switches(report: Report) -> Table:
    """Each contradiction of the documents, and the reading in force."""
    rows = tuple(
        (one.conflict, one.option, short_day(one.since), "; ".join(one.others), one.reference)
        for one in report.switches
    )
    columns = ("The documents contradict themselves", "Reading in force", "Since", "Other readings", "Printed in")
    return Table("Each contradiction, with the reading in force at the end of the year", columns, rows)


def findings(report: Report) -> Table:
    """Findings about the data, by count."""
    rows = tuple((one.said, f"{one.count:,}", one.effect, one.fix, one.rule) for one in report.findings)
    columns = ("Finding", "How many", "What was done", "What mends it", "Rule")
    return Table("Findings about the data, counted", columns, rows, (1,))
