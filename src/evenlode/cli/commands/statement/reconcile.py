"""Close an issued statement that everybody agrees with."""

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
    """Every dispute has to be resolved first."""
    stating.take("reconcile", by, period, version, contract, workspace, format, because=because)
