"""Write a contract and its results in an open standard."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from evenlode.cli import asked, options
from evenlode.cli.settings import settings
from evenlode.cli.telling import shown


class Shape(StrEnum):
    """The standards that are written."""

    INDIGO = "indigo"
    OCDS = "ocds"
    VBPR = "vbpr"


Standard = Annotated[
    Shape,
    typer.Option("--as", help="indigo: impact bond project; ocds: Open Contracting; vbpr: HL7 performance report."),
]
Statements = Annotated[
    list[Path] | None,
    typer.Option("--statement", metavar="FILE", help="Statement to export; without it, the workspace's newest."),
]
To = Annotated[Path, typer.Option(metavar="DIR", help="Folder to write to; it must not exist yet.")]
On = Annotated[str | None, typer.Option("--date", metavar="DATE", help="Day of the performance report.")]


def command(
    to: To,
    standard: Standard,
    folder: options.Contract = None,
    statement: Statements = None,
    date: On = None,
    workspace: options.Workspace = None,
) -> None:
    """Writes one JSON file, and not-held.txt, which says what of the contract the standard has no place for.

    Without any statement the contract is exported alone. INVENTED figures are exported with aliases.
    """
    here = settings(workspace=workspace)
    on = asked.day(date)
    from evenlode.exchange import STANDARDS, exchanged, written
    from evenlode.exchange.standards import not_held
    from evenlode.problems import refuse
    from evenlode.terms.reading import read_contract

    contract = read_contract(asked.contract(folder, here.workspace))
    said = [_statement(path) for path in statement or _newest(here.workspace)]
    given = exchanged(contract, said)
    newest = max(said, key=lambda one: str(one["year"]["from"]), default=None)
    text = written(given, standard, newest, on)
    if to.exists():
        raise refuse("RUN.EXISTS", f"{to} is there already", "Choose another folder", field="to")
    to.mkdir(parents=True)
    (to / f"{standard}.json").write_text(text, encoding="utf-8", newline="")
    mark = "INVENTED figures\n" if given.title.startswith("INVENTED") else ""
    (to / "not-held.txt").write_text(mark + not_held(STANDARDS[standard]), encoding="utf-8", newline="")
    typer.echo(shown(to / f"{standard}.json"))
    typer.echo(shown(to / "not-held.txt"))


def _newest(workspace: Path) -> list[Path]:
    from evenlode.job import Workspace

    run = Workspace(workspace).newest_run("run", "settle")
    return [run / "statement.json"] if run else []


def _statement(path: Path) -> Any:
    """The statement, once its bytes are as they were written."""
    import json

    from evenlode.payment.statement import unchanged
    from evenlode.problems import refuse

    if not path.is_file():
        raise refuse("FILE.MISSING", "there is no such file", "Name a statement.json of a run", file=str(path))
    content = path.read_bytes()
    if not unchanged(content):
        message = "the file is no statement, or was changed since it was written"
        raise refuse("STATEMENT.CHANGED", message, "Take it from the run again", file=path.name)
    return json.loads(content)
