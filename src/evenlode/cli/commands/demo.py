"""Make an invented workspace, run it, show and serve the result."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from evenlode.cli import options
from evenlode.cli.output import note, print_rows
from evenlode.cli.progress import progress
from evenlode.cli.settings import Format, all_settings, settings
from evenlode.cli.telling import in_one_row, in_words, shown

NoServe = Annotated[bool, typer.Option("--no-serve", help="End with the report.")]
Port = Annotated[int, typer.Option(min=1, max=65535, metavar="N", help="Port to serve at, on this machine alone.")]


def command(
    no_serve: NoServe = False,
    port: Port = 8000,
    workspace: options.Workspace = None,
    format: options.Print = None,
) -> None:
    """The workspace is demo/ in this folder, or --workspace DIR. An earlier demo is replaced, and nothing else.

    The people and figures are invented and every name of them is fictional. Beside them it replays the statuses that
    the review of the real contract published. It ends by serving the web app: sign in as any of its personas.
    """
    here = settings(workspace=workspace, format=format)
    set_by = {found.name: found.source for found in all_settings(workspace=workspace)}
    from evenlode.demo import YEAR, make_demo

    folder = Path("demo") if set_by["workspace"] == "default" else here.workspace
    with progress() as say:
        demo = make_demo(folder, say)
    if here.format is not Format.TEXT:
        columns, invented = in_one_row(demo.run)
        print_rows(here.format, columns, [*invented, *in_one_row(demo.published)[1]])
    else:
        typer.echo(f"{demo.contract.form.alias.title}, contract year {YEAR}")
        typer.echo("\n".join(f"  {line}" for line in in_words(demo.run)))
        typer.echo(f"  Finance:   {shown(demo.finance)}")
        typer.echo(f"  Stress:    {shown(demo.stress)}")
        typer.echo(f"{demo.contract.form.title}: statuses as published in its review")
        typer.echo("\n".join(f"  {line}" for line in in_words(demo.published)))
    if no_serve:
        return
    from evenlode.web.serving import Serving, prepare, serve
    from evenlode.web.setting_up import Mode

    serving = Serving(folder, Mode.DEMO, "127.0.0.1", port)
    prepare(serving)
    serve(serving, note)
