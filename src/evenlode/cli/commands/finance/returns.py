"""List finance returns: each version, and how far it has come."""

from __future__ import annotations

from evenlode.cli import options, returning
from evenlode.cli.output import print_rows
from evenlode.cli.settings import settings


def command(workspace: options.Workspace = None, format: options.Print = None) -> None:
    """A version is received, then asked about, answered and accepted; a later version takes its place."""
    here = settings(workspace=workspace, format=format)
    from evenlode.job import Workspace

    print_rows(here.format, returning.COLUMNS, returning.rows_of(Workspace(here.workspace)))
