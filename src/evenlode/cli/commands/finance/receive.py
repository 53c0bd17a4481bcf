"""Take in finance returns: checked whole, every version kept."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from evenlode.cli import asked, options
from evenlode.cli.output import print_rows
from evenlode.cli.settings import settings

Files = Annotated[list[Path], typer.Argument(metavar="FILE", help="Filled workbooks.")]
ContractFolder = Annotated[
    Path | None, typer.Option(metavar="DIR", help="Contract folder; without it, the workspace's.")
]
Received = Annotated[str | None, typer.Option(metavar="DATE", help="The day they came in; without it, today.")]
Provider = Annotated[str | None, typer.Option(metavar="PARTY", help="Refuse the workbook of anybody else.")]


def command(
    files: Files,
    contract: ContractFolder = None,
    received: Received = None,
    provider: Provider = None,
    workspace: options.Workspace = None,
    format: options.Print = None,
) -> None:
    """All that is wrong comes out at once as sheet and cell, problem and fix; then nothing is stored.

    A later workbook for the same provider and year takes the earlier one's place and erases nothing.
    """
    import getpass
    from datetime import date

    here = settings(workspace=workspace, format=format)
    from evenlode.finance.returns.form import known_provider
    from evenlode.job import Workspace
    from evenlode.job.financing import receive_returns
    from evenlode.terms.reading import read_contract

    terms = read_contract(asked.contract(contract, here.workspace))
    whose = known_provider(terms, provider) if provider else None
    day = asked.day(received) or date.today()
    stored = receive_returns(files, terms, Workspace(here.workspace), day, getpass.getuser(), whose)
    rows = [
        (
            one.file,
            one.content.provider,
            one.content.year,
            one.version,
            f"entry {one.seq}",
            "yes" if one.is_new else "no",
        )
        for one in stored
    ]
    print_rows(here.format, ("file", "provider", "year", "version", "journal", "new"), rows)
