"""What the commands of a statement's steps share: their options, the step, and how it is told."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from evenlode.cli import asked
from evenlode.cli.output import print_rows
from evenlode.cli.settings import Format, settings

By = Annotated[
    str | None, typer.Option("--by", metavar="NAME", help="Who does it; without it, the user signed in here.")
]
Version = Annotated[
    int | None, typer.Option(min=1, metavar="N", help="Version of the statement; without it, the one whose turn it is.")
]
Because = Annotated[str, typer.Option("--because", metavar="TEXT", help="Why, in a sentence that others will read.")]
ContractFolder = Annotated[
    Path | None, typer.Option("--contract", metavar="DIR", help="Contract folder; without it, the workspace's.")
]


def person(by: str | None) -> str:
    """Who does it: the name given, or the user signed in."""
    import getpass

    return by or getpass.getuser()


def take(
    kind: str,
    by: str | None,
    period: str | None,
    version: int | None,
    contract: Path | None,
    workspace: Path | None,
    format: Format | None,
    **about: Any,
) -> None:
    """Take the step and print it. Somebody who may not take it ends the command with 4."""
    here = settings(workspace=workspace, format=format)
    year = asked.period(period)
    from evenlode.job import Workspace
    from evenlode.job.stating import step
    from evenlode.report.statement_report import said
    from evenlode.settlement.states import Step

    taken = step(
        asked.contract(contract, here.workspace),
        Workspace(here.workspace),
        Step(kind),
        person(by),
        period=year,
        version=version,
        **about,
    )
    done = taken.done
    columns = ("statement", "step", "by", "on", "said", "sha256")
    row = (taken.statement.key, done.step.value, done.by, done.on.isoformat(), said(done), taken.statement.sha256)
    print_rows(here.format, columns, [row])
