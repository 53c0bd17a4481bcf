"""Write an agreed variation into the contract folder."""

from __future__ import annotations

from typing import Annotated

import typer

from evenlode.cli import asked, options, stating
from evenlode.cli.output import note, print_rows
from evenlode.cli.settings import settings

Number = Annotated[str, typer.Argument(metavar="VARIATION", help="Number of the variation.")]


def command(
    variation: Number,
    by: stating.By = None,
    contract: stating.ContractFolder = None,
    workspace: options.Workspace = None,
    format: options.Print = None,
) -> None:
    """Only where every party has agreed. Comments and everything else in the files stay as they are."""
    here = settings(workspace=workspace, format=format)
    from evenlode.job import Workspace
    from evenlode.job.variations import apply_variation

    done = apply_variation(
        asked.contract(contract, here.workspace), Workspace(here.workspace), variation, stating.person(by)
    )
    rows = [(variation, one.where, one.before, one.after) for one in done.words]
    print_rows(here.format, ("variation", "where", "before", "after"), rows)
    note(f"Written: {', '.join(done.files)}")
