"""The steps of a finance return as commands: asked about, answered, accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from evenlode.cli import options, stating
from evenlode.cli.output import print_rows
from evenlode.cli.settings import settings

if TYPE_CHECKING:
    from evenlode.job import Workspace

Number = Annotated[int, typer.Argument(metavar="NUMBER", help="The return's number, from evenlode finance returns.")]
Said = Annotated[str, typer.Argument(metavar="TEXT", help="What is said, in a sentence or two.")]
COLUMNS = ("number", "provider", "year", "version", "received", "state", "last said")


def take(step: str, number: int, said: str, by: stating.By, workspace: options.Workspace, form: options.Print) -> None:
    """Record the step and print how the return stands now. Raises a Refusal where it is not the step's turn."""
    from datetime import date

    here = settings(workspace=workspace, format=form)
    from evenlode.job import Workspace
    from evenlode.job.financing import step_of_return
    from evenlode.records.return_steps import ReturnStep

    place = Workspace(here.workspace)
    step_of_return(place, number, ReturnStep(step), date.today(), stating.person(by), said)
    print_rows(here.format, COLUMNS, [row for row in rows_of(place) if row[0] == number])


def rows_of(place: Workspace) -> list[tuple[int, str, str, int, str, str, str]]:
    """A row for every version of every return, in the order in which they came in."""
    from evenlode.job.financing import returns_followed

    return [
        (
            one.stored.seq,
            one.stored.content.provider,
            one.stored.content.year,
            one.stored.version,
            str(one.stored.received),
            one.state.value,
            next((step.said for step in reversed(one.steps) if step.said), ""),
        )
        for one in returns_followed(place)
    ]
