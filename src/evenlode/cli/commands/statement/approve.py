"""Approve what another person prepared."""

from __future__ import annotations

from evenlode.cli import options, stating


def command(
    by: stating.By = None,
    because: stating.Because = "",
    period: options.PeriodText = None,
    version: stating.Version = None,
    contract: stating.ContractFolder = None,
    workspace: options.Workspace = None,
    format: options.Print = None,
) -> None:
    """Whoever recorded figures or terms that it rests on may not approve it. It ends with 4 where you may not."""
    stating.take("approve", by, period, version, contract, workspace, format, because=because)
