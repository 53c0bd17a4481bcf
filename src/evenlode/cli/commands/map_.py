"""Learn how a file with columns of its own is read."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evenlode.cli import options
from evenlode.cli.output import note, print_rows
from evenlode.cli.settings import settings
from evenlode.cli.telling import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evenlode.data.mapping.learning import Learnt
    from evenlode.data.sent.form import SentTable

File = Annotated[Path, typer.Argument(metavar="FILE", help="Workbook or CSV, as the provider keeps it.")]
To = Annotated[
    list[str] | None,
    typer.Option(metavar="TABLE", help="What its rows are: a table, or outturns; several for several sheets."),
]
From = Annotated[
    Path | None,
    typer.Option("--from", metavar="FILE", help="Mapping to propose the next version of, in place of --to."),
]
Provider = Annotated[str | None, typer.Option(metavar="PARTY", help="Whose file it is, by the name in the contract.")]
Out = Annotated[Path, typer.Option(metavar="FILE", help="Where to write the mapping; it must not be there yet.")]


def command(
    file: File,
    out: Out,
    to: To = None,
    before: From = None,
    provider: Provider = None,
    workspace: options.Workspace = None,
    format: options.Print = None,
) -> None:
    """It finds the titles, proposes a column for each of ours, and says how sure it is. What is not sure stays null.

    Fill in every null, read the rest through, then use it: evenlode receive FILE --mapping mapping.yaml, or supply for
    outturns. Names of people are never written into it.
    """
    here = settings(workspace=workspace, format=format)
    if (to is None) is (before is None):
        raise typer.BadParameter("name what the rows are with --to, or the mapping before with --from")
    from evenlode.archives.writing import write_new
    from evenlode.data.mapping import read_mapping
    from evenlode.data.mapping.grid import look_at
    from evenlode.data.mapping.layout import moved
    from evenlode.data.mapping.learning import learn
    from evenlode.data.mapping.writing import mapping_text

    earlier = read_mapping(before) if before else None
    forms = _forms([table.table for table in earlier.tables] if earlier else to or [], here.workspace)
    source = look_at(file)
    if earlier and not moved(source, earlier):
        note(f"{file.name} is laid out as {earlier.said} says; nothing was written")
        return
    name = earlier.mapping if earlier else _slug(out.stem)
    learnt = learn(source, forms, name, date.today(), provider or (earlier.provider if earlier else None), earlier)
    write_new(out, mapping_text(learnt, file.name).encode(), may_hold="what somebody filled in")
    print_rows(here.format, ("table", "ours", "from", "sure", "because"), list(_rows(learnt)))
    asked = learnt.open_questions
    left = (
        f"{asked} {'place' if asked == 1 else 'places'} to fill in" if asked else "Nothing to fill in; read it through"
    )
    note(f"{left}: {shown(out)}")


def _forms(names: list[str], workspace: Path) -> list[SentTable]:
    """The tables that the rows are to become. Of a workspace's contract the codes of its indicators are known."""
    from evenlode.data.mapping.targets import OUTTURNS, nearest_target, target_called, with_codes
    from evenlode.data.sent.lists import SentList

    found = []
    for name in names:
        form = target_called(name)
        if form is None:
            raise typer.BadParameter(f'"{name}" is no table that rows can become. {nearest_target(name)}')
        folder = workspace / "contract"
        if form.name == OUTTURNS and folder.is_dir():
            from evenlode.terms.reading import read_contract

            contract = read_contract(folder)
            codes = tuple(one.code for outcome in contract.outcomes for one in outcome.indicators)
            form = with_codes(form, "indicator", SentList("indicator", contract.slug, codes))
        found.append(form)
    if len(found) > 1 and any(form.name == OUTTURNS for form in found):
        raise typer.BadParameter("outturns are mapped by themselves: rows and figures are taken in apart")
    return found


def _rows(learnt: Learnt) -> Iterator[tuple[str | None, ...]]:
    from evenlode.data.sent.saying import quoted

    for table in learnt.tables:
        for one in table.proposals:
            source = f'always "{one.entry.value}"' if one.entry.value is not None else one.entry.column
            offered = f": {' or '.join(map(quoted, one.candidates))}" if one.candidates else ""
            sure = f"{one.sure:.0%}" if source else "no"
            yield table.form.name, one.entry.ours, source, sure, f"{one.why}{offered}"


def _slug(text: str) -> str:
    import re

    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-") or "mapping"
