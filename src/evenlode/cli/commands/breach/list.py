"""List every step that followed underperformance."""

from __future__ import annotations

from evenlode.cli import asked, options, stating
from evenlode.cli.output import print_rows
from evenlode.cli.settings import Format, settings


def command(
    contract: stating.ContractFolder = None, workspace: options.Workspace = None, format: options.Print = None
) -> None:
    """With the points of each trajectory and what each withholding put into suspense."""
    here = settings(workspace=workspace, format=format)
    from evenlode.job import Workspace
    from evenlode.money import pounds, pounds_plain
    from evenlode.records.breaches import breaches
    from evenlode.records.journal import Journal
    from evenlode.terms.reading import read_contract
    from evenlode.terms.values import say_share

    say = pounds if here.format is Format.TEXT else pounds_plain
    read = read_contract(asked.contract(contract, here.workspace))
    with Journal.open(Workspace(here.workspace).records, create=False) as journal:
        rows = [
            (
                one.on.isoformat(),
                one.indicator,
                one.step.value,
                one.by,
                one.clause,
                say(one.amount) if one.amount else "",
                ", ".join(f"{say_share(point.line)} by {point.by_day}" for point in one.waypoints) or one.because,
            )
            for one in breaches(journal, read.slug)
        ]
    print_rows(here.format, ("on", "indicator", "step", "by", "clause", "withheld", "said"), rows)
