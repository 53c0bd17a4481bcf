"""Make a workspace with invented data, run it, show the report."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from evenlode.cli import options
from evenlode.cli.output import print_rows
from evenlode.cli.progress import progress
from evenlode.cli.settings import Format, all_settings, settings
from evenlode.cli.telling import in_one_row, in_words, shown

NoServe = Annotated[bool, typer.Option("--no-serve", help="End with the report.")]


def command(
    no_serve: NoServe = False,
    workspace: options.Workspace = None,
    format: options.Print = None,
) -> None:
    """The workspace is demo/ in this folder, or --workspace DIR. An earlier demo is replaced, and nothing else.

    The people and figures are invented and every name of them is fictional. Beside them it replays the statuses that
    the review of the real contract published.
    """
    here = settings(workspace=workspace, format=format)
    set_by = {found.name: found.source for found in all_settings(workspace=workspace)}
    from evenlode.demo import YEAR, make_demo

    with progress() as say:
        demo = make_demo(Path("demo") if set_by["workspace"] == "default" else here.workspace, say)
    if here.format is not Format.TEXT:
        columns, invented = in_one_row(demo.run)
        print_rows(here.format, columns, [*invented, *in_one_row(demo.published)[1]])
        return
    typer.echo(f"{demo.contract.form.alias.title}, contract year {YEAR}")
    typer.echo("\n".join(f"  {line}" for line in in_words(demo.run)))
    typer.echo(f"  Finance:   {shown(demo.finance)}")
    typer.echo(f"{demo.contract.form.title}: statuses as published in its review")
    typer.echo("\n".join(f"  {line}" for line in in_words(demo.published)))
