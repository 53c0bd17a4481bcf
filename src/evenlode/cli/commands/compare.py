"""Say why two statements differ, by cause and in pounds."""

from __future__ import annotations

from typing import Annotated

import typer

from evenlode.cli import options
from evenlode.cli.compared import print_compared
from evenlode.cli.settings import settings

Old = Annotated[str, typer.Argument(metavar="A", help="Run folder, or a statement's number, key or hash.")]
New = Annotated[str, typer.Argument(metavar="B", help="The one that it is compared with.")]
Lines = Annotated[bool, typer.Option("--lines", help="Each line that changed, by cause.")]


def command(
    a: Old,
    b: New,
    lines: Lines = False,
    workspace: options.Workspace = None,
    format: options.Print = None,
) -> None:
    """Data: new figures. Definition: figures by another definition. Target: other lines. Price: another pot or points.

    Each cause is what changes when it alone is put in, in this order; together they are the whole difference.
    """
    here = settings(workspace=workspace, format=format)
    from evenlode.job import Workspace
    from evenlode.job.comparing import compare_runs

    found = compare_runs(Workspace(here.workspace), a, b)
    print_compared(here.format, found.found, (f"A: {a}", f"B: {b}"), lines, found.invented)
