"""Compare schemes of segments, HoNOS clusters of two days, scope."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from evenlode.cli import asked, options
from evenlode.cli.failing import NOT_ALLOWED, leave
from evenlode.cli.output import note
from evenlode.cli.settings import settings

Schemes = Annotated[
    list[str] | None,
    typer.Option("--scheme", metavar="NAME", help="A scheme to compare; give several. Without it, two of them."),
]
On = Annotated[str | None, typer.Option(metavar="DATE", help="Day to look at; without it, the last one with data.")]
Since = Annotated[
    str | None, typer.Option(metavar="DATE", help="Print the moves between HoNOS clusters since that day instead.")
]
Quarterly = Annotated[
    bool, typer.Option("--by-quarter", help="With --since: the moves of every three months up to the day.")
]
Matrix = Annotated[bool, typer.Option("--matrix", help="With --since: the moves as a matrix, from rows to columns.")]
InScope = Annotated[
    bool, typer.Option("--scope", help="Which rule of the scope put open referrals and their people in or out.")
]
Folder = Annotated[
    Path | None,
    typer.Option(
        "--contract",
        metavar="FOLDER",
        help="With --scope: whose last age counts. Without it, the workspace's own; 65 where there is none.",
    ),
]
Rows = Annotated[bool, typer.Option("--rows", help="With --scope: each referral and its rule. Rows' zone only.")]
RowsZone = Annotated[
    bool, typer.Option("--rows-zone", help="You are where rows about people may be seen; without it none are shown.")
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
    folder: Folder = None,
    by_quarter: Quarterly = False,
    matrix: Matrix = False,
    scope: InScope = False,
    rows: Rows = False,
    rows_zone: RowsZone = False,
    workspace: options.Workspace = None,
    store: options.Store = None,
    format: options.Print = None,
) -> None:
    """How many people each category of one scheme shares with each of another; or moves, or the scope of a day.

    Schemes: blended, honos-clusters, icd-10-chapter-v, life-course; and resource-groups and severity, whose mapping of
    HoNOS clusters or diagnosis blocks to categories you load.
    """
    here = settings(workspace=workspace, store=store, format=format)
    day, before = asked.day(on), asked.day(since)
    if rows and not (scope and rows_zone):
        said = "Rows about people are shown only where they may lawfully be: if you are there, add --rows-zone."
        leave(NOT_ALLOWED, f"{said} They come with --scope.")
    names = scheme or ["honos-clusters", "blended"]
    from evenlode.cli import segment_tables as tables
    from evenlode.data.store import open_store
    from evenlode.job.workspace import Workspace

    given = dict(_mapping(text) for text in mapping or ())
    with open_store(here.store or Workspace(here.workspace).store) as opened:
        last = day or opened.data_to
        if scope:
            tables.print_scope(here.format, opened, last, _last_age(folder, here.workspace, last), rows)
        elif before is not None and by_quarter:
            tables.print_moves_by_quarter(here.format, opened, before, last)
        elif before is not None:
            tables.print_moves(here.format, opened, before, last, matrix)
        else:
            tables.print_shared(here.format, opened, names, last, given)
        if opened.invented:
            note("INVENTED")
    note(NOTICE)


def _last_age(folder: Path | None, workspace: Path, day: date) -> int:
    """The last age that the contract counts on the day; 65, as the review has it, where no contract is to be had."""
    from evenlode.population.scope import AGE_TO
    from evenlode.terms.reading import read_contract

    place = asked.contract(folder, workspace)
    if folder is None and not place.is_dir():
        return AGE_TO
    ages = read_contract(place).population.age_to
    return ages.on(day) if ages.starts_by(day) else ages.entries[0][1].value


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
