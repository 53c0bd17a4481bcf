"""Record a step about a missed indicator, with what it withholds."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated

import typer

from evenlode.cli import asked, options, stating
from evenlode.cli.asked_money import pounds_typed
from evenlode.cli.output import print_rows
from evenlode.cli.settings import Format, settings

Step = Annotated[
    str, typer.Argument(metavar="STEP", help="breach, notice, plan, trajectory, withhold, release, forfeit, break.")
]
Indicator = Annotated[str, typer.Argument(metavar="INDICATOR", help="Indicator or quality standard, by slug or code.")]
Clause = Annotated[str, typer.Option(metavar="TEXT", help="The clause that it rests on.")]
Reach = Annotated[
    list[str] | None, typer.Option(metavar="DATE=LINE", help="A point of the trajectory, for example 2026-12-31=55%.")
]
Amount = Annotated[str, typer.Option(metavar="£1,000", help="How much is withheld, into suspense.")]
On = Annotated[str | None, typer.Option("--on", metavar="DATE", help="Day on paper, where that was before today.")]


def command(
    step: Step,
    indicator: Indicator,
    clause: Clause,
    reach: Reach = None,
    amount: Amount = "£0",
    on: On = None,
    because: stating.Because = "",
    by: stating.By = None,
    contract: stating.ContractFolder = None,
    workspace: options.Workspace = None,
    format: options.Print = None,
) -> None:
    """Each step follows the one before it; a trajectory may be put right by another.

    What is withheld lies in suspense. A release gives it back to the provider. A forfeit gives it to what is
    reinvested, and a break forfeits what is still withheld.
    """
    here = settings(workspace=workspace, format=format)
    day, withheld = asked.day(on), pounds_typed(amount)
    from evenlode.job import Workspace
    from evenlode.job.stating import year_of_statements
    from evenlode.money import pounds, pounds_plain
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
    by_whom = stating.person(by)
    new = BreachDone(slug, BreachStep(step), day or today, by_whom, clause, because, tuple(points), withheld)
    with Journal.open(Workspace(here.workspace).records) as journal:
        most = None
        if withheld:
            year = read.year_of(min(new.on, read.term.end))
            name, _ = year_of_statements(journal, read, None)
            new = replace(new, year=f"{name}/{year.start.isoformat()}")
            most = read.terms_on(year.end).annual_value
        record_breach(journal, read.slug, new, most=most)
    say = pounds if here.format is Format.TEXT else pounds_plain
    row = (slug, step, str(new.on), new.by, clause, say(withheld) if withheld else "")
    print_rows(here.format, ("indicator", "step", "on", "by", "clause", "withheld"), [row])
