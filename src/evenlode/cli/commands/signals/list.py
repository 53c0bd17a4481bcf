"""List the gaming signals of the newest run, with their answers."""

from __future__ import annotations

from typing import Annotated

import typer

from evenlode.cli import asked, options, stating
from evenlode.cli.output import note, print_rows
from evenlode.cli.settings import settings
from evenlode.cli.telling import shown

Every = Annotated[bool, typer.Option("--all", help="Those that found nothing, or could not be assessed, too.")]


def command(
    every: Every = False,
    contract: stating.ContractFolder = None,
    workspace: options.Workspace = None,
    format: options.Print = None,
) -> None:
    """A signal is a question and not a verdict. A statement is not approved while one of its year has no answer."""
    here = settings(workspace=workspace, format=format)
    from evenlode.job import Workspace
    from evenlode.job.signals import latest

    run, found = latest(asked.contract(contract, here.workspace), Workspace(here.workspace))
    rows = [
        (
            one.signal.key,
            one.signal.figure,
            one.signal.expected,
            one.signal.chance,
            one.signal.strength.value,
            f"{one.answer.by}: {one.answer.reason}" if one.answer else "",
            one.signal.sentence,
        )
        for one in found
        if every or one.signal.asks
    ]
    columns = ("signal", "figure", "expected", "chance", "strength", "acknowledged", "said")
    print_rows(here.format, columns, rows)
    asking = sum(one.signal.asks for one in found)
    note(f"{asking} of {len(found)} looks found something: {shown(run)}")
