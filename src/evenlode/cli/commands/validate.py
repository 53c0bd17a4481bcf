"""Tell everything that is wrong with files that were sent."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evenlode.cli import options
from evenlode.cli.failing import INVALID, sentence
from evenlode.cli.output import aligned, note, print_rows
from evenlode.cli.settings import Format, settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evenlode.data.sent.manifest import Manifest
    from evenlode.data.sent.validating import Validation
    from evenlode.problems import Problem

Files = Annotated[
    list[Path],
    typer.Argument(
        metavar="FILE...", help="CSV or Parquet files of rows, YAML of a contract, a manifest.yaml; or their folder."
    ),
]
PeriodSent = Annotated[
    str | None, typer.Option("--period", metavar="MONTH", help="What the rows are about, for example 2016-03.")
]
Part = Annotated[bool, typer.Option("--part", help="The other tables come another time: look for nothing in them.")]
_COLUMNS = ("file", "line", "field", "rule", "level", "message", "fix", "count", "first_lines")


def command(
    files: Files,
    period: PeriodSent = None,
    part: Part = False,
    format: options.Print = None,
) -> None:
    """Nothing is taken in and nothing written. Give files that belong together in one call.

    A file is known by its name: MHS501.csv, MHS501HospProvSpell_2016-03.parquet, role_status.csv. Exit code 3 where a
    row or a file cannot be used, 0 where all can, also with notes.
    """
    here = settings(format=format)
    from evenlode.data.sent.manifest import NAMES
    from evenlode.data.sent.validating import validate

    every = [path for named in files for path in _inside(named)]
    manifests = [path for path in every if path.name in NAMES]
    found = validate([path for path in every if path not in manifests], _manifest(manifests, period, part))
    if here.format is Format.TEXT:
        typer.echo("\n".join(_in_words(found)))
    else:
        print_rows(here.format, _COLUMNS, [_row(problem) for problem in found.problems])
    for shown in found.shows:
        note(shown)
    if found.rejects:
        raise typer.Exit(INVALID)


def _inside(named: Path) -> list[Path]:
    """The files of a folder, or the file itself."""
    if not named.is_dir():
        return [named]
    return sorted(path for path in named.iterdir() if path.is_file() and not path.name.startswith("."))


def _manifest(found: list[Path], period: str | None, part: bool) -> Manifest:
    """The manifest among the files, with what the command says over it."""
    from evenlode.data.sent.manifest import Manifest, manifest_of, read_manifest

    if len(found) > 1:
        raise typer.BadParameter("there are several manifests among the files: validate them one by one")
    manifest = read_manifest(found[0]) if found else Manifest()
    try:
        asked = manifest_of(period=period) if period else manifest
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
    return manifest.model_copy(update={"period": asked.period, "part": part or manifest.part})


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
