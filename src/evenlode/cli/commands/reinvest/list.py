"""List what waits to be reinvested, year by year."""

from __future__ import annotations

import typer

from evenlode.cli import asked, options, stating
from evenlode.cli.output import print_rows
from evenlode.cli.settings import Format, settings


def command(
    contract: stating.ContractFolder = None, workspace: options.Workspace = None, format: options.Print = None
) -> None:
    """Money keeps its contract year until a scheme has it, so none is lost between years."""
    here = settings(workspace=workspace, format=format)
    from evenlode.job import Workspace
    from evenlode.job.reinvesting import reinvested
    from evenlode.money import pounds, pounds_plain

    found = reinvested(asked.contract(contract, here.workspace), Workspace(here.workspace))
    say = pounds if here.format is Format.TEXT else pounds_plain
    rows = [(one.year, one.source, say(one.came), say(one.given), say(one.left)) for one in found.years]
    print_rows(here.format, ("year", "account", "came in", "given", "waits"), rows)
    if found.allocations and here.format is Format.TEXT:
        typer.echo("")
        given = [
            (one.on.isoformat(), one.year, one.scheme, say(one.amount), one.source, one.by) for one in found.allocations
        ]
        print_rows(here.format, ("on", "year", "scheme", "amount", "from", "by"), given)
