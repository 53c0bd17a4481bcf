"""Record a step about an indicator that was missed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from evenlode.cli import asked, options, stating
from evenlode.cli.output import print_rows
from evenlode.cli.settings import settings

Step = Annotated[
    str, typer.Argument(metavar="STEP", help="breach, notice, plan, trajectory, release, withhold, break.")
]
Indicator = Annotated[str, typer.Argument(metavar="INDICATOR", help="Indicator or quality standard, by slug or code.")]
Clause = Annotated[str, typer.Option(metavar="TEXT", help="The clause that it rests on.")]
Reach = Annotated[
    list[str] | None, typer.Option(metavar="DATE=LINE", help="A point of the trajectory, for example 2026-12-31=55%.")
]
On = Annotated[str | None, typer.Option("--on", metavar="DATE", help="Day on paper, where that was before today.")]


def command(
    step: Step,
    indicator: Indicator,
    clause: Clause,
    reach: Reach = None,
    on: On = None,
    because: stating.Because = "",
    by: stating.By = None,
    contract: stating.ContractFolder = None,
    workspace: options.Workspace = None,
    format: options.Print = None,
) -> None:
    """Each step follows the one before it; a trajectory may be put right by another."""
    here = settings(workspace=workspace, format=format)
    day = asked.day(on)
    from evenlode.job import Workspace
    from evenlode.problems import refuse
    from evenlode.records.breaches import record_breach
    from evenlode.records.journal import Journal
    from evenlode.settlement.breaching import BreachDone, BreachStep, Waypoint
    from evenlode.terms.reading import read_contract
    from evenlode.terms.values import read_day, read_line

    if step not in list(BreachStep):
        raise typer.BadParameter(f'"{step}" is no step: use {", ".join(BreachStep)}')
    points = []
    for one in reach or ():
        first, _, line = one.partition("=")
        try:
            points.append(Waypoint(read_day(first.strip()), read_line(line.strip())))
        except ValueError:
            raise typer.BadParameter(f'"{one}" is no point: write it as 2026-12-31=55%') from None
    read = read_contract(asked.contract(contract, here.workspace))
    own = read.indicator(indicator)
    today = datetime.now(UTC).date()
    if day is not None and day > today:
        raise refuse("BREACH.DATE", f"{day} has not come yet", "Give the day on which it was done", field="on")
    slug = next(one.indicator for one in read.definitions(read.term) if one.code == own.code)
    new = BreachDone(slug, BreachStep(step), day or today, stating.person(by), clause, because, tuple(points))
    with Journal.open(Workspace(here.workspace).records) as journal:
        record_breach(journal, read.slug, new)
    print_rows(here.format, ("indicator", "step", "on", "by", "clause"), [(slug, step, str(new.on), new.by, clause)])
