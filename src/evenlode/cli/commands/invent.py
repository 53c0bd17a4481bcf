"""Invent people and all that is sent of them, with the truth."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evenlode.cli import asked, options
from evenlode.cli.output import print_rows
from evenlode.cli.progress import progress
from evenlode.cli.settings import Format, settings

if TYPE_CHECKING:
    from evenlode.data.invented import Invented

Folder = Annotated[Path | None, typer.Argument(metavar="FOLDER", help="Contract folder; without it, the workspace's.")]
To = Annotated[Path, typer.Option(metavar="DIR", help="Folder to write to; an earlier invented set in it is replaced.")]
People = Annotated[
    int, typer.Option(metavar="N", help="Everybody over the years; of 20,000 about 5,500 are counted at a time.")
]
Seed = Annotated[int, typer.Option(metavar="S", help="The same number gives the same people.")]
Clean = Annotated[bool, typer.Option("--clean", help="No noise: nothing missing, stale or badly written.")]
Noise = Annotated[
    list[str] | None,
    typer.Option(metavar="NAME", help="Only this noise, and others named so; without it, all but the breaks."),
]
Years = Annotated[int, typer.Option(min=1, metavar="N", help="Contract years, from the first on.")]
From5 = Annotated[
    str | None, typer.Option("--v5-from", metavar="YYYY-MM", help="First month sent in version 5; really 2021-10.")
]
From6 = Annotated[
    str | None, typer.Option("--v6-from", metavar="YYYY-MM", help="First month sent in version 6; really 2024-04.")
]


def command(
    to: To,
    folder: Folder = None,
    people: People = 20_000,
    seed: Seed = 1,
    clean: Clean = False,
    noise: Noise = None,
    years: Years = 5,
    v5_from: From5 = None,
    v6_from: From6 = None,
    workspace: options.Workspace = None,
    format: options.Print = None,
) -> None:
    """Writes DIR/submissions, a folder a provider and month for `evenlode receive`, and DIR/truth.csv.

    The people are nobody's and every figure of them is an assumption. The truth table says what each indicator must
    come to for every period, provider and segment, worked out from the people and not from what was sent of them.
    """
    here = settings(workspace=workspace, format=format)
    from evenlode.data.invented import V5_FROM, V6_FROM, invent_submissions
    from evenlode.terms.reading import read_contract

    if clean and noise:
        raise typer.BadParameter("--clean is no noise at all: leave out --clean or --noise")
    with progress() as say:
        made = invent_submissions(
            read_contract(asked.contract(folder, here.workspace)),
            to,
            people=people,
            seed=seed,
            clean=clean,
            noise=noise,
            years=years,
            v5_from=_month(v5_from, V5_FROM),
            v6_from=_month(v6_from, V6_FROM),
            say=say,
        )
    if here.format is Format.TEXT:
        typer.echo("\n".join(_in_words(made)))
    else:
        columns = ("folder", "people", "data_from", "data_to", "noise")
        row = (made.folder.as_posix(), made.people, made.span.start.isoformat(), made.span.end.isoformat())
        print_rows(here.format, columns, [(*row, " ".join(sorted(made.noise)))])


def _month(text: str | None, otherwise: int) -> int:
    """The number of the month that was named."""
    from evenlode.data.months import month_number

    found = asked.month(text)
    return otherwise if found is None else month_number(found.start)


def _in_words(made: Invented) -> list[str]:
    noise = ", ".join(sorted(made.noise)) or "none"
    return [
        f"INVENTED: {made.people:,} people, {made.span}",
        f"Submissions: {made.submissions.as_posix()}",
        f"Truth:       {made.truth.as_posix()}",
        f"Noise:       {noise}",
    ]
