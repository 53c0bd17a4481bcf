"""Agree to a variation for one party."""

from __future__ import annotations

from typing import Annotated

import typer

from evenlode.cli import asked, options, stating
from evenlode.cli.output import print_rows
from evenlode.cli.settings import settings

Number = Annotated[str, typer.Argument(metavar="VARIATION", help="Number of the variation.")]
Party = Annotated[str, typer.Option(metavar="PARTY", help="The party that agrees.")]
On = Annotated[str | None, typer.Option("--on", metavar="DATE", help="Day on paper, where that was before today.")]


def command(
    variation: Number,
    party: Party,
    by: stating.By = None,
    on: On = None,
    contract: stating.ContractFolder = None,
    workspace: options.Workspace = None,
    format: options.Print = None,
) -> None:
    """Nobody agrees for two parties, and nobody agrees after the day on which it takes effect."""
    here = settings(workspace=workspace, format=format)
    day = asked.day(on)
    from evenlode.job import Workspace
    from evenlode.job.variations import agree_variation

    found = agree_variation(
        asked.contract(contract, here.workspace),
        Workspace(here.workspace),
        variation,
        party,
        stating.person(by),
        day,
    )
    row = (found.number, found.state, ", ".join(found.waiting) or None)
    print_rows(here.format, ("variation", "state", "waits for"), [row])
