"""What a command prints: rows on stdout as text, JSON or CSV; notes on stderr."""

from __future__ import annotations

from collections.abc import Sequence

import typer

from evenlode.cli.settings import Format

Cell = str | int | bool | None
Row = Sequence[Cell]


def print_rows(form: Format, columns: Sequence[str], rows: Sequence[Row]) -> None:
    """A table on stdout: aligned text, a JSON list of objects, or CSV."""
    if form is Format.JSON:
        import json

        typer.echo(json.dumps([dict(zip(columns, row, strict=True)) for row in rows], indent=2, ensure_ascii=False))
    elif form is Format.CSV:
        import csv
        import io

        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows([columns, *rows])
        typer.echo(text.getvalue(), nl=False)
    else:
        typer.echo(aligned(columns, rows))


def aligned(columns: Sequence[str], rows: Sequence[Row]) -> str:
    """The table as plain text; a column of numbers or pounds stands to the right."""
    texts = [["" if cell is None else str(cell) for cell in row] for row in rows]
    wide = [max(map(len, column)) for column in zip(columns, *texts, strict=True)]
    right = [bool(rows) and all(_is_number(text) for text in column if text) for column in zip(*texts, strict=True)]
    right = right or [False] * len(columns)
    lines = [list(columns), ["-" * width for width in wide], *texts]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if is_right else cell.ljust(width)
            for cell, width, is_right in zip(line, wide, right, strict=True)
        ).rstrip()
        for line in lines
    )


def note(text: str) -> None:
    """A sentence on stderr."""
    typer.echo(text, err=True)


def _is_number(text: str) -> bool:
    return text.lstrip("-£").rstrip("%").replace(",", "").replace(".", "", 1).isdigit()
