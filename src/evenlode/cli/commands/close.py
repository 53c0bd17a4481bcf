"""Close a month: checklist, accrual, journals, balances."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from evenlode.cli import asked, options, stating
from evenlode.cli.output import note, print_rows
from evenlode.cli.settings import settings
from evenlode.cli.telling import shown

Month = Annotated[str, typer.Argument(metavar="2018-10", help="Month to close.")]
Sign = Annotated[bool, typer.Option("--sign", help="Sign it: every item of the checklist has to be done.")]
Balances = Annotated[
    Path | None, typer.Option(metavar="FILE", help="The other party's balances: a CSV with account and balance.")
]
Outturns = Annotated[Path | None, typer.Option(metavar="FILE", help="Outturn file; without it, the newest figures.")]


def command(
    month: Month,
    sign: Sign = False,
    balances: Balances = None,
    outturns: Outturns = None,
    by: stating.By = None,
    contract: stating.ContractFolder = None,
    workspace: options.Workspace = None,
    to: options.To = None,
    format: options.Print = None,
) -> None:
    """It can be drawn up as often as you like. What is signed is in the journal, and the next close begins after it."""
    here = settings(workspace=workspace, to=to, format=format)
    days = asked.month(month)
    assert days is not None  # noqa: S101 - a month was typed
    from evenlode.job import Workspace
    from evenlode.job.closing import close_month

    found = close_month(
        asked.contract(contract, here.workspace),
        Workspace(here.workspace),
        days,
        by=stating.person(by),
        sign=sign,
        balances=balances,
        outturns=outturns,
        to=here.to,
    )
    rows = [("done" if one.is_done else "open", one.item, None if one.is_done else one.found) for one in found.checks]
    print_rows(here.format, ("state", "item", "found"), rows)
    note(
        f"Pages and journals.csv: {shown(found.folder)}" + (f"; signed by {found.signed_by}" if found.signed_by else "")
    )
