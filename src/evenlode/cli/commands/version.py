"""Print the version of Evenlode."""

from __future__ import annotations

from importlib.metadata import version

import typer


def command() -> None:
    """The same number stands in run.json of every run."""
    typer.echo(f"evenlode {version('evenlode')}")
