"""Say how an indicator is counted and judged, row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from evenlode.cli import asked, options
from evenlode.cli.failing import NOT_ALLOWED, leave
from evenlode.cli.output import note, print_rows
from evenlode.cli.settings import Format, settings

if TYPE_CHECKING:
    from evenlode.measures.who_counts import CountedUnit

Indicator = Annotated[
    str,
    typer.Argument(metavar="INDICATOR", help="Name or code of an indicator, standard, proposal or official measure."),
]
Month = Annotated[str | None, typer.Option(metavar="2018-09", help="Month to count; without it, the last with data.")]
Sql = Annotated[bool, typer.Option("--sql", help="Print the query that counts the month's rows, and nothing else.")]

Rows = Annotated[bool, typer.Option("--rows", help="Print who counted and why, and nothing else. Rows' zone only.")]
RowsZone = Annotated[
    bool, typer.Option("--rows-zone", help="You are where rows about people may be seen; without it none are shown.")
]

NOTICE = """These rows are about people, under pseudonyms. Keep them where the rows are, and use them to check figures:
they are not for direct care. Nothing of this was written to a file."""


def command(
    indicator: Indicator,
    folder: options.Contract = None,
    month: Month = None,
    as_known_on: options.KnownOn = None,
    sql: Sql = False,
    rows: Rows = False,
    rows_zone: RowsZone = False,
    workspace: options.Workspace = None,
    store: options.Store = None,
    format: options.Print = None,
) -> None:
    """Its definition with every parameter, its targets through time, and for one month the rows left at each step.

    The rows need a store; without one the definition is explained alone. Where rows about people may be seen,
    --rows --rows-zone prints which of them counted and why. Proposals and official measures are explained like any
    other, and said to be what they are.
    """
    here = settings(workspace=workspace, store=store, format=format)
    chosen, known_on = asked.month(month), asked.day(as_known_on)
    if rows and not rows_zone:
        said = "Rows about people are shown only where they may lawfully be: if you are there, add --rows-zone."
        leave(NOT_ALLOWED, said)
    from evenlode.cli.explaining import Place, definition_facts, in_words, is_supplied, people, query, step_facts
    from evenlode.job import Workspace
    from evenlode.terms.reading import read_contract

    contract = read_contract(asked.contract(folder, here.workspace)).taking_up([indicator])
    own = Workspace(here.workspace).store
    place = Place(here.store or (str(own) if own.exists() else None), known_on)
    if sql:
        typer.echo(query(contract, indicator, place, chosen))
        return
    if rows:
        found = people(contract, indicator, place, chosen)
        note(NOTICE)
        columns = ("unit", "person", "providers", "segments", "counted", "why")
        print_rows(here.format, columns, [_cells(one) for one in found])
        return
    facts = definition_facts(contract, indicator)
    if is_supplied(contract, indicator):
        note("The figure is supplied, so there are no rows to count")
    elif place.url is None:
        note("There is no store, so no rows were counted: name one with --store")
    else:
        facts += step_facts(contract, indicator, place, chosen)
    if here.format is Format.TEXT:
        typer.echo("\n".join(in_words(facts)))
    else:
        print_rows(here.format, ("part", "what", "value"), [(fact.part, fact.what, fact.value) for fact in facts])


def _cells(one: CountedUnit) -> tuple[str, ...]:
    """One line of the table; a name that a spreadsheet would take for a formula is written as text."""
    from evenlode.data.supplied.cells import written

    names = (one.unit, one.person, " + ".join(one.providers), " + ".join(one.segments))
    return (*map(written, names), one.counted, one.why)
