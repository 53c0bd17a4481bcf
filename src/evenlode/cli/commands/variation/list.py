"""List every variation and how far it has come."""

from __future__ import annotations

from evenlode.cli import asked, options, stating
from evenlode.cli.output import print_rows
from evenlode.cli.settings import settings


def command(
    contract: stating.ContractFolder = None, workspace: options.Workspace = None, format: options.Print = None
) -> None:
    """Those of the journal. What was agreed before it began is in the contract's variations.yaml."""
    here = settings(workspace=workspace, format=format)
    from evenlode.job import Workspace
    from evenlode.job.variations import list_variations

    rows = [
        (one.number, one.state, one.effective.isoformat(), one.title, one.by, ", ".join(one.waiting) or None)
        for one in list_variations(asked.contract(contract, here.workspace), Workspace(here.workspace))
    ]
    print_rows(here.format, ("variation", "state", "effective", "title", "proposed by", "waits for"), rows)
