"""Reads a source: every relation at one moment, streamed into a CSV file under the name of its table."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from evenlode.data.sent.form import SentTable
from evenlode.data.sent.header import columns_of, known_columns
from evenlode.data.sent.limits import Limits
from evenlode.data.sent.manifest import Manifest
from evenlode.data.sent.raw import RawTable
from evenlode.data.sent.saying import nearest
from evenlode.data.warehouse.connecting import looking, of_server
from evenlode.data.warehouse.form import RelationForm
from evenlode.data.warehouse.query import copy_query
from evenlode.data.warehouse.reading import Source, read_source, table_of
from evenlode.problems import Problem, Refusal
from evenlode.results import Period

if TYPE_CHECKING:
    import psycopg

_COLUMNS = """
SELECT a.attname, has_schema_privilege(n.oid, 'USAGE') AND has_column_privilege(c.oid, a.attnum, 'SELECT')
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid
WHERE n.nspname = %s AND c.relname = %s AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY a.attnum
"""
_OTHERS = """
SELECT c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = %s AND c.relkind IN ('r', 'p', 'v', 'm', 'f') ORDER BY c.relname
"""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was read: a CSV file for each relation, and what the source says of the submission."""

    files: tuple[Path, ...]
    said: Manifest


@dataclass(frozen=True, slots=True)
class _Chosen:
    """A relation, its place in the source, and the columns of it that are read."""

    at: tuple[str | int, ...]
    relation: RelationForm
    table: SentTable
    columns: tuple[str, ...]


def fetch(
    path: Path, to: Path, period: Period | None, limits: Limits, whole: bool = False, most_rows: int | None = None
) -> Fetched:
    """Read the source in the file `path` into CSV files in the folder `to`, each readable by its owner alone.

    period: whose rows are read where a relation tells its rows by month. whole: every column is read, for a mapping
    that knows them; otherwise only those of the table, so that nothing else leaves the warehouse. most_rows: of each
    relation. Raises a Refusal with all that is wrong with the source or its relations, and where reading fails.
    """
    import psycopg

    source = read_source(path)
    if problems := [] if most_rows else list(_without_a_month(source, period)):
        raise Refusal(problems)
    files = []
    with looking(source) as connection:
        for chosen in _all_chosen(source, connection, whole):
            file = to / f"{chosen.table.name}.csv"
            try:
                _copy(source, connection, chosen, file, period, limits, most_rows)
            except psycopg.Error as error:
                raise Refusal(of_server(source, error, chosen.at)) from None
            files.append(file)
    return Fetched(tuple(files), said_of(source))


def said_of(source: Source) -> Manifest:
    """What a source says of the submission, as a manifest beside its files would say it."""
    form = source.form
    columns = {one.table: dict(one.columns) for one in form.relations if one.columns}
    return Manifest(
        provider=form.provider, version=form.version, invented=form.invented, part=form.part, columns=columns
    )


def _without_a_month(source: Source, period: Period | None) -> list[Problem]:
    told = [at for at, one in enumerate(source.form.relations) if one.month]
    if period is not None or not told:
        return []
    at = ("relations", told[0], "month")
    said = "Its rows are read by month, and no month is named"
    return [source.wrong("SUBMISSION.PERIOD", at, said, "Give the month, for example 2016-03")]


def _all_chosen(source: Source, connection: psycopg.Connection, whole: bool) -> list[_Chosen]:
    """What is read of every relation. Raises a Refusal with all that is wrong with any of them."""
    import psycopg

    found: list[_Chosen] = []
    problems: list[Problem] = []
    for place, relation in enumerate(source.form.relations):
        at = ("relations", place)
        try:
            names: dict[str, bool] = dict(connection.execute(_COLUMNS, relation.place).fetchall())
            others = [] if names else [name for (name,) in connection.execute(_OTHERS, relation.place[:1]).fetchall()]
        except psycopg.Error as error:
            raise Refusal(of_server(source, error, at)) from None
        table = table_of(relation)
        assert table is not None  # noqa: S101 - read_source refuses a table that is none
        chosen = _Chosen(at, relation, table, _read_of(relation, table, list(names), whole))
        wrong = _no_relation(source, chosen, others) if not names else _wrong(source, chosen, names, whole)
        problems.extend(wrong)
        found.append(chosen)
    if problems:
        raise Refusal(problems)
    return found


def _read_of(relation: RelationForm, table: SentTable, names: Sequence[str], whole: bool) -> tuple[str, ...]:
    return tuple(names if whole else known_columns(names, table, relation.columns))


def _no_relation(source: Source, chosen: _Chosen, others: Sequence[str]) -> list[Problem]:
    schema, name = chosen.relation.place
    said = f'The warehouse has no table or view "{name}" in the schema "{schema}"'
    near = nearest(name, others) if others else ""
    fix = near if near.startswith("Did") else "Write schema.name as the warehouse has it, capitals as well"
    return [source.wrong("SOURCE.RELATION", (*chosen.at, "relation"), said, fix)]


def _wrong(source: Source, chosen: _Chosen, names: Mapping[str, bool], whole: bool) -> list[Problem]:
    """Columns that the source names and the relation has not, that must be there, or that may not be read."""
    relation, at = chosen.relation, chosen.at
    named = [("columns", one) for one in relation.columns] + [("only", one) for one in relation.only]
    named += [("month", relation.month.column)] if relation.month else []
    problems = []
    for key, one in named:
        if one not in names:
            said = f'{relation.relation} has no column "{one}"'
            problems.append(source.wrong("HEAD.MISSING", (*at, key, one), said, nearest(one, list(names))))
    barred = [one for one in dict.fromkeys((*chosen.columns, *(one for _, one in named))) if not names.get(one, True)]
    if barred:
        said = f"This user may not read {', '.join(barred)} of {relation.relation}"
        fix = "Ask whoever keeps the warehouse to GRANT SELECT on it, and USAGE on its schema, to this user"
        problems.append(source.wrong("SOURCE.ALLOWED", at, said, fix))
    if not whole:
        raw = RawTable(Path(source.file), tuple(names))
        _, wrong = columns_of(raw, chosen.table, relation.columns)
        fix = "Write the column under columns:, its name there first and ours after it, or name it so in a view"
        line = source.located.line_of(at)
        problems += [replace(one, file=source.file, line=line, fix=fix) for one in wrong]
    return problems


def _copy(
    source: Source,
    connection: psycopg.Connection,
    chosen: _Chosen,
    to: Path,
    period: Period | None,
    limits: Limits,
    most_rows: int | None,
) -> None:
    """Stream a relation into a file; never more of it is held than comes at once."""
    query = copy_query(chosen.relation, chosen.columns, period, most_rows)
    size = 0
    with to.open("xb") as file, connection.cursor() as cursor, cursor.copy(query) as copy:
        os.chmod(to, 0o600)
        for piece in copy:
            size += len(piece)
            if size > limits.most_bytes:
                said = f"{chosen.relation.relation} gives more than {limits.most_bytes:,} bytes"
                raise Refusal(source.wrong("FILE.SIZE", chosen.at, said, "Read it by month:, or through a view"))
            file.write(piece)
