"""Open the book: deficits, flat cash, uplift, unit cost, reserves."""

from __future__ import annotations

from typing import Annotated

import typer

from evenlode.cli import asked, options
from evenlode.cli.output import aligned, note, print_rows
from evenlode.cli.settings import Format, settings

Only = Annotated[
    str | None, typer.Option("--table", metavar="NAME", help="Print this table alone, for example position.")
]
Year = Annotated[
    str | None, typer.Option(metavar="2018/19", help="Year whose pound is followed; without it, the last.")
]
Inflation = Annotated[str | None, typer.Option(metavar="2.1%", help="Inflation a year; without it, that of the case.")]


def command(
    folder: options.Contract = None,
    table: Only = None,
    year: Year = None,
    inflation: Inflation = None,
    as_known_on: options.KnownOn = None,
    workspace: options.Workspace = None,
    format: options.Print = None,
) -> None:
    """From the finance returns in the workspace: who has a deficit and who pays for it, and where each pound went.

    With --format json or csv and no --table it prints every cell as one row.
    """
    here = settings(workspace=workspace, format=format)
    known_on = asked.day(as_known_on)
    from evenlode.finance.returns.tables import Money, open_book_of
    from evenlode.job import Workspace
    from evenlode.job.financing import inflation_of, signed_off, stored_returns
    from evenlode.terms.reading import read_contract
    from evenlode.terms.values import read_share

    contract = read_contract(asked.contract(folder, here.workspace))
    try:
        rate = read_share(inflation) if inflation else inflation_of(contract)
    except ValueError:
        rate = None
    if rate is None:
        raise typer.BadParameter("write inflation as a share with its %: --inflation 2.1%")
    place = Workspace(here.workspace)
    book = open_book_of(contract, stored_returns(place, known_on), rate, year, signed_off(place, known_on))
    tables = [one for one in book.tables if table in (None, one.name)]
    if not tables:
        raise typer.BadParameter(f'there is no table "{table}": use {", ".join(one.name for one in book.tables)}')
    if book.invented:
        note("INVENTED figures")
    if here.format is Format.TEXT:
        typer.echo(f"{'INVENTED: ' if book.invented else ''}{book.title}")
        for one in tables:
            typer.echo(f"\n{one.title} ({one.name})\n{one.says}")
            shown = [tuple(str(cell) if isinstance(cell, Money) else cell for cell in row) for row in one.rows]
            typer.echo(aligned(one.columns, shown) if shown else "None.")
    elif table:
        plain = [
            (*(cell.plain if isinstance(cell, Money) else cell for cell in row), book.invented)
            for row in tables[0].rows
        ]
        print_rows(here.format, (*tables[0].columns, "invented"), plain)
    else:
        cells = [
            (one.name, at, column, cell.plain if isinstance(cell, Money) else cell, book.invented)
            for one in tables
            for at, row in enumerate(one.rows, start=1)
            for column, cell in zip(one.columns, row, strict=True)
        ]
        print_rows(here.format, ("table", "row", "column", "value", "invented"), cells)
