"""Publish figures safely: hide, audit, record; or refuse."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evenlode.cli import asked, options
from evenlode.cli.failing import NOT_ALLOWED, in_columns, leave
from evenlode.cli.output import note, print_rows
from evenlode.cli.progress import progress
from evenlode.cli.settings import Format, settings
from evenlode.cli.telling import shown
from evenlode.problems import Refusal

if TYPE_CHECKING:
    from evenlode.job.releasing import ReleaseResult

Run = Annotated[str | None, typer.Option(metavar="RUN", help="Run to release; without it, the newest with outturns.")]
PolicyName = Annotated[str, typer.Option("--policy", metavar="NAME", help="Disclosure policy.")]
Tables = Annotated[
    list[str] | None,
    typer.Option("--what", metavar="TABLE[:SPAN]", help="Table to release, for example headline:year."),
]
Indicators = Annotated[list[str] | None, typer.Option("--indicator", metavar="NAME", help="Release this one alone.")]
Segments = Annotated[list[str] | None, typer.Option("--segment", metavar="NAME", help="Release this segment alone.")]
Within = Annotated[str | None, typer.Option(metavar="2017-10-01..2018-09-30", help="Release what lies in these days.")]
MayGo = Annotated[bool, typer.Option("--headlines-may-go", help="Hide a headline where nothing else protects.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Audit and tell everything, write and record nothing.")]
ContractFolder = Annotated[
    Path | None, typer.Option("--contract", metavar="DIR", help="Contract folder; without it, the workspace's.")
]


def command(
    run: Run = None,
    policy: PolicyName = "evenlode-default",
    what: Tables = None,
    indicator: Indicators = None,
    segment: Segments = None,
    within: Within = None,
    headlines_may_go: MayGo = False,
    dry_run: DryRun = False,
    contract: ContractFolder = None,
    workspace: options.Workspace = None,
    format: options.Print = None,
) -> None:
    """Tables: headline, by-provider, by-segment, by-provider-and-segment. Spans: month, quarter, year, year-to-date.

    It prints what is hidden and why. A release that would give somebody away is refused and ends with 4; nothing is
    written then. What may be published is in the folder public of the release.
    """
    import getpass

    here = settings(workspace=workspace, format=format)
    days = asked.period(within)
    from evenlode.disclosure import What, read_what
    from evenlode.job import Workspace
    from evenlode.job.releasing import release

    try:
        with progress() as say:
            result = release(
                asked.contract(contract, here.workspace),
                Workspace(here.workspace),
                run=run,
                policy=policy,
                what=What(read_what(what or ()), frozenset(indicator or ()), frozenset(segment or ()), days),
                headlines_may_go=headlines_may_go,
                dry_run=dry_run,
                by=getpass.getuser(),
                progress=say,
            )
    except Refusal as refusal:
        if refusal.rule.startswith("DISCLOSURE."):
            leave(NOT_ALLOWED, in_columns(refusal.problems))
        raise
    _tell(result, here.format)
    if result.plan.refused:
        leave(NOT_ALLOWED, in_columns(result.plan.refused))


def _tell(result: ReleaseResult, form: Format) -> None:
    """What is hidden and why: counted for a person, every number for a machine; then where the release is."""
    from evenlode.disclosure.public import hidden

    if form is Format.TEXT:
        if result.invented:
            typer.echo("INVENTED figures")
        counted = Counter(
            (one.table.value, one.span.value, part.value, why) for _, one, part, why in hidden(result.plan)
        )
        rows = [(*line, number) for line, number in sorted(counted.items())]
        print_rows(form, ("table", "span", "hidden", "why", "numbers"), rows)
        figures = sum(len(sheet.shown) for sheet in result.plan.sheets)
        typer.echo(f"{figures:,} figures of {len(result.plan.sheets)} indicators under {result.plan.policy.name}")
    else:
        columns = ("indicator", "span", "start", "end", "provider", "segment", "hidden", "why")
        print_rows(
            form,
            columns,
            [
                (name, one.span, str(one.period.start), str(one.period.end), one.provider, one.segment, part, why)
                for name, one, part, why in hidden(result.plan)
            ],
        )
    for left in result.plan.left_out:
        note(f"Left out: {left.count:,} figures of {left.indicator}: {left.why}")
    if result.folder and result.recorded:
        note(
            f"Release {result.recorded.number} is in {shown(result.folder)}; only its folder public is for publication"
        )
    elif not result.plan.refused:
        note("A dry run: nothing was written")
