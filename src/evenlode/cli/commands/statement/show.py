"""Show a statement, or write it as PDF, Word and Excel."""

from __future__ import annotations

from typing import Annotated

import typer

from evenlode.cli import asked, options, stating
from evenlode.cli.output import print_rows
from evenlode.cli.settings import Format, settings
from evenlode.cli.telling import shown

Named = Annotated[
    str | None, typer.Argument(metavar="STATEMENT", help="Number, key or hash; without it, the newest of the year.")
]
Partner = Annotated[
    str | None, typer.Option(metavar="NAME", help="Write what concerns this partner alone, under the name shown.")
]
As = Annotated[
    list[str] | None, typer.Option("--as", metavar="pdf|docx|xlsx|html", help="Form to write; may be repeated.")
]


def command(
    statement: Named = None,
    partner: Partner = None,
    as_: As = None,
    period: options.PeriodText = None,
    contract: stating.ContractFolder = None,
    workspace: options.Workspace = None,
    to: options.To = None,
    format: options.Print = None,
) -> None:
    """With --to it writes the documents there, each with the statement's hash; else it prints the history."""
    here = settings(workspace=workspace, to=to, format=format)
    year = asked.period(period)
    from evenlode.job import Workspace
    from evenlode.job.stating import show, write_views
    from evenlode.money import pounds, pounds_plain
    from evenlode.report.statement_report import said

    wanted = tuple(as_ or ("pdf", "docx", "xlsx"))
    if strange := sorted(set(wanted) - {"pdf", "docx", "xlsx", "html"}):
        raise typer.BadParameter(f"{', '.join(strange)} is no form: use pdf, docx, xlsx or html")
    if (partner or as_) and here.to is None:
        raise typer.BadParameter("name the folder to write to with --to")
    found = show(asked.contract(contract, here.workspace), Workspace(here.workspace), statement, year)
    if here.to is not None:
        files = write_views(found, here.to, wanted, partner)
        print_rows(here.format, ("file",), [(shown(file),) for file in files])
        return
    say = pounds if here.format is Format.TEXT else pounds_plain
    recorded, totals = found.listed.recorded, found.listed.document["totals"]
    if here.format is Format.TEXT:
        mark = ["INVENTED figures"] if found.listed.document["invented"] else []
        money = ", ".join(f"{name.replace('_', ' ')} {say(amount)}" for name, amount in totals.items())
        typer.echo("\n".join([*mark, f"{recorded.key}: {found.listed.state.value}", f"{money}", recorded.sha256, ""]))
    rows = [(one.on.isoformat(), one.step.value, one.version, one.by, said(one)) for one in found.history.done]
    print_rows(here.format, ("on", "step", "version", "by", "said"), rows)
