"""Take in supplied figures, or make the workbook for them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evenlode.cli import asked, options
from evenlode.cli.failing import in_columns
from evenlode.cli.output import note, print_rows
from evenlode.cli.settings import Settings, settings
from evenlode.cli.telling import shown
from evenlode.problems import Problem, Refusal

if TYPE_CHECKING:
    from datetime import date

    from evenlode.data.mapping import MappingForm
    from evenlode.data.supplied.supplied import Supplied

Files = Annotated[
    list[Path] | None,
    typer.Argument(metavar="FILE", help="Outturn CSV, KPI workbook, published judgements or national publication."),
]
ContractFolder = Annotated[
    Path | None, typer.Option(metavar="DIR", help="Contract folder; without it, the workspace's.")
]
Received = Annotated[str | None, typer.Option(metavar="DATE", help="The day the files came in; without it, today.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Read and tell everything, record nothing.")]
Workbook = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Make the KPI workbook of the --period to fill in, and nothing else."),
]
Mapping = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Mapping of a file with columns of its own, as `evenlode map` learnt it."),
]
Provider = Annotated[str, typer.Option(metavar="PARTY", help="Whose figures the workbook asks for.")]


def command(
    files: Files = None,
    contract: ContractFolder = None,
    received: Received = None,
    dry_run: DryRun = False,
    make_workbook: Workbook = None,
    period: options.PeriodText = None,
    provider: Provider = "all",
    mapping: Mapping = None,
    workspace: options.Workspace = None,
    format: options.Print = None,
) -> None:
    """Every file is read whole before any is recorded. A later figure takes an earlier one's place and erases nothing.

    With --make-workbook FILE and --period it writes the workbook that a provider fills in and sends back.
    """
    here = settings(workspace=workspace, format=format)
    folder = asked.contract(contract, here.workspace)
    if make_workbook is not None:
        _make_workbook(make_workbook, folder, here, period, provider)
    elif files:
        if mapping is not None and len(files) > 1:
            raise typer.BadParameter("with --mapping name one file")
        _take_in(files, folder, here, received, dry_run, mapping)
    else:
        raise typer.BadParameter("name the files to take in, or --make-workbook FILE")


def _make_workbook(to: Path, folder: Path, here: Settings, period: str | None, provider: str) -> None:
    year = asked.period(period)
    if year is None:
        raise typer.BadParameter("--make-workbook needs the contract year: --period 2017-10-01..2018-09-30")
    from evenlode.data.supplied.workbook_write import write_kpi_workbook
    from evenlode.job import Workspace
    from evenlode.job.supplied import supplied_figures
    from evenlode.terms.reading import read_contract

    invented = supplied_figures(Workspace(here.workspace), None).invented
    write_kpi_workbook(read_contract(folder), year, to, provider, invented)
    typer.echo(shown(to))


def _take_in(
    files: list[Path], folder: Path, here: Settings, received: str | None, dry_run: bool, mapping: Path | None
) -> None:
    from datetime import date

    from evenlode.data.supplied.reading import read_supplied
    from evenlode.terms.reading import read_contract

    day = asked.day(received) or date.today()
    contract = read_contract(folder)
    columns_of = _mapping(mapping) if mapping else None
    read: list[Supplied] = []
    problems: list[Problem] = []
    for file in files:
        try:
            read.append(read_supplied(file, contract, day, columns_of))
        except Refusal as refusal:
            problems.extend(refusal.problems)
    if problems:
        raise Refusal(problems)
    recorded = ["not recorded"] * len(read) if dry_run else _record(here.workspace, read, day)
    columns = {name: counted for name, counted in _COUNTED.items() if name in _ALWAYS or any(map(counted, read))}
    rows: list[tuple[str | int, ...]] = [
        (one.file, one.form, *(counted(one) for counted in columns.values()), entry)
        for one, entry in zip(read, recorded, strict=True)
    ]
    print_rows(here.format, ("file", "form", *columns, "journal"), rows)
    noticed = [problem for one in read for problem in one.findings]
    if noticed:
        note(in_columns(noticed, "note"))


def _cost_lines(taken: Supplied) -> int:
    """The figures of its audited costs, each a row of the file; a row of nothing is not counted."""
    found = 0
    for year in taken.audited:
        found += bool(year.suspense)
        if costs := year.costs:
            found += 2 + bool(costs.people) + (costs.quality is not None)
            found += len(costs.costs_of_people) + len(costs.brought_forward)
    return found


_COUNTED: dict[str, Callable[[Supplied], int]] = {
    "outturns": lambda taken: len(taken.outturns),
    "judgements": lambda taken: len(taken.judgements),
    "benchmarks": lambda taken: len(taken.benchmarks),
    "cost lines": _cost_lines,
    "head counts": lambda taken: len(taken.heads),
}
_ALWAYS = ("outturns", "judgements", "benchmarks")
"""Columns of every answer; the others are there where a file has any of them."""


def _mapping(path: Path) -> MappingForm:
    from evenlode.data.mapping import read_mapping

    return read_mapping(path)


def _record(workspace: Path, read: list[Supplied], day: date) -> list[str]:
    """What the journal says of each file."""
    import getpass

    from evenlode.job import Workspace
    from evenlode.records.journal import Journal
    from evenlode.records.supply import record_supply

    with Journal.open(Workspace(workspace).records) as journal:
        receipts = [record_supply(journal, one, day, by=getpass.getuser()) for one in read]
    return [f"entry {receipt.seq}" if receipt.is_new else f"there already, entry {receipt.seq}" for receipt in receipts]
