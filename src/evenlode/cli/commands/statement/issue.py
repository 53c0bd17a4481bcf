"""Issue an approved statement: it never changes again."""

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
    """Where an earlier version was issued, the difference is posted, and a clawback takes suspense first."""
    stating.take("issue", by, period, version, contract, workspace, format, because=because)
