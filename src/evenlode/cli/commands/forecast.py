"""Look ahead: chances, people still needed, pay."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from evenlode.cli import asked, options
from evenlode.cli.output import note, print_rows
from evenlode.cli.settings import Format, settings

Outturns = Annotated[Path | None, typer.Option(metavar="FILE", help="Outturn file; without it, the newest figures.")]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="Look ahead from this day.")]
Draws = Annotated[int, typer.Option(min=50, max=20_000, metavar="N", help="How many years to draw.")]
Seed = Annotated[int, typer.Option(metavar="N", help="The same seed gives the same forecast.")]


def command(
    folder: options.Contract = None,
    outturns: Outturns = None,
    as_of: AsOf = None,
    draws: Draws = 400,
    seed: Seed = 1,
    period: options.PeriodText = None,
    workspace: options.Workspace = None,
    format: options.Print = None,
) -> None:
    """People still to come are taken to be as many in each period as before, with shares that fit those so far."""
    here = settings(workspace=workspace, format=format)
    day, year = asked.day(as_of), asked.period(period)
    from evenlode.job import Workspace
    from evenlode.job.forecasting import forecast_year
    from evenlode.money import pounds, pounds_plain
    from evenlode.terms.values import say_share

    made = forecast_year(
        asked.contract(folder, here.workspace),
        Workspace(here.workspace),
        period=year,
        outturns=outturns,
        as_of=day,
        draws=draws,
        seed=seed,
    )
    found = made.forecast
    say = pounds if here.format is Format.TEXT else pounds_plain
    rows = []
    for one in found.indicators:
        so_far = f"{one.numerator:,} of {one.denominator:,}" if one.numerator is not None else one.why_not
        money = (say(one.expected), say(one.low), say(one.high)) if not one.why_not else (None, None, None)
        for reach in one.reaches or (None,):
            line = (reach.level, say_share(reach.line), reach.needed, reach.of, f"{reach.chance:.0%}") if reach else ()
            rows.append((one.code, so_far, *(line or (None, None, None, None, None)), *money))
    columns = ("indicator", "so far", "level", "line", "needed", "of", "chance", "expected", "low", "high")
    if here.format is Format.TEXT:
        mark = "INVENTED figures\n" if made.invented else ""
        typer.echo(f"{mark}{found.year}, as of {found.as_of}, {found.months} months over")
    print_rows(here.format, columns, rows)
    note(
        f"Expected of the pot of {pounds(found.pot)}: {pounds(found.expected)}, "
        f"in 80 of 100 drawn years {pounds(found.low)} to {pounds(found.high)}; "
        f"accrual to date {pounds(found.accrual)}"
    )
