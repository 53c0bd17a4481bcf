"""Say what a shift of referrals takes from another provider."""

from __future__ import annotations

from typing import Annotated

import typer

from evenlode.cli import options
from evenlode.cli.asked_money import exact_share_typed, pounds_typed
from evenlode.cli.output import print_rows
from evenlode.cli.settings import settings

Provider = Annotated[str, typer.Argument(metavar="NAME", help="The provider that loses the referrals.")]
Income = Annotated[str, typer.Option(metavar="£100m", help="Its whole yearly income.")]
FromContract = Annotated[str, typer.Option(metavar="£30m", help="What of it comes from the referrals in question.")]
Shift = Annotated[str, typer.Option(metavar="33%", help="Share of those referrals that moves away.")]


def command(
    provider: Provider,
    income: Income,
    from_contract: FromContract,
    shift: Shift,
    workspace: options.Workspace = None,
    format: options.Print = None,
) -> None:
    """The amount, and its share of that provider's income: what a plan for one contract can do to another service."""
    here = settings(workspace=workspace, format=format)
    whole, part, moved = pounds_typed(income), pounds_typed(from_contract), exact_share_typed("shift", shift)
    from evenlode.finance.money_risk import knock_on
    from evenlode.finance.thousands import percent
    from evenlode.money import pounds

    found = knock_on(provider, whole, part, moved)
    print_rows(
        here.format, ("provider", "lost", "of its income"), [(found.provider, pounds(found.lost), percent(found.share))]
    )
