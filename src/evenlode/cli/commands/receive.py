"""Take in what providers sent, as files or from PostgreSQL."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evenlode.cli import asked, options
from evenlode.cli.failing import INVALID, in_columns
from evenlode.cli.maturing import say_quality
from evenlode.cli.output import note, print_rows
from evenlode.cli.settings import Format, settings
from evenlode.cli.telling import shown

if TYPE_CHECKING:
    from evenlode.data.received import Outcome, Pseudonyms
    from evenlode.terms.contract import Contract


class People(StrEnum):
    """How people are called in the store."""

    KEYED = "keyed"
    KEEP = "keep"


Files = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="FILE...", help="Files of one submission; folders, zips, workbooks or source.yaml, each a submission."
    ),
]
Provider = Annotated[
    str | None, typer.Option(metavar="PARTY", help="Who sent them; without it, as their manifest or header says.")
]
Month = Annotated[str | None, typer.Option(metavar="MONTH", help="What they are for, for example 2016-03.")]
ReceivedOn = Annotated[
    str | None, typer.Option("--received", metavar="DATE", help="The day they came in; without it, today.")
]
Part = Annotated[bool, typer.Option("--part", help="The other tables come another time; take nothing else's place.")]
Invented = Annotated[bool, typer.Option("--invented", help="The rows are nobody's.")]
People_ = Annotated[
    People | None,
    typer.Option("--pseudonyms", help="People under keyed pseudonyms, or as sent where those are pseudonyms already."),
]
Key = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Key of the pseudonyms; without it, the workspace's pseudonyms.key.")
]
NoCopy = Annotated[bool, typer.Option("--no-copy", help="Keep no copy of the files as sent, only their hashes.")]
Mapping = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Mapping of a file with columns of its own, as `evenlode map` learnt it."),
]
Workbook = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Make the caseload and contact workbook of --provider, and nothing else."),
]


def command(
    files: Files = None,
    provider: Provider = None,
    month: Month = None,
    received: ReceivedOn = None,
    part: Part = False,
    invented: Invented = False,
    pseudonyms: People_ = None,
    key: Key = None,
    no_copy: NoCopy = False,
    mapping: Mapping = None,
    make_workbook: Workbook = None,
    workspace: options.Workspace = None,
    store: options.Store = None,
    format: options.Print = None,
) -> None:
    """Each submission is taken in whole or not at all; the same one again changes nothing.

    A later submission for the same month takes the place of an earlier one and erases nothing. Rows that cannot be
    used are left out, counted and listed. Exit code 3 where a submission is refused.

    A source.yaml names the tables and views of a PostgreSQL warehouse that are read in place of files.

    With --make-workbook FILE and --provider it writes the workbook that a partner fills in and sends back.
    """
    here = settings(workspace=workspace, store=store, format=format)
    asked.month(month)
    from evenlode.data.store import folder_of
    from evenlode.job import Workspace

    folder = folder_of(here.store) if here.store else Workspace(here.workspace).store
    contract = _contract(here.workspace)
    if make_workbook is not None:
        _make_workbook(make_workbook, contract, provider, month, invented or _is_invented(folder))
        return
    if not files or (mapping is not None and len(files) > 1):
        raise typer.BadParameter("with --mapping name one file" if files else "name the files to take in")
    from evenlode.data.mapping import read_mapping
    from evenlode.data.received import receive

    found = receive(
        files,
        folder,
        provider=provider,
        month=month,
        received_on=asked.day(received),
        invented=invented,
        lead_provider=contract.lead_provider.party if contract else None,
        pseudonyms=_pseudonyms(folder, pseudonyms, key or here.workspace / "pseudonyms.key"),
        copy=not no_copy,
        part=part,
        parties={one.party for one in contract.providers()} if contract else None,
        mapping=read_mapping(mapping) if mapping else None,
        commissioners=_commissioners(contract),
        warehouses=True,
    )
    if here.format is Format.TEXT:
        print_rows(here.format, _COLUMNS, [_row(one) for one in found.outcomes])
        for each in found.quality:
            note(say_quality(each))
    else:
        print_rows(here.format, (*_COLUMNS, *_QUALITY), [(*_row(one), *_quality(one)) for one in found.outcomes])
    if found.problems:
        note(in_columns(found.problems, "problem" if found.refused else "note"))
    if found.refused:
        raise typer.Exit(INVALID)


_COLUMNS = ("submission", "provider", "from", "to", "rows", "left out", "result", "findings")


def _row(one: Outcome) -> tuple[str | int | None, ...]:
    period = (one.period.start.isoformat(), one.period.end.isoformat()) if one.period else (None, None)
    there = one.state == "there already" and one.received
    state = f"there already, received {one.received}" if there else one.state
    return (one.name, one.provider, *period, one.rows, one.left_out, state, one.findings)


_QUALITY = ("item scores", "index")


def _quality(one: Outcome) -> tuple[str | None, ...]:
    """The item scores of a submission, and the index of its month by itself."""
    from evenlode.data.maturity import say_index, say_scores

    return (say_scores(one.quality), say_index(one.quality.index)) if one.quality else (None, None)


def _contract(workspace: Path) -> Contract | None:
    """The workspace's contract, which says who may send; None where the workspace has none yet."""
    from evenlode.terms.reading import read_contract

    folder = workspace / "contract"
    return read_contract(folder) if folder.is_dir() else None


def _commissioners(contract: Contract | None) -> set[str]:
    """The codes of the commissioners whose people the contract counts; none where it names none."""
    if contract is None:
        return set()
    own = {code for segment in contract.population.segments for code in segment.commissioners}
    return own | set(contract.population.commissioners)


def _make_workbook(
    to: Path, contract: Contract | None, provider: str | None, month: str | None, invented: bool
) -> None:
    from evenlode.data.received.workbook_write import write_partner_workbook

    if provider is None:
        raise typer.BadParameter("--make-workbook needs whose it is: --provider PARTY")
    parties = contract.providers() if contract else ()
    names = {one.party: one.alias if invented else one.name for one in parties} if contract else None
    write_partner_workbook(to, provider, month, invented, names)
    typer.echo(shown(to))


def _is_invented(store: Path) -> bool:
    """True where the store holds rows that are nobody's."""
    from evenlode.data.manifest import NAME, read_manifest

    return (store / NAME).is_file() and read_manifest(store, names=False)[0].invented


def _pseudonyms(store: Path, wanted: People | None, key: Path) -> Pseudonyms:
    """As asked; else as the store was begun; else with the key."""
    from evenlode.data.manifest import NAME, read_manifest
    from evenlode.data.received import KEEP, Pseudonyms

    begun = (store / NAME).is_file() and read_manifest(store)[0].pseudonyms == KEEP.said
    keep = wanted is People.KEEP or (wanted is None and begun)
    return KEEP if keep else Pseudonyms.of_file(key)
