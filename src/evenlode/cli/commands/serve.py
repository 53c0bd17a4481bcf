"""Serve the web app for a workspace."""

from __future__ import annotations

from typing import Annotated

import typer

from evenlode.cli import options
from evenlode.cli.output import note
from evenlode.cli.settings import settings

Port = Annotated[int, typer.Option(min=1, max=65535, metavar="N", help="Port to listen on, at this machine alone.")]

Production = Annotated[
    bool, typer.Option("--production", help="For other people to use, behind a proxy that speaks https.")
]
Administrator = Annotated[
    str | None,
    typer.Option(metavar="E-MAIL", help="Make this person an administrator, and print where they set a password."),
]


def command(
    port: Port = 8000,
    production: Production = False,
    administrator: Administrator = None,
    workspace: options.Workspace = None,
) -> None:
    """It listens on this machine alone. A workspace that the demo made lets you sign in as any of its personas.

    With --production it starts only where nothing is left to set, and names what is. EVENLODE_DATABASE names a
    PostgreSQL database; without it everything is kept in the workspace.
    """
    here = settings(workspace=workspace)
    from evenlode.web.serving import Serving, make_administrator, mode_of, prepare, serve

    serving = Serving(here.workspace, mode_of(here.workspace, production), "127.0.0.1", port)
    prepare(serving)
    if administrator:
        note(f"Set the password of {administrator} at {make_administrator(administrator)}")
    serve(serving, note)
