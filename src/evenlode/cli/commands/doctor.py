"""Say what is missing, and the command that installs it."""

from __future__ import annotations

import typer

from evenlode.cli import options
from evenlode.cli.failing import FAILED
from evenlode.cli.output import note, print_rows
from evenlode.cli.settings import settings


def command(workspace: options.Workspace = None, format: options.Print = None) -> None:
    """Looks at Python, every package Evenlode uses, the system libraries these need, and the workspace."""
    here = settings(workspace=workspace, format=format)
    from evenlode.cli.health import checks

    found = checks(here.workspace)
    print_rows(
        here.format, ("what", "state", "found", "to do"), [(one.what, one.state, one.found, one.to_do) for one in found]
    )
    missing = sum(one.state == "missing" for one in found)
    if missing:
        note(f"{missing} missing")
        raise typer.Exit(FAILED)
