"""Send a prepared or approved statement back."""

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
    """Nothing is posted. A newer calculation can be frozen afterwards."""
    stating.take("reject", by, period, version, contract, workspace, format, because=because)
