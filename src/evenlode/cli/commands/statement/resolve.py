"""Resolve a dispute: who has the money in suspense."""

from __future__ import annotations

from typing import Annotated

import typer

from evenlode.cli import options, stating
from evenlode.cli.asked_money import pounds_typed

Number = Annotated[int, typer.Argument(min=1, metavar="DISPUTE", help="Number of the dispute.")]
ToProvider = Annotated[str, typer.Option("--to-provider", metavar="£1,000", help="What the provider has of it.")]


def command(
    dispute: Number,
    to_provider: ToProvider,
    by: stating.By = None,
    because: stating.Because = "",
    period: options.PeriodText = None,
    version: stating.Version = None,
    contract: stating.ContractFolder = None,
    workspace: options.Workspace = None,
    format: options.Print = None,
) -> None:
    """The money leaves suspense in full, to the penny."""
    about = {"dispute": dispute, "to_provider": pounds_typed(to_provider), "because": because}
    stating.take("resolve", by, period, version, contract, workspace, format, **about)
