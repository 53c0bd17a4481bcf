"""Dispute a line: its amount goes into suspense."""

from __future__ import annotations

from typing import Annotated

import typer

from evenlode.cli import options, stating
from evenlode.cli.asked_money import pounds_typed

Line = Annotated[str, typer.Argument(metavar="LINE", help="Indicator, or the outcome where the line is its own.")]
Amount = Annotated[str, typer.Option(metavar="£1,000", help="How much of it is disputed.")]
NotEarned = Annotated[bool, typer.Option("--not-earned", help="It is about money that the statement does not pay.")]


def command(
    line: Line,
    amount: Amount = "£0",
    not_earned: NotEarned = False,
    by: stating.By = None,
    because: stating.Because = "",
    period: options.PeriodText = None,
    version: stating.Version = None,
    contract: stating.ContractFolder = None,
    workspace: options.Workspace = None,
    format: options.Print = None,
) -> None:
    """A dispute of £0 is about words alone. What the statement says stays as it was issued."""
    side = "not earned" if not_earned else "earned"
    about = {"line": line, "amount": pounds_typed(amount), "side": side, "because": because}
    stating.take("dispute", by, period, version, contract, workspace, format, **about)
