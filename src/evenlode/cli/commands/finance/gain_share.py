"""Say what a gain share is worth, by luck and by a true saving."""

from __future__ import annotations

from typing import Annotated

import typer

from evenlode.cli import options
from evenlode.cli.asked_money import pounds_typed, share_typed
from evenlode.cli.output import print_rows
from evenlode.cli.settings import settings

Spending = Annotated[str, typer.Option(metavar="£36m", help="Yearly spending that is shared over.")]
Noise = Annotated[str, typer.Option(metavar="3%", help="Standard error of the measured saving, of the spending.")]
Share = Annotated[str, typer.Option(metavar="50%", help="The provider's share of a saving.")]
Least = Annotated[str, typer.Option(metavar="2%", help="Measured saving below which nothing is paid.")]
Saving = Annotated[str, typer.Option(metavar="1%", help="What is truly saved.")]


def command(
    spending: Spending,
    noise: Noise,
    share: Share = "50%",
    least: Least = "0%",
    saving: Saving = "0%",
    workspace: options.Workspace = None,
    format: options.Print = None,
) -> None:
    """Expected payment, its spread (one standard deviation), the chance of any, and what luck alone would pay.

    The noise is the coefficient of variation of one person's cost over the root of the number of people.
    """
    here = settings(workspace=workspace, format=format)
    amount, error = pounds_typed(spending), share_typed("noise", noise)
    from evenlode.finance.money_risk import gain_share_worth
    from evenlode.money import pounds

    found = gain_share_worth(
        amount, share_typed("saving", saving), error, share_typed("share", share), share_typed("least", least)
    )
    row = (pounds(found.expected), pounds(found.spread), f"{found.chance:.1%}", pounds(found.by_luck))
    print_rows(here.format, ("expected", "spread", "chance of any payment", "by luck alone"), [row])
