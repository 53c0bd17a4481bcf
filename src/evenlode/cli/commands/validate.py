"""Tell everything that is wrong with files that were sent."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evenlode.cli import options
from evenlode.cli.failing import INVALID, sentence
from evenlode.cli.maturing import quality_problem, say_quality
from evenlode.cli.output import aligned, note, print_rows
from evenlode.cli.settings import Format, settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evenlode.data.sent.validating import Validation
    from evenlode.problems import Problem
    from evenlode.results import Period

Files = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="FILE...",
        help="Tables as CSV or Parquet, a partner's workbook, a zip, a source.yaml or a contract; or their folder.",
    ),
]
PeriodSent = Annotated[
    str | None, typer.Option("--period", metavar="MONTH", help="What the rows are about, for example 2016-03.")
]
Part = Annotated[bool, typer.Option("--part", help="The other tables come another time: look for nothing in them.")]
Mapping = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Mapping of files with columns of their own, by `evenlode map`.")
]
Tables = Annotated[bool, typer.Option("--tables", help="List the tables that can be sent, and nothing else.")]
_COLUMNS = ("file", "line", "field", "rule", "level", "message", "fix", "count", "first_lines")


def command(
    files: Files = None,
    period: PeriodSent = None,
    part: Part = False,
    mapping: Mapping = None,
    tables: Tables = False,
    format: options.Print = None,
) -> None:
    """Nothing is taken in and nothing written. Give files that belong together in one call.

    A file is known by its name: MHS501.csv, MHS501HospProvSpell_2016-03.parquet, role_status.csv. A source.yaml names
    the tables and views of a PostgreSQL warehouse. Exit code 3 where a row or a file cannot be used, 0 where all can,
    also with notes.
    """
    here = settings(format=format)
    if tables:
        print_rows(here.format, ("table", "row", "must have"), list(_tables()))
        return
    if not files:
        raise typer.BadParameter("name the files to check, or --tables")
    from evenlode.data.mapping import read_mapping
    from evenlode.data.received.looking import look_over

    learnt = read_mapping(mapping) if mapping else None
    looked = look_over(files, period=_period(period), part=part, mapping=learnt, warehouses=True)
    found, quality = looked.found, looked.quality
    if here.format is Format.TEXT:
        typer.echo("\n".join(_in_words(found)))
        if quality:
            typer.echo(f"\n{say_quality(quality)}")
    else:
        more = [quality_problem(quality)] if quality else []
        print_rows(here.format, _COLUMNS, [_row(problem) for problem in [*found.problems, *more]])
    for shown in found.shows:
        note(shown)
    if found.rejects:
        raise typer.Exit(INVALID)


def _period(text: str | None) -> Period | None:
    """A month or two days, as a manifest says them."""
    from evenlode.data.sent.manifest import manifest_of

    try:
        return manifest_of(period=text).period if text else None
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


def _tables() -> Iterator[tuple[str, str, str]]:
    """Each table, what one row of it is, and its columns that must be there."""
    from evenlode.data.sent.form import Must
    from evenlode.data.sent.tables import sent_tables

    for name, table in sorted(sent_tables().items()):
        must = [one.name for one in table.columns if one.must is not Must.MAY]
        yield name, table.row, ", ".join([*([" or ".join(table.either)] if table.either else []), *must])


def _in_words(found: Validation) -> Iterator[str]:
    """Every problem as its place and rule with what to do below it, and a line a file."""
    for problem in found.problems:
        field = f"  {problem.field}" if problem.field else ""
        place = problem.file if problem.line is None else f"{problem.file}:{problem.line}"
        yield f"{place}{field}  {problem.rule}  {problem.level.value.replace('_', ' ')}"
        yield f"    {sentence(problem)}"
    if found.problems:
        yield ""
    rows = [(one.file, one.table, f"{one.rows:,}", f"{one.left_out:,}", one.said) for one in found.files]
    yield aligned(("file", "table", "rows", "left out", "result"), rows)


def _row(problem: Problem) -> tuple[str | int | None, ...]:
    lines = " ".join(map(str, problem.first_lines))
    place = (problem.file, problem.line, problem.field)
    return (*place, problem.rule, problem.level.value, problem.message, problem.fix, problem.count, lines)
