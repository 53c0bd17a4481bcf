"""Make filled workbooks of invented figures, to try things out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from evenlode.cli import asked, options
from evenlode.cli.settings import settings
from evenlode.cli.telling import shown

To = Annotated[Path, typer.Option("--to", metavar="DIR", help="Folder for the workbooks.")]
Seed = Annotated[int, typer.Option(metavar="N", help="The same seed, the same figures.")]


def command(to: To, folder: options.Contract = None, seed: Seed = 1, workspace: options.Workspace = None) -> None:
    """One for every provider and each of three financial years, under aliases and with INVENTED on every sheet.

    They show a pattern that a review of 2020 described: flat sub-contracts, growing deficits, fundraising in the gap.
    """
    here = settings(workspace=workspace)
    from evenlode.job.financing import write_invented
    from evenlode.terms.reading import read_contract

    files = write_invented(read_contract(asked.contract(folder, here.workspace)), to, seed)
    typer.echo(f"{len(files)} INVENTED workbooks: {shown(to)}")
