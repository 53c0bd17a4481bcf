"""Compare segmentation schemes, or HoNOS clusters of two days."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from evenlode.cli import asked, options
from evenlode.cli.output import note, print_rows
from evenlode.cli.settings import settings

Schemes = Annotated[
    list[str] | None,
    typer.Option("--scheme", metavar="NAME", help="A scheme to compare; give several. Without it, two of them."),
]
On = Annotated[str | None, typer.Option(metavar="DATE", help="Day to look at; without it, the last one with data.")]
Since = Annotated[
    str | None, typer.Option(metavar="DATE", help="Print the moves between HoNOS clusters since that day instead.")
]
Mappings = Annotated[
    list[str] | None,
    typer.Option(
        "--mapping", metavar="SCHEME=FILE", help="CSV file of code and category, for a scheme that needs one."
    ),
]

NOTICE = "Small numbers of people are among these. Keep them where the rows are; release figures with evenlode release."


def command(
    scheme: Schemes = None,
    on: On = None,
    since: Since = None,
    mapping: Mappings = None,
    workspace: options.Workspace = None,
    store: options.Store = None,
    format: options.Print = None,
) -> None:
    """How many people each category of one scheme shares with each of another.

    Schemes: blended, honos-clusters, icd-10-chapter-v, life-course; and resource-groups and severity, whose mapping of
    HoNOS clusters or diagnosis blocks to categories you load.
    """
    here = settings(workspace=workspace, store=store, format=format)
    day, before = asked.day(on), asked.day(since)
    names = scheme or ["honos-clusters", "blended"]
    from evenlode.data.store import open_store
    from evenlode.job.workspace import Workspace
    from evenlode.population.schemes.compared import compared, moves

    given = dict(_mapping(text) for text in mapping or ())
    with open_store(here.store or Workspace(here.workspace).store) as opened:
        last = day or opened.data_to
        if before is not None:
            found = moves(opened, before, last)
            cells = [(one.before, one.after, one.people, _way(one.transition)) for one in found]
            print_rows(here.format, (f"on {before}", f"on {last}", "people", "move"), cells)
        else:
            shared = compared(opened, names, last, given)
            print_rows(here.format, (*names, "people"), [(*one.categories, one.people) for one in shared])
        if opened.invented:
            note("INVENTED")
    note(NOTICE)


def _way(transition: str | None) -> str:
    return transition.replace("_", " ") if transition else ""


def _mapping(text: str) -> tuple[str, dict[str, str]]:
    """A scheme and its mapping, from SCHEME=FILE. A wrong one is a mistake in the command."""
    import csv

    name, equals, file = text.partition("=")
    if not equals or not Path(file).is_file():
        raise typer.BadParameter(f'"{text}" is no scheme with a file: write for example severity=severity.csv')
    with Path(file).open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    if not rows or not {"code", "category"} <= rows[0].keys():
        raise typer.BadParameter(f"{file} needs the columns code and category")
    return name, {row["code"].strip(): row["category"].strip() for row in rows}
