"""Make the finance-return workbook that a provider fills in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from evenlode.cli import asked, options
from evenlode.cli.settings import settings
from evenlode.cli.telling import shown

To = Annotated[Path, typer.Argument(metavar="FILE", help="Workbook to make, ending in .xlsx.")]
Provider = Annotated[str, typer.Option(metavar="PARTY", help="Whose finance return it is.")]
Year = Annotated[str, typer.Option(metavar="2018/19", help="Financial year, April to March.")]
Invented = Annotated[
    bool, typer.Option("--invented", help="For figures that nobody measured: aliases, and the word on it.")
]
ContractFolder = Annotated[
    Path | None, typer.Option(metavar="DIR", help="Contract folder; without it, the workspace's.")
]


def command(
    to: To,
    provider: Provider,
    year: Year,
    invented: Invented = False,
    contract: ContractFolder = None,
    workspace: options.Workspace = None,
) -> None:
    """Its properties say whose it is and which form it has. It comes back through evenlode finance receive."""
    here = settings(workspace=workspace)
    from evenlode.finance.returns.write import write_workbook
    from evenlode.terms.reading import read_contract

    write_workbook(read_contract(asked.contract(contract, here.workspace)), provider, year, to, invented=invented)
    typer.echo(shown(to))
