"""Two versions of a contract in words and in pounds."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from evenlode.cli import asked, options
from evenlode.cli.compared import print_compared
from evenlode.cli.output import note, print_rows
from evenlode.cli.settings import Format, settings

Old = Annotated[Path, typer.Argument(metavar="OLD", help="Contract folder as it was.")]
New = Annotated[Path, typer.Argument(metavar="NEW", help="Contract folder as it is or may become.")]
Outturns = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Outturn file; without it, the workspace's newest run.")
]


def command(
    old: Old,
    new: New,
    outturns: Outturns = None,
    period: options.PeriodText = None,
    workspace: options.Workspace = None,
    format: options.Print = None,
) -> None:
    """The pounds are what one year's outturn pays under each. Where there is no outturn, the words stand alone."""
    here = settings(workspace=workspace, format=format)
    year = asked.period(period)
    from evenlode.job import Workspace
    from evenlode.job.comparing import compare_contracts

    found = compare_contracts(Workspace(here.workspace), old, new, outturns, year)
    if here.format is Format.TEXT:
        for one in found.words:
            typer.echo(str(one))
        if not found.words:
            typer.echo("No term differs")
    else:
        print_rows(
            here.format, ("where", "before", "after"), [(one.where, one.before, one.after) for one in found.words]
        )
    if found.wordings:
        note(f"{found.wordings:,} texts differ that change no term: references, notes and titles")
    if found.found is None:
        note("In pounds: give figures with --outturns, or settle a year first")
    elif here.format is Format.TEXT:
        typer.echo(f"\nThe outturn of {found.year} under each")
        print_compared(here.format, found.found, ("OLD", "NEW"), lines=True, invented=found.invented)
