"""Give unpaid money of a contract year to a scheme."""

from __future__ import annotations

from typing import Annotated

import typer

from evenlode.cli import asked, options, stating
from evenlode.cli.asked_money import pounds_typed
from evenlode.cli.output import print_rows
from evenlode.cli.settings import Format, settings

Scheme = Annotated[str, typer.Argument(metavar="SCHEME", help="Name of the scheme.")]
Amount = Annotated[str, typer.Argument(metavar="£1,000", help="How much of it.")]
From = Annotated[
    str, typer.Option("--from", metavar="ACCOUNT", help="unpaid-to-reinvest, not on offer, or reinvestment.")
]


def command(
    scheme: Scheme,
    amount: Amount,
    from_: From = "unpaid-to-reinvest",
    by: stating.By = None,
    because: stating.Because = "",
    period: options.PeriodText = None,
    contract: stating.ContractFolder = None,
    workspace: options.Workspace = None,
    format: options.Print = None,
) -> None:
    """Only money of an issued statement, and no more than waits there."""
    here = settings(workspace=workspace, format=format)
    year, pence = asked.period(period), pounds_typed(amount)
    from evenlode.job import Workspace
    from evenlode.job.reinvesting import reinvest
    from evenlode.money import pounds, pounds_plain

    done = reinvest(
        asked.contract(contract, here.workspace),
        Workspace(here.workspace),
        scheme,
        pence,
        source=from_,
        why=because,
        by=stating.person(by),
        period=year,
    )
    say = pounds if here.format is Format.TEXT else pounds_plain
    print_rows(
        here.format, ("year", "scheme", "amount", "from"), [(done.year, done.scheme, say(done.amount), done.source)]
    )
