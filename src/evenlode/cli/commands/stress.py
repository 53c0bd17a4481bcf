"""How much would be paid for luck and gaming; what to change."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from evenlode.cli import asked, options
from evenlode.cli.output import note, print_rows
from evenlode.cli.progress import progress
from evenlode.cli.settings import Format, settings

Data = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Outturn file that says how many are counted and what is true now."),
]
Against = Annotated[
    Path | None, typer.Option(metavar="FOLDER", help="A second offer, paid for the same invented years.")
]
Years = Annotated[int, typer.Option(min=100, metavar="N", help="How many contract years to invent.")]
Seed = Annotated[int, typer.Option(metavar="N", help="The same seed gives the same answer.")]


def command(
    folder: options.Contract = None,
    data: Data = None,
    against: Against = None,
    period: options.PeriodText = None,
    years: Years = 10_000,
    seed: Seed = 2013,
    workspace: options.Workspace = None,
    to: options.To = None,
    format: options.Print = None,
) -> None:
    """The contract's own judging and paying decide thousands of invented years.

    The report is left as HTML, PDF, Word and workbook. With --format json or csv it prints one row a figure.
    """
    here = settings(workspace=workspace, to=to, format=format)
    from evenlode.job.stressing import stress
    from evenlode.job.workspace import Workspace

    with progress() as say:
        run = stress(
            asked.contract(folder, here.workspace),
            Workspace(here.workspace),
            data=data,
            against=against,
            period=asked.period(period),
            years=years,
            seed=seed,
            to=here.to,
            progress=say,
        )
    found = run.found
    if here.format is not Format.TEXT:
        rows = [
            (one.code, one.title, figure.of, figure.said, _plain(figure.value), figure.pounds)
            for one in found.findings
            for figure in one.figures
        ]
        print_rows(here.format, ("code", "title", "of", "said", "value", "pence"), rows)
        return
    from evenlode.report.stress_report import headline
    from evenlode.stress.words import percent, thousands

    typer.echo(f"{'INVENTED. ' if run.invented else ''}{headline(found)}.\n")
    for noise in found.noise:
        typer.echo(f"  {thousands(noise.pay):>12}  {percent(noise.share, 1):>6}  {noise.assumption}")
    typer.echo("\nThe three indicators whose pay luck moves most:")
    for worst in found.worst:
        typer.echo(f"  {worst.code:6} {thousands(worst.luck):>10} of {thousands(worst.at_stake)}; {worst.change}")
    if run.negotiation:
        typer.echo(f"\n{run.negotiation.sentence}")
    if found.not_estimable:
        note(f"Not estimable from data, the line stands in: {', '.join(found.not_estimable)}")
    note(f"The report is in {run.folder}")


def _plain(value: float | None) -> str | None:
    """A figure to six significant digits, so that every machine prints the same."""
    return None if value is None else f"{value:.6g}"
