"""Work out an indicator under every other reading, in pounds too."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated

import typer

from evenlode.cli import asked, options
from evenlode.cli.output import Cell, note, print_rows
from evenlode.cli.progress import progress
from evenlode.cli.settings import Format, settings

if TYPE_CHECKING:
    from evenlode.job.readings import ReadAs, Readings

Indicator = Annotated[
    str,
    typer.Argument(metavar="INDICATOR", help="Name or code of an indicator or standard, proposed ones too."),
]

PLAIN = ("reading", "changes", "numerator", "denominator", "value", "points", "status", "earned_pence", "more_pence")
SHOWN = ("reading", "counted", "value", "points", "status", "earned", "contract pays", "difference")


def command(
    indicator: Indicator,
    folder: options.Contract = None,
    period: options.PeriodText = None,
    as_known_on: options.KnownOn = None,
    workspace: options.Workspace = None,
    store: options.Store = None,
    threads: options.Threads = None,
    format: options.Print = None,
) -> None:
    """How much a figure and its money hang on a choice that the printed words leave open.

    Each reading is declared beside the indicator, under alternatives. It is measured, judged and paid with everything
    else as it stands. Points are percentage points of the indicator; the difference is in what the whole contract pays.
    """
    here = settings(workspace=workspace, store=store, threads=threads, format=format)
    chosen, known_on = asked.period(period), asked.day(as_known_on)
    from evenlode.job.readings import readings
    from evenlode.job.workspace import Workspace

    with progress() as say:
        found = readings(
            asked.contract(folder, here.workspace),
            Workspace(here.workspace),
            indicator,
            period=chosen,
            store=here.store,
            as_known_on=known_on,
            threads=here.threads,
            progress=say,
        )
    every = (found.in_force, *found.others)
    if here.format is not Format.TEXT:
        print_rows(here.format, PLAIN, [_plain(found, one) for one in every])
        return
    typer.echo(f"{'INVENTED. ' if found.invented else ''}{found.code} {found.title}, {found.year}\n")
    print_rows(here.format, SHOWN, [_shown(found, one) for one in every])
    if found.in_force.pays is None:
        note("No money depends on it")


def _plain(found: Readings, one: ReadAs) -> list[Cell]:
    counts = (one.outturn.numerator, one.outturn.denominator) if one.outturn else (None, None)
    status = one.status.value if one.status else None
    value, points = _decimal(one.value, 6), _decimal(found.points(one), 4)
    return [one.reading, one.changes, *counts, value, points, status, one.earned, found.pence(one)]


def _shown(found: Readings, one: ReadAs) -> list[Cell]:
    from evenlode.money import pounds

    is_base = one is found.in_force
    counted = f"{one.outturn.numerator} of {one.outturn.denominator}" if one.outturn else "nothing"
    points, pence = found.points(one), found.pence(one)
    return [
        one.reading,
        counted,
        _value(found, one.value),
        "" if is_base or points is None else f"{_decimal(points, 1)}",
        one.status.value if one.status else "",
        "" if one.earned is None else pounds(one.earned),
        "" if one.pays is None else pounds(one.pays),
        "" if is_base or pence is None else pounds(pence),
    ]


def _value(found: Readings, value: Fraction | None) -> str:
    from evenlode.results import Kind

    if value is None:
        return "no figure"
    if found.kind in (Kind.PROPORTION, Kind.CHANGE):
        return f"{_decimal(value * 100, 1)}%"
    return f"{int(value)}" if value.denominator == 1 else f"{_decimal(value, 2)}"


def _decimal(value: Fraction | None, digits: int) -> str | None:
    """The number with so many decimals at most, half to even."""
    if value is None:
        return None
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return f"{exact.quantize(Decimal(1).scaleb(-digits)) + 0:f}"
