"""Start a contract folder that can be read and filled in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from evenlode.cli.output import note
from evenlode.cli.telling import shown

Folder = Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder to make; it must not hold anything yet.")]
Title = Annotated[str | None, typer.Option(help="The contract's title; without it, made from the folder's name.")]


def command(folder: Folder, title: Title = None) -> None:
    """What it holds is an example that `evenlode check` accepts; every line of it is yours to change."""
    from evenlode.terms.scaffold import new_contract

    new_contract(folder, title)
    typer.echo(shown(folder))
    note(f"Fill it in, then: evenlode check {shown(folder)}")
