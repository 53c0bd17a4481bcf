"""Say why a signal is no reason to hold a year back."""

from __future__ import annotations

from typing import Annotated

import typer

from evenlode.cli import asked, options, stating
from evenlode.cli.output import print_rows
from evenlode.cli.settings import settings

Name = Annotated[
    str, typer.Argument(metavar="SIGNAL", help="As evenlode signals list names it, or a beginning that no other has.")
]
Reason = Annotated[str, typer.Option(metavar="TEXT", help="Why, in a sentence that others will read.")]


def command(
    name: Name,
    reason: Reason,
    by: stating.By = None,
    contract: stating.ContractFolder = None,
    workspace: options.Workspace = None,
    format: options.Print = None,
) -> None:
    """The answer stands for the signal as it is: where its figure changes later, it has to be answered again."""
    here = settings(workspace=workspace, format=format)
    from evenlode.job import Workspace
    from evenlode.job.signals import acknowledge_signal

    folder = asked.contract(contract, here.workspace)
    done = acknowledge_signal(folder, Workspace(here.workspace), name, stating.person(by), reason)
    print_rows(here.format, ("signal", "by", "on", "reason"), [(done.signal, done.by, done.on, done.reason)])
