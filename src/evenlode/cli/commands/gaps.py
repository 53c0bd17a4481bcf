"""List who counts against an indicator, and what would change it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evenlode.cli import asked, options
from evenlode.cli.failing import NOT_ALLOWED, leave
from evenlode.cli.output import Cell, note, print_rows
from evenlode.cli.settings import settings
from evenlode.cli.telling import shown

if TYPE_CHECKING:
    from evenlode.measures.gaps import Gap

Indicator = Annotated[
    str, typer.Argument(metavar="INDICATOR", help="Name or code of an indicator or standard, proposed ones too.")
]
Month = Annotated[str | None, typer.Option(metavar="2018-09", help="Month to count; without it, the last with data.")]
Year = Annotated[bool, typer.Option("--year", help="Count the contract year so far, and look ahead to its end.")]
By = Annotated[
    str | None, typer.Option("--by", metavar="DATE", help="Day to look ahead to; without it, the next month's end.")
]
Provider = Annotated[str | None, typer.Option(metavar="NAME", help="One provider, as its own rows say.")]
RowsZone = Annotated[
    bool, typer.Option("--rows-zone", help="You are where rows about people may be seen; without it none are shown.")
]
Reidentify = Annotated[
    bool, typer.Option("--reidentify", help="Write your own people into your own workspace; print none.")
]
People = Annotated[
    Path | None, typer.Option(metavar="FILE", help="CSV file of your own people: Person_ID, NHSNumber, LocalPatientID.")
]
Key = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Key of the pseudonyms; without it, the workspace's pseudonyms.key.")
]

NOTICE = """These rows are about people, under pseudonyms. Keep them where the rows are, and use them to find records
that are missing or late: they are not for direct care. Nothing of this was written to a file."""
COLUMNS = ("unit", "person", "providers", "segments", "counts as", "what would change it", "by")


def command(
    indicator: Indicator,
    folder: options.Contract = None,
    month: Month = None,
    year: Year = False,
    by: By = None,
    provider: Provider = None,
    rows_zone: RowsZone = False,
    reidentify: Reidentify = False,
    people: People = None,
    key: Key = None,
    as_known_on: options.KnownOn = None,
    workspace: options.Workspace = None,
    store: options.Store = None,
    threads: options.Threads = None,
    format: options.Print = None,
) -> None:
    """Who fails, who has no record, what is not over yet, and who counts now and will not for long.

    Everybody is under a pseudonym. With --reidentify a provider writes its own people, and nobody else's, into the
    folder own-people of its workspace, from a file that it keeps. Nothing of either goes into a run or a statement.
    """
    here = settings(workspace=workspace, store=store, threads=threads, format=format)
    chosen, until, known_on = asked.month(month), asked.day(by), asked.day(as_known_on)
    if not rows_zone:
        said = "Rows about people are shown only where they may lawfully be: if you are there, add --rows-zone."
        leave(NOT_ALLOWED, said)
    if reidentify and (provider is None or people is None):
        raise typer.BadParameter("--reidentify needs your own --provider, and --people: the file that you keep")
    if (people or key) and not reidentify:
        raise typer.BadParameter("--people and --key go with --reidentify")
    from evenlode.job import Workspace
    from evenlode.job.gaps import Asked, find_gaps

    place = Workspace(here.workspace)
    own = None
    if reidentify and provider and people:
        from evenlode.job.own_people import own_people

        own = own_people(place, provider, here.store or place.store, people, key or place.folder / "pseudonyms.key")
    found = find_gaps(
        asked.contract(folder, here.workspace),
        place,
        indicator,
        Asked(chosen, year, until, provider),
        store=here.store,
        as_known_on=known_on,
        threads=here.threads,
    )
    if own:
        done = own.write(found)
        print_rows(here.format, ("file", "found", "not found"), [(shown(done.file), done.found, done.not_found)])
        return
    note(NOTICE)
    print_rows(here.format, COLUMNS, [_cells(one) for one in found.gaps])


def _cells(one: Gap) -> tuple[Cell, ...]:
    """One line of the table; a name that a spreadsheet would take for a formula is written as text."""
    from evenlode.data.supplied.cells import written

    names = (one.unit, one.person or "", " + ".join(one.providers), " + ".join(one.segments))
    return (*map(written, names), one.state.value, one.change, one.by.isoformat() if one.by else "")
