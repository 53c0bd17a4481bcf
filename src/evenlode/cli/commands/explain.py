"""Say how an indicator is counted and judged, row by row."""

from __future__ import annotations

from typing import Annotated

import typer

from evenlode.cli import asked, options
from evenlode.cli.output import note, print_rows
from evenlode.cli.settings import Format, settings

Indicator = Annotated[
    str,
    typer.Argument(metavar="INDICATOR", help="Name or code of an indicator or local quality standard, for example 5a."),
]
Month = Annotated[str | None, typer.Option(metavar="2018-09", help="Month to count; without it, the last with data.")]
Sql = Annotated[bool, typer.Option("--sql", help="Print the query that counts the month's rows, and nothing else.")]


def command(
    indicator: Indicator,
    folder: options.Contract = None,
    month: Month = None,
    sql: Sql = False,
    workspace: options.Workspace = None,
    store: options.Store = None,
    format: options.Print = None,
) -> None:
    """Its definition with every parameter, its targets through time, and for one month the rows left at each step.

    The rows need a store; without one the definition is explained alone.
    """
    here = settings(workspace=workspace, store=store, format=format)
    chosen = asked.month(month)
    from evenlode.cli.explaining import definition_facts, in_words, is_supplied, query, step_facts
    from evenlode.job import Workspace
    from evenlode.terms.reading import read_contract

    contract = read_contract(asked.contract(folder, here.workspace))
    own = Workspace(here.workspace).store
    place = here.store or (str(own) if own.exists() else None)
    if sql:
        typer.echo(query(contract, indicator, place, chosen))
        return
    facts = definition_facts(contract, indicator)
    if is_supplied(contract, indicator):
        note("The figure is supplied, so there are no rows to count")
    elif place is None:
        note("There is no store, so no rows were counted: name one with --store")
    else:
        facts += step_facts(contract, indicator, place, chosen)
    if here.format is Format.TEXT:
        typer.echo("\n".join(in_words(facts)))
    else:
        print_rows(here.format, ("part", "what", "value"), [(fact.part, fact.what, fact.value) for fact in facts])
