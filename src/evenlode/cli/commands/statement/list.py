"""List every recorded statement and its state."""

from __future__ import annotations

from evenlode.cli import asked, options, stating
from evenlode.cli.output import print_rows
from evenlode.cli.settings import Format, settings


def command(
    contract: stating.ContractFolder = None, workspace: options.Workspace = None, format: options.Print = None
) -> None:
    """Flex, refresh and freeze are states of a year's data; the others are states of a version of its statement."""
    here = settings(workspace=workspace, format=format)
    from evenlode.job import Workspace
    from evenlode.job.stating import listed
    from evenlode.money import pounds, pounds_plain

    say = pounds if here.format is Format.TEXT else pounds_plain
    rows = [
        (
            one.recorded.number,
            one.recorded.contract,
            one.recorded.year,
            one.recorded.version,
            one.state.value,
            say(one.document["totals"]["earned"]),
            one.recorded.sha256,
        )
        for one in listed(asked.contract(contract, here.workspace), Workspace(here.workspace))
    ]
    print_rows(here.format, ("number", "contract", "year", "version", "state", "earned", "sha256"), rows)
