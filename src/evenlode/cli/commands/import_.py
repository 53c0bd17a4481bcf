"""Read a contract and its results from an open standard."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from evenlode.cli import options
from evenlode.cli.output import note, print_rows
from evenlode.cli.settings import settings

File = Annotated[Path, typer.Argument(metavar="FILE", help="INDIGO project or Open Contracting release package, JSON.")]
To = Annotated[Path, typer.Option(metavar="DIR", help="Folder to write to; it must not exist yet.")]


def command(file: File, to: To, format: options.Print = None) -> None:
    """Which standard a file is in is told from what is in it. Everything that is wrong with it is said at once.

    Writes a CSV for each sort of thing it holds, and left-out.txt, which names every place in the file not read.
    """
    here = settings(format=format)
    from evenlode.exchange import read_exchange
    from evenlode.exchange.tables import tables
    from evenlode.problems import refuse

    found = read_exchange(file)
    if to.exists():
        raise refuse("RUN.EXISTS", f"{to} is there already", "Choose another folder", field="to")
    texts = tables(found.exchanged)
    to.mkdir(parents=True)
    for name, text in texts.items():
        (to / name).write_text(text, encoding="utf-8", newline="")
    (to / "left-out.txt").write_text("".join(f"{one}\n" for one in found.left_out), encoding="utf-8", newline="")
    rows = [(name, text.count("\n") - 1) for name, text in texts.items()]
    print_rows(here.format, ("file", "rows"), rows)
    note(f"Read as {found.standard.version}; {len(found.left_out)} places in the file have no place here")
