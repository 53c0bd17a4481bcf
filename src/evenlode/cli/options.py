"""The options that several commands share, each said once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from evenlode.cli.settings import Format

Workspace = Annotated[Path | None, typer.Option(metavar="DIR", help="Workspace to work in; without it, this folder.")]
Store = Annotated[
    str | None, typer.Option(metavar="URL", help="Data store: a folder. Without it, the workspace's own.")
]
To = Annotated[
    Path | None, typer.Option(metavar="DIR", help="Folder to write to; without it, the workspace's own runs.")
]
Print = Annotated[Format | None, typer.Option("--format", help="How to print what was found.")]
Threads = Annotated[int | None, typer.Option(min=1, metavar="N", help="Threads of the query engine.")]
PeriodText = Annotated[str | None, typer.Option(metavar="2017-10-01..2018-09-30", help="Contract year to work on.")]
Contract = Annotated[
    Path | None, typer.Argument(metavar="FOLDER", help="Contract folder; without it, the workspace's.")
]
KnownOn = Annotated[str | None, typer.Option(metavar="DATE", help="Use only what had arrived by this day.")]
