"""Measure, judge and pay one contract year, and report it."""

from __future__ import annotations

from evenlode.cli import asked, options
from evenlode.cli.progress import progress
from evenlode.cli.settings import settings
from evenlode.cli.telling import tell


def command(
    folder: options.Contract = None,
    period: options.PeriodText = None,
    as_known_on: options.KnownOn = None,
    workspace: options.Workspace = None,
    store: options.Store = None,
    to: options.To = None,
    threads: options.Threads = None,
    format: options.Print = None,
) -> None:
    """Without --period it is the last contract year that the data cover to its end."""
    here = settings(workspace=workspace, store=store, to=to, threads=threads, format=format)
    year, known_on = asked.period(period), asked.day(as_known_on)
    from evenlode.job import Workspace, run

    with progress() as say:
        result = run(
            asked.contract(folder, here.workspace),
            Workspace(here.workspace),
            period=year,
            store=here.store,
            as_known_on=known_on,
            to=here.to,
            threads=here.threads,
            progress=say,
        )
    tell(result, here.format)
