"""Count the rows: the half of a run that needs records."""

from __future__ import annotations

from evenlode.cli import asked, options
from evenlode.cli.progress import progress
from evenlode.cli.settings import settings
from evenlode.cli.telling import tell


def command(
    folder: options.Contract = None,
    as_known_on: options.KnownOn = None,
    workspace: options.Workspace = None,
    store: options.Store = None,
    to: options.To = None,
    threads: options.Threads = None,
    format: options.Print = None,
) -> None:
    """The outturn file it leaves holds counts and no person; `evenlode settle --outturns` takes it from there."""
    here = settings(workspace=workspace, store=store, to=to, threads=threads, format=format)
    known_on = asked.day(as_known_on)
    from evenlode.job import Workspace, measure

    with progress() as say:
        result = measure(
            asked.contract(folder, here.workspace),
            Workspace(here.workspace),
            store=here.store,
            as_known_on=known_on,
            to=here.to,
            threads=here.threads,
            progress=say,
        )
    tell(result, here.format)
