"""Make any past statement again, byte for byte."""

from __future__ import annotations

import typer

from evenlode.cli import asked, options
from evenlode.cli.failing import FAILED, leave
from evenlode.cli.output import print_rows
from evenlode.cli.settings import settings
from evenlode.cli.telling import shown


def command(
    as_known_on: options.KnownOn = None,
    period: options.PeriodText = None,
    workspace: options.Workspace = None,
    to: options.To = None,
    format: options.Print = None,
) -> None:
    """It takes the contract, the figures and the rules that the journal kept with each statement, and nothing else.

    Without a day it makes those that stand now. It ends with 1 where a byte is not as it was.
    """
    here = settings(workspace=workspace, to=to, format=format)
    day, year = asked.day(as_known_on), asked.period(period)
    if here.to and year is None:
        raise typer.BadParameter("--to is one folder, so name one contract year with --period")
    from evenlode.job import Workspace
    from evenlode.job.restating import restate

    found = restate(Workspace(here.workspace), day, year, here.to)
    rows = [
        (
            one.recorded.number,
            one.recorded.key,
            one.recorded.sha256,
            "the same" if one.same else "not the same",
            shown(one.folder) if one.folder else None,
        )
        for one in found
    ]
    print_rows(here.format, ("number", "statement", "sha256", "bytes", "run"), rows)
    if not all(one.same for one in found):
        leave(
            FAILED, "A statement does not come out as it was recorded: this version of the program reckons otherwise."
        )
