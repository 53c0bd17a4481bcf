"""Propose a variation: what, from which day, and why."""

from __future__ import annotations

from typing import Annotated

import typer

from evenlode.cli import asked, options, stating
from evenlode.cli.output import note, print_rows
from evenlode.cli.settings import settings

Changes = Annotated[
    list[str], typer.Argument(metavar="NAME.FIELD=VALUE", help="What is to change, for example 5a.target=65%.")
]
Title = Annotated[str, typer.Option(metavar="TEXT", help="The variation in a line.")]
Effective = Annotated[str, typer.Option(metavar="DATE", help="The first day of the new values.")]
Why = Annotated[str, typer.Option(metavar="TEXT", help="Why, in a sentence.")]
Evidence = Annotated[list[str] | None, typer.Option(metavar="TEXT", help="What it rests on; may be repeated.")]
Parties = Annotated[
    list[str] | None, typer.Option("--party", metavar="PARTY", help="One more party that has to agree.")
]
Number = Annotated[str | None, typer.Option(metavar="CV-11", help="Its number; without it, the next one.")]
Reference = Annotated[str, typer.Option(metavar="TEXT", help="The paper that it is written in.")]
On = Annotated[str | None, typer.Option("--on", metavar="DATE", help="Day on paper, where that was before today.")]


def command(
    changes: Changes,
    title: Title,
    effective: Effective,
    why: Why,
    evidence: Evidence = None,
    party: Parties = None,
    number: Number = None,
    reference: Reference = "",
    on: On = None,
    by: stating.By = None,
    contract: stating.ContractFolder = None,
    workspace: options.Workspace = None,
    format: options.Print = None,
) -> None:
    """The commissioner, the lead provider and every --party have to agree. The contract folder stays as it is."""
    here = settings(workspace=workspace, format=format)
    first = asked.day(effective)
    if first is None or any("=" not in one for one in changes):
        raise typer.BadParameter("write each change as NAME.FIELD=VALUE, for example 5a.target=65%")
    from evenlode.job import Workspace
    from evenlode.job.variations import propose_variation
    from evenlode.records.variations import Wanted

    wanted = [Wanted(name.strip(), value.strip()) for name, _, value in (one.partition("=") for one in changes)]
    made, words = propose_variation(
        asked.contract(contract, here.workspace),
        Workspace(here.workspace),
        wanted,
        title=title,
        effective=first,
        why=why,
        by=stating.person(by),
        evidence=evidence or (),
        reference=reference,
        parties=party or (),
        number=number,
        on=asked.day(on),
    )
    print_rows(
        here.format,
        ("variation", "where", "before", "after"),
        [(made.number, one.where, one.before, one.after) for one in words],
    )
    note(f"{made.number} waits for {' and '.join(made.waiting)}")
