"""Record that a funder agrees with the finance returns of a year."""

from __future__ import annotations

from typing import Annotated

import typer

from evenlode.cli import asked, options
from evenlode.cli.settings import settings

Year = Annotated[str, typer.Option(metavar="2018/19", help="Financial year, April to March.")]
Party = Annotated[str, typer.Option(metavar="PARTY", help="Commissioner or funder who agrees.")]
On = Annotated[str | None, typer.Option("--on", metavar="DATE", help="The day of the agreement; without it, today.")]


def command(
    year: Year,
    party: Party = "council",
    on: On = None,
    folder: options.Contract = None,
    workspace: options.Workspace = None,
) -> None:
    """It holds for the versions there are now: a later finance return for the year ends it."""
    import getpass
    from datetime import date

    here = settings(workspace=workspace)
    day = asked.day(on) or date.today()
    from evenlode.job import Workspace
    from evenlode.job.financing import sign_off_year
    from evenlode.terms.reading import read_contract

    contract = read_contract(asked.contract(folder, here.workspace))
    sign_off_year(contract, Workspace(here.workspace), year, party, day, getpass.getuser())
    typer.echo(f"{year} signed off by {party} on {day}")
