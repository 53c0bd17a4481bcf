"""What was sent becomes tables of the store: every mapping whose table came, and what is blank that may not be."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from evenlode.data.received.cells import always
from evenlode.data.received.mapping import Mapped
from evenlode.data.received.mappings import mappings
from evenlode.data.received.rows import PEOPLE, Rows, Together
from evenlode.data.sent.at_once import at_once
from evenlode.data.sent.sheet import Places
from evenlode.data.shapes import arrow_schema
from evenlode.data.tables import TABLES


@dataclass(frozen=True)
class Blank:
    """Rows of a file that give nothing, since a column of the store that must be filled is blank in them."""

    file: str
    table: str
    column: str
    places: Places


@dataclass(frozen=True)
class Normalised:
    """The rows of one file as rows of one table of the store, with the line on which each was sent."""

    table: str
    feed: str
    sent: str
    file: str
    rows: pa.Table
    blanks: tuple[Blank, ...]


def normalised(together: Together, submission: str, tables: Collection[str] = TABLES) -> list[Normalised]:
    """Every file of the submission under every mapping that is of its table, in the order of the mappings.

    tables: those of the store that are made.
    """
    there = [one for one in mappings() if one.table in tables]
    wanted = [(mapped, sheet) for mapped in there for sheet in together.sheets.get(mapped.sent, ())]
    for sheet in together.sheets.get(PEOPLE, ()):
        together.people(sheet)  # all others are looked up there
    with at_once(sum(len(sheet) for _, sheet in wanted)) as each:
        return list(each(lambda one: _mapped(one[0], Rows(one[1], together), submission), wanted))


def _mapped(mapped: Mapped, rows: Rows, submission: str) -> Normalised:
    form = TABLES[mapped.table]
    schema = arrow_schema(form)
    columns = {
        field.name: mapped.columns[field.name](rows)
        if field.name in mapped.columns
        else pa.nulls(len(rows), field.type)
        for field in schema
    }
    places = np.flatnonzero(rows.used)
    columns["row"] = pa.array(rows.sheet.lines[places], pa.int64())
    columns["submission"] = always(submission)(rows)
    made = pa.table({name: _whole(column) for name, column in columns.items()})
    blanks = []
    left = np.ones(len(rows), dtype=bool)
    for column in form.columns:
        if column.needed and made[column.name].null_count:
            blank = np.asarray(pc.is_null(made[column.name]).to_numpy(zero_copy_only=False), dtype=bool) & left
            if blank.any():
                blanks.append(Blank(rows.sheet.file, mapped.table, column.name, places[blank]))
                left &= ~blank
    kept = made if left.all() else made.filter(pa.array(left))
    return Normalised(mapped.table, mapped.feed, mapped.sent, rows.sheet.file, kept, tuple(blanks))


def _whole(column: Any) -> Any:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
