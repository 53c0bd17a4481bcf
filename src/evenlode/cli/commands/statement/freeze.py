"""Freeze a contract year: what is known now counts."""

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
    """It can be done from the day after the freeze cut on. A statement is prepared for a frozen year alone."""
    stating.take("freeze", by, period, version, contract, workspace, format, because=because)
