"""Prove that no entry of the journal was changed or taken out."""

from __future__ import annotations

import re
from typing import Annotated

import typer

from evenlode.cli import options
from evenlode.cli.failing import INVALID, in_columns, leave
from evenlode.cli.output import print_rows
from evenlode.cli.settings import settings

Anchor = Annotated[
    str | None, typer.Option(metavar="ENTRY:HASH", help="A head noted earlier: without one a cut tail cannot show.")
]


def command(anchor: Anchor = None, workspace: options.Workspace = None, format: options.Print = None) -> None:
    """Each entry holds the hash of the one before. Keep the head that is printed elsewhere: it is the next --anchor."""
    here = settings(workspace=workspace, format=format)
    noted = re.fullmatch(r"(\d+):([0-9a-f]{64})", anchor or "")
    if anchor and not noted:
        raise typer.BadParameter(f'"{anchor}" is no anchor: write the number and the hash of an entry, 12:8f0a…')
    from evenlode.job import Workspace
    from evenlode.records.journal import Journal

    with Journal.open(Workspace(here.workspace).records, create=False) as journal:
        problems = journal.verify((int(noted[1]), noted[2]) if noted else None)
        count, digest = journal.head()
    if problems:
        leave(INVALID, in_columns(problems))
    print_rows(here.format, ("entries", "state", "head"), [(count, "as written", f"{count}:{digest}")])
