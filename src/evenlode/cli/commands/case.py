"""Compute the financial case and compare it with the print."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evenlode.cli import asked, options
from evenlode.cli.output import print_rows
from evenlode.cli.settings import Format, settings
from evenlode.problems import Refusal

if TYPE_CHECKING:
    from evenlode.finance.case import Case
    from evenlode.finance.fan import Fan
    from evenlode.finance.tornado import Bar

Changed = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="NAME=VALUE",
        help="Change an assumption, a lever (lever:NAME=50%) or a service (scope:NAME=£700k). May be given again.",
    ),
]
Tornado = Annotated[bool, typer.Option("--tornado", help="Add what each assumption does alone, over its range.")]
ShowFan = Annotated[
    bool, typer.Option("--fan", help="Add many draws of the assumptions and the chance of staying within.")
]
Draws = Annotated[int, typer.Option(metavar="N", help="Draws of the fan.")]
Seed = Annotated[int, typer.Option(metavar="N", help="Seed of the fan: the same seed, the same figures.")]
Chart = Annotated[Path | None, typer.Option(metavar="DIR", help="Draw what is shown as SVG files in this folder.")]
Spells = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", help="CSV of spells and unit cost by HoNOS cluster: adds what the levers save of them."
    ),
]
All = Annotated[bool, typer.Option("--all", help="Show every compared cell, fit and note, not just what differs.")]


def command(
    folder: options.Contract = None,
    set_: Changed = None,
    tornado: Tornado = False,
    fan: ShowFan = False,
    draws: Draws = 10_000,
    seed: Seed = 1,
    chart: Chart = None,
    spells: Spells = None,
    all_: All = False,
    workspace: options.Workspace = None,
    format: options.Print = None,
) -> None:
    """First what the text does not say: the contract against efficiency alone, and room under the cap.

    Then the projections, the cells that differ from the print, every oddity and the benchmark. With --format json or
    csv it prints every figure as one row. Amounts are thousands of pounds.
    """
    here = settings(workspace=workspace, format=format)
    from evenlode.cli.financing import case_in_words, model_in_words
    from evenlode.finance.fan import fan as drawn_fan
    from evenlode.finance.figures import case_figures, model_figures
    from evenlode.finance.spells import read_spells
    from evenlode.finance.tornado import tornado as bars_of
    from evenlode.job.financing import changed_case, financial_case

    supplied = read_spells(spells) if spells else None
    case = financial_case(asked.contract(folder, here.workspace))
    try:
        case = changed_case(case, set_ or ())
        drawn = drawn_fan(case, draws, seed) if fan else None
    except Refusal as refusal:
        raise typer.BadParameter("; ".join(f"{one.message}. {one.fix}" for one in refusal.problems)) from None
    bars = bars_of(case) if tornado else ()
    if chart:
        _draw(chart, case, bars, drawn)
    if here.format is Format.TEXT:
        said = model_in_words(case, supplied) if supplied else case_in_words(case, bars, drawn, everything=all_)
        typer.echo("\n".join(said))
        return
    figures = model_figures(case, supplied) if supplied else case_figures(case, bars, drawn)
    rows = [(one.part, one.line, one.column, one.printed, one.value, one.unit, one.note) for one in figures]
    print_rows(here.format, ("part", "line", "column", "printed", "value", "unit", "note"), rows)


def _draw(to: Path, case: Case, bars: Sequence[Bar], drawn: Fan | None) -> None:
    """Write projections.svg, and tornado.svg and a fan a projection where these were asked for."""
    from evenlode.report.finance import bars as shapes
    from evenlode.report.finance import lines

    pictures = {"projections": lines.projections(case)}
    if bars:
        pictures["tornado"] = shapes.tornado(case, bars)
    for line, picture in (lines.fans(case, drawn) if drawn else {}).items():
        pictures[f"fan-{line.replace(' ', '-')}"] = picture
    to.mkdir(parents=True, exist_ok=True)
    for name, picture in pictures.items():
        (to / f"{name}.svg").write_text(picture.svg, encoding="utf-8", newline="\n")
