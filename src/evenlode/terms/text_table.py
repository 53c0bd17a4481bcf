"""Small tables written as text, with | between the columns: the form of cases and of published tables."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema

from evenlode.terms.values import wrong

TextTable = tuple[dict[str, str], ...]
"""Rows in order; each a mapping of column name to the cell's text, empty where the cell is blank."""


def read_text_table(text: Any) -> TextTable:
    """Rows from text: the first line names the columns, `|` divides, blank lines and lines of dashes are skipped."""
    if isinstance(text, tuple):
        return text
    lines = [line for line in str(text).splitlines() if line.strip().strip("|-+ ")]
    if not lines:
        raise wrong("CFG.TABLE", "the table has no header", "Name the columns on its first line, divided by |")
    header, *body = [_cells(line) for line in lines]
    if len(set(header)) != len(header) or not all(header):
        raise wrong("CFG.TABLE", "the table's columns need different, non-empty names", "Rename them")
    for number, row in enumerate(body, start=1):
        if len(row) != len(header):
            message = f"row {number} of the table has {len(row)} cells, its header {len(header)}"
            raise wrong("CFG.TABLE", message, "Give every row the same number of | marks")
    return tuple(dict(zip(header, row, strict=True)) for row in body)


def _cells(line: str) -> list[str]:
    inner = line.strip()
    if inner.startswith("|"):
        inner = inner.removeprefix("|").removesuffix("|")
    return [cell.strip() for cell in inner.split("|")]


TableText = Annotated[TextTable, BeforeValidator(read_text_table), WithJsonSchema({"type": "string"})]
"""A field that is written as a text table."""
