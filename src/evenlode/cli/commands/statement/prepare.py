"""Prepare the frozen statement for approval."""

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
    """The preparer answers for it, and somebody else approves it."""
    stating.take("prepare", by, period, version, contract, workspace, format, because=because)
