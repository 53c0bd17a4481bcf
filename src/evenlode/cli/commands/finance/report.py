"""Write the finance chapter: the case, the envelope, the open book."""

from __future__ import annotations

from typing import Annotated

import typer

from evenlode.cli import asked, options
from evenlode.cli.asked_money import exact_share_typed
from evenlode.cli.output import note, print_rows
from evenlode.cli.progress import progress
from evenlode.cli.settings import settings
from evenlode.cli.telling import shown

Year = Annotated[
    str | None, typer.Option(metavar="2018/19", help="Year whose pound is followed; without it, the last.")
]
Inflation = Annotated[str | None, typer.Option(metavar="2.1%", help="Inflation a year; without it, that of the case.")]
Seed = Annotated[int, typer.Option(metavar="N", help="The same seed, the same figures.")]


def command(
    folder: options.Contract = None,
    store: options.Store = None,
    year: Year = None,
    inflation: Inflation = None,
    seed: Seed = 1,
    as_known_on: options.KnownOn = None,
    workspace: options.Workspace = None,
    to: options.To = None,
    format: options.Print = None,
) -> None:
    """One chapter as HTML, PDF, Word and workbook, with its open data and a dictionary of every column.

    The open book is in it where the workspace holds finance returns. Where these are invented the chapter has aliases
    and the word INVENTED on every page, and the case, which names real organisations, is left out.
    """
    here = settings(workspace=workspace, store=store, to=to, format=format)
    from evenlode.job.finance_reporting import finance_report
    from evenlode.job.workspace import Workspace

    with progress() as say:
        made = finance_report(
            asked.contract(folder, here.workspace),
            Workspace(here.workspace),
            store_url=here.store,
            year=year,
            inflation=exact_share_typed("inflation", inflation) if inflation else None,
            as_known_on=asked.day(as_known_on),
            seed=seed,
            to=here.to,
            progress=say,
        )
    if made.invented:
        note("INVENTED figures: the case is left out, since it names real organisations")
    rows = [(made.name, shown(made.folder), made.files, "INVENTED" if made.invented else "real")]
    print_rows(here.format, ("chapter", "folder", "files", "figures"), rows)
