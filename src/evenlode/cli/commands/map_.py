"""Learn how a file with columns of its own is read."""

from __future__ import annotations

from dataclasses import replace
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

    from evenlode.data.mapping.grid import Source
    from evenlode.data.mapping.learning import Learnt
    from evenlode.data.sent.form import SentTable

File = Annotated[
    Path, typer.Argument(metavar="FILE", help="Workbook, CSV or source.yaml of a warehouse, as the provider keeps it.")
]
To = Annotated[
    list[str] | None,
    typer.Option(metavar="TABLE", help="What its rows are: a table, or outturns; several for several sheets."),
]
From = Annotated[
    Path | None,
    typer.Option("--from", metavar="FILE", help="Mapping to propose the next version of, in place of --to."),
]
Provider = Annotated[str | None, typer.Option(metavar="PARTY", help="Whose file it is, by the name in the contract.")]
Sheet = Annotated[
    list[str] | None,
    typer.Option(metavar="NAME", help="Sheet with the rows of the one table; several where it has several."),
]
Out = Annotated[Path, typer.Option(metavar="FILE", help="Where to write the mapping; it must not be there yet.")]


def command(
    file: File,
    out: Out,
    to: To = None,
    sheet: Sheet = None,
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
    if sheet and to and len(to) > 1:
        raise typer.BadParameter("--sheet is for the rows of one table: name one with --to")
    from evenlode.archives.writing import write_new
    from evenlode.data.mapping import read_mapping
    from evenlode.data.mapping.grid import look_at
    from evenlode.data.mapping.layout import moved
    from evenlode.data.mapping.learning import learn
    from evenlode.data.mapping.writing import mapping_text
    from evenlode.data.warehouse import is_source

    earlier = read_mapping(before) if before else None
    names = [table.table for table in earlier.tables] if earlier else to or []
    forms = _forms(list(dict.fromkeys(names)), here.workspace)
    source = _of_warehouse(file) if is_source(file) else look_at(file)
    if earlier and not moved(source, earlier):
        note(f"{file.name} is laid out as {earlier.said} says; nothing was written")
        return
    name = earlier.mapping if earlier else _slug(out.stem)
    learnt = learn(
        source, forms, name, date.today(), provider or (earlier.provider if earlier else None), earlier, sheet or ()
    )
    write_new(out, mapping_text(learnt, file.name).encode(), may_hold="what somebody filled in")
    print_rows(here.format, ("table", "ours", "from", "sure", "because"), list(_rows(learnt)))
    asked = learnt.open_questions
    left = (
        f"{asked} {'place' if asked == 1 else 'places'} to fill in" if asked else "Nothing to fill in; read it through"
    )
    note(f"{left}: {shown(out)}")


def _of_warehouse(file: Path) -> Source:
    """The first rows of the one relation that a source.yaml names, as the CSV that `receive` will read."""
    import tempfile

    from evenlode.data.mapping.grid import MOST_LOOKED_AT, look_at
    from evenlode.data.sent.limits import Limits
    from evenlode.data.warehouse import fetch

    with tempfile.TemporaryDirectory(prefix="evenlode-") as folder:
        found = fetch(file, Path(folder), None, Limits(), whole=True, most_rows=MOST_LOOKED_AT)
        if len(found.files) > 1:
            raise typer.BadParameter("a mapping is of one relation: name one in the source")
        return replace(look_at(found.files[0]), name=file.name)


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
        if table.shape.months:
            named = [month.month or "?" for month in table.shape.months]
            columns = ", ".join(dict.fromkeys(ours for month in table.shape.months for ours in month.columns))
            why = f"{len(named)} months side by side, {named[0]} to {named[-1]}"
            yield table.form.name, columns, "of each month", None, why
        for rule in table.shape.leave_out:
            words = " or ".join(map(quoted, rule.says))
            yield table.form.name, "rows left out", rule.column, None, f"the rule {rule.rule}: rows that say {words}"
        for one in table.proposals:
            source = f'always "{one.entry.value}"' if one.entry.value is not None else one.entry.column
            offered = f": {' or '.join(map(quoted, one.candidates))}" if one.candidates else ""
            sure = f"{one.sure:.0%}" if source else "no"
            yield table.form.name, one.entry.ours, source, sure, f"{one.why}{offered}"


def _slug(text: str) -> str:
    import re

    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-") or "mapping"
