"""How mature the data are: valid items, months that came."""

from __future__ import annotations

from typing import Annotated

import typer

from evenlode.cli import options
from evenlode.cli.output import note, print_rows
from evenlode.cli.settings import settings

ByMonth = Annotated[bool, typer.Option("--by-month", help="Each month of each provider, those that never came too.")]
Items = Annotated[bool, typer.Option("--items", help="Each data item of each provider, over all months.")]


def command(
    by_month: ByMonth = False,
    items: Items = False,
    workspace: options.Workspace = None,
    store: options.Store = None,
    format: options.Print = None,
) -> None:
    """The data-quality maturity index of each provider: the mean item score times the months that came.

    An item's score is the share of rows with a valid answer, of twelve items that the indicators rest on. Scores of 9.7
    of 12 and 7 months of 12 give 47.2. It needs a store that `evenlode receive` made: rows that were put together
    otherwise do not say what came when.
    """
    here = settings(workspace=workspace, store=store, format=format)
    from evenlode.data.manifest import read_manifest
    from evenlode.data.maturity import ITEMS, say_index, say_scores
    from evenlode.data.quality import month_name, quality
    from evenlode.data.store import folder_of
    from evenlode.job.workspace import Workspace

    url = here.store or Workspace(here.workspace).store
    found = quality(url)
    if not found:
        note("The store does not say what came when, so there is no index: take the data in with evenlode receive")
        return
    if items:
        whole = [one for one in found if one.month is None]
        rows = [
            (
                one.provider,
                f"{ITEMS[place].table}.{ITEMS[place].column}",
                one.valid[place],
                one.rows[place],
                f"{score:.1%}",
            )
            for one in whole
            for place, score in ((place, float(score)) for place, score in sorted(one.scores.items()))
        ]
        print_rows(here.format, ("provider", "item", "valid", "rows", "score"), rows)
    elif by_month:
        months = [one for one in found if one.month is not None]
        cells = [(one.provider, month_name(one.month or 0), say_scores(one), say_index(one.index)) for one in months]
        print_rows(here.format, ("provider", "month", "item scores", "index"), cells)
    else:
        lines = [
            (one.provider, say_scores(one), f"{one.months} of {one.expected}", say_index(one.index))
            for one in found
            if one.month is None
        ]
        print_rows(here.format, ("provider", "item scores", "months", "index"), lines)
    if read_manifest(folder_of(url))[0].invented:
        note("INVENTED")
