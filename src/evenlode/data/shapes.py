"""Tables as Arrow knows them: the declared schema, a table without rows, and what is wrong with a file's header."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evenlode.data.tables import TABLES, Column, TableForm
from evenlode.problems import Level, Problem

if TYPE_CHECKING:
    import ibis
    import pyarrow as pa

_SAID = {"text": "text", "date": "date32", "time": "int32", "number": "decimal128(12, 3)"}
_IBIS = {"text": "string", "date": "date", "time": "int32", "number": "decimal(12, 3)"}


def arrow_schema(form: TableForm) -> pa.Schema:
    """The declared columns with their Arrow types: string, date32, seconds as int32, exact decimals."""
    import pyarrow as pa

    kinds = {"text": pa.string(), "date": pa.date32(), "time": pa.int32(), "number": pa.decimal128(12, 3)}
    return pa.schema([(column.name, kinds[column.kind]) for column in form.columns])


def empty_table(form: TableForm) -> ibis.Table:
    """The declared schema with no rows: what a table that was not sent is."""
    import ibis

    return ibis.memtable(arrow_schema(form).empty_table())


def under_schema(rows: ibis.Table, form: TableForm) -> ibis.Table:
    """The rows with every declared column and their places; a column that was not sent is blank."""
    import ibis

    blank = {one.name: ibis.null(_IBIS[one.kind]) for one in form.columns if one.name not in rows.columns}
    return rows.mutate(**blank).select(*form.names, "file", "row")


def header_problems(path: Path, file: str, name: str) -> list[Problem]:
    """What is wrong with the columns of one Parquet file of a table; each stops the file from being used."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    form = TABLES[name]
    try:
        schema = pq.read_schema(path)
    except (pa.ArrowInvalid, OSError):
        fix = f"Send {name} as a Parquet file"
        return [Problem("FILE.PARQUET", Level.REJECT_FILE, file, None, None, "This is no Parquet file", fix)]
    missing = [column.name for column in form.columns if column.needed and column.name not in schema.names]
    if missing:
        return [_missing(file, form, missing, schema.names)]
    return [
        _wrong_type(file, column, schema.field(column.name).type)
        for column in form.columns
        if column.name in schema.names and not _fits(column, schema.field(column.name).type)
    ]


def _missing(file: str, form: TableForm, missing: list[str], given: list[str]) -> Problem:
    others = [other for other in TABLES.values() if other is not form and _could_be(other, given)]
    if others:
        fix = f"Its columns are those of {others[0].name}: name it as that table"
    else:
        strange = [name for name in given if name not in form.names]
        near = {name: difflib.get_close_matches(name, strange, n=1, cutoff=0.4) for name in missing}
        meant = [f'rename "{found[0]}" to {name}' for name, found in near.items() if found]
        fix = f"{' and '.join(meant).capitalize()}?" if meant else f"Send the columns {', '.join(form.names)}"
    said = f"{form.name} needs {' and '.join(missing)}, which {'is' if len(missing) == 1 else 'are'} not in the file"
    return Problem("HEAD.MISSING", Level.REJECT_FILE, file, None, missing[0], said, fix)


def _could_be(form: TableForm, given: list[str]) -> bool:
    """True where the columns given are this table's own and hold all that it needs."""
    needed = {column.name for column in form.columns if column.needed}
    return needed <= set(given) <= set(form.names)


def _wrong_type(file: str, column: Column, kind: Any) -> Problem:
    said = f"{column.name} is {kind}, {_SAID[column.kind]} expected"
    reason = " so that leading zeros stay" if column.kind == "text" else ""
    fix = f"Write the column as {_SAID[column.kind]}{reason}"
    return Problem("HEAD.TYPE", Level.REJECT_FILE, file, None, column.name, said, fix)


def _fits(column: Column, kind: Any) -> bool:
    import pyarrow as pa

    if column.kind == "date":
        return bool(pa.types.is_date32(kind))
    if column.kind == "time":
        return bool(pa.types.is_int32(kind))
    if column.kind == "number":
        return bool(pa.types.is_decimal(kind))
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))
