"""A store made of small tables in memory: what a case or a test gives."""

from __future__ import annotations

import difflib
import hashlib
import json
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic_core import PydanticCustomError

from evenlode.data.shapes import arrow_schema, under_schema
from evenlode.data.store import SentTable, Store, connect
from evenlode.data.tables import TABLES, Column, TableForm
from evenlode.problems import Level, Problem, Refusal
from evenlode.terms.text_table import TextTable
from evenlode.terms.values import read_day

Value = date | str | int | Decimal | None

BEFORE_ALL = date(1900, 1, 1)
"""The first day of what is given without one."""


def store_of(
    tables: Mapping[str, TextTable], data_to: date, lead_provider: str = "lead-provider", threads: int | None = None
) -> Store:
    """A store that holds the tables, with data to the day named.

    A column may be left out: `provider` is then the lead provider, `from_day` and `to_day` are open, `spell` is the
    row's number, and the rest is blank. `date` is read as `day`, `from` and `to` as `from_day` and `to_day`. Raises
    a Refusal with every unknown table or column, every blank that may not be, and every word that is no date.
    """
    problems: list[Problem] = []
    read: dict[str, list[dict[str, Any]]] = {}
    for name, rows in tables.items():
        form = TABLES.get(name)
        if form is None:
            problems.append(_unknown(name, name, "table", list(TABLES)))
        else:
            read[name] = _read(form, rows, lead_provider, problems)
    if problems:
        raise Refusal(problems)
    said = json.dumps({**read, "data_to": data_to}, sort_keys=True, default=str)
    backend, on_close = connect(threads)
    return Store(
        backend,
        {name: SentTable(_as_sent(backend, TABLES[name], rows), len(rows)) for name, rows in read.items()},
        data_to=data_to,
        lead_provider=lead_provider,
        manifest_sha256=hashlib.sha256(said.encode()).hexdigest(),
        on_close=on_close,
    )


def _read(form: TableForm, rows: TextTable, lead_provider: str, problems: list[Problem]) -> list[dict[str, Any]]:
    """Rows under the declared schema; what cannot be read is added to the problems."""
    columns = {name: column for column in form.columns for name in (column.name, column.short) if name}
    given = list(rows[0]) if rows else []
    problems.extend(_unknown(form.name, name, "column", list(columns)) for name in given if name not in columns)
    left_out = {"provider": lead_provider, "from_day": BEFORE_ALL}
    read = []
    for number, row in enumerate(rows, start=1):
        values: dict[str, Any] = {column.name: left_out.get(column.name) for column in form.columns}
        if "spell" in values:
            values["spell"] = str(number)
        for name, text in row.items():
            if name in columns and text:
                values[columns[name].name] = _value(form, columns[name], text, number, problems)
        for column in form.columns:
            if column.needed and values[column.name] is None and not _told(problems, form, column, number):
                fix = f"Fill in {column.name}: {column.about}"
                problems.append(_problem("VALUE.MISSING", form, column, number, f"{column.name} is blank", fix))
        read.append(values)
    return read


def _value(form: TableForm, column: Column, text: str, number: int, problems: list[Problem]) -> Value:
    if column.kind == "text":
        return text
    if column.kind == "time":
        return _seconds(form, column, text, number, problems)
    if column.kind == "number":
        return _number(form, column, text, number, problems)
    try:
        return read_day(text)
    except PydanticCustomError as error:
        said = error.context or {}
        problems.append(_problem("DATE.INVALID", form, column, number, str(said["message"]), str(said["fix"])))
        return None


def _seconds(form: TableForm, column: Column, text: str, number: int, problems: list[Problem]) -> int | None:
    """Seconds after midnight of a time written as 14:05 or 14:05:30."""
    found = re.fullmatch(r"([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?", text)
    if found is None:
        said = f"{column.name} is no time of day"
        problems.append(_problem("DATE.FORMAT", form, column, number, said, "Write it as 14:05 or 14:05:30"))
        return None
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return 3600 * hours + 60 * minutes + seconds


def _number(form: TableForm, column: Column, text: str, number: int, problems: list[Problem]) -> Decimal | None:
    if re.fullmatch(r"-?\d{1,9}(\.\d{1,3})?", text) is None:
        said, fix = f"{column.name} is no number", "Write it as 12 or 12.5, with three decimals at most"
        problems.append(_problem("TYPE.CHARACTERS", form, column, number, said, fix))
        return None
    return Decimal(text)


def _as_sent(backend: Any, form: TableForm, rows: list[dict[str, Any]]) -> Any:
    import pyarrow as pa

    made = pa.Table.from_pylist(rows, schema=arrow_schema(form))
    made = made.append_column("file", pa.array([form.name] * len(rows), pa.string()))
    made = made.append_column("row", pa.array(range(1, len(rows) + 1), pa.int64()))
    return under_schema(backend.create_table(form.name, made, temp=True), form)


def _told(problems: list[Problem], form: TableForm, column: Column, number: int) -> bool:
    """True where this cell has been found wrong already: one fault is said once."""
    return any((one.file, one.field, one.line) == (form.name, column.name, number) for one in problems)


def _problem(rule: str, form: TableForm, column: Column, number: int, message: str, fix: str) -> Problem:
    return Problem(rule, Level.REJECT_FILE, form.name, number, column.name, message, fix)


def _unknown(table: str, name: str, what: str, known: list[str]) -> Problem:
    near = difflib.get_close_matches(name, known, n=1)
    fix = f'Did you mean "{near[0]}"?' if near else f"Use {', '.join(known)}"
    return Problem("HEAD.MISSING", Level.REJECT_FILE, table, None, name, f'"{name}" is no {what} of the store', fix)
