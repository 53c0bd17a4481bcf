"""Judge and pay from outturns: the half without records."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from evenlode.cli import asked, options
from evenlode.cli.progress import progress
from evenlode.cli.settings import settings
from evenlode.cli.telling import tell

Outturns = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Outturn file; without it, the workspace's newest.")
]
Published = Annotated[
    bool, typer.Option("--published", help="Replay the published statuses instead: no values, no money.")
]


def command(
    folder: options.Contract = None,
    outturns: Outturns = None,
    published: Published = False,
    period: options.PeriodText = None,
    as_known_on: options.KnownOn = None,
    workspace: options.Workspace = None,
    to: options.To = None,
    format: options.Print = None,
) -> None:
    """The same outturns give the same statement as `evenlode run`, byte for byte."""
    here = settings(workspace=workspace, to=to, format=format)
    year, known_on = asked.period(period), asked.day(as_known_on)
    if published and outturns:
        raise typer.BadParameter("--published replays statuses, --outturns brings figures: use one of them")
    from evenlode.job import Workspace, replay, settle

    contract, place = asked.contract(folder, here.workspace), Workspace(here.workspace)
    with progress() as say:
        if published:
            result = replay(contract, place, period=year, as_known_on=known_on, to=here.to, progress=say)
        else:
            result = settle(
                contract, place, period=year, outturns=outturns, as_known_on=known_on, to=here.to, progress=say
            )
    tell(result, here.format)
