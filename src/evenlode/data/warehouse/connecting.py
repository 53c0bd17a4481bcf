"""One look at a warehouse: a connection that can only read and sees one moment, and what a server says in our words."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from evenlode.data.warehouse.query import SETTINGS
from evenlode.data.warehouse.reading import Source
from evenlode.problems import Problem, Refusal

if TYPE_CHECKING:
    import psycopg

_WAIT = 15
"""Seconds to wait for a server to answer at all, where the connection says nothing else."""

_Place = tuple[str | int, ...]


@contextmanager
def looking(source: Source) -> Iterator[psycopg.Connection]:
    """A transaction that only reads and sees the warehouse as it is at one moment, for as long as the block lasts.

    Raises a Refusal where there is no connection. What a server says of it is not repeated: it can hold a secret.
    """
    import psycopg

    said = _said(source)
    try:
        own = psycopg.conninfo.conninfo_to_dict(said)
        wait = {} if "PGCONNECT_TIMEOUT" in os.environ else {"connect_timeout": _WAIT}
        whole = psycopg.conninfo.make_conninfo("", **{**wait, "application_name": "evenlode", **own})
        connection = psycopg.connect(whole, prepare_threshold=None)
    except psycopg.Error as error:
        raise Refusal(_no_connection(source, error)) from None
    with connection:
        try:
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            connection.read_only = True
            for name, value in (*SETTINGS, ("statement_timeout", f"{source.form.seconds}s")):
                connection.execute("SELECT set_config(%s, %s, true)", (name, value))
        except psycopg.Error as error:
            raise Refusal(of_server(source, error, ())) from None
        yield connection


def of_server(source: Source, error: psycopg.Error, at: _Place) -> Problem:
    """A fault of a query in our words; at: its relation in the source. The server's own words can hold a value."""
    from psycopg import errors

    what = f"{source.form.relations[int(at[1])].relation} was" if at else "the warehouse was"
    match error:
        case errors.InsufficientPrivilege():
            fix = "Ask whoever keeps the warehouse to GRANT SELECT on it, and USAGE on its schema, to this user"
            return source.wrong("SOURCE.ALLOWED", at, "This user may not read it", fix)
        case errors.QueryCanceled():
            said = f"It took more than {source.form.seconds:,} seconds, or somebody stopped it"
            return source.wrong("SOURCE.TIME", at, said, "Raise seconds:, read by month:, or name a table for the view")
        case errors.CharacterNotInRepertoire() | errors.UntranslatableCharacter():
            fix = "Ask whoever keeps the warehouse to mend the text, or its encoding"
            return source.wrong("FILE.ENCODING", at, "It holds text that cannot be written as UTF-8", fix)
        case errors.OperationalError() if error.sqlstate is None or error.sqlstate.startswith(("57P", "08")):
            return source.wrong("SOURCE.CUT", at, f"The connection was cut while {what} read", "Receive again")
    said = f"The server stopped with SQLSTATE {error.sqlstate or 'unknown'} while {what} read"
    fix = "Ask whoever keeps the warehouse: a SELECT of all of it fails there too"
    return source.wrong("SOURCE.FAILED", at, said, fix)


def _said(source: Source) -> str:
    """The connection in libpq's own words."""
    form = source.form
    if form.environment:
        said = os.environ.get(form.environment, "")
        if not said.strip():
            fix = "Set it to a connection string, for example host=... dbname=... user=..., and call again"
            raise Refusal(
                source.wrong("SOURCE.CONNECT", ("environment",), f"{form.environment} is not set or empty", fix)
            )
        return said
    return f"service={form.service}" if form.service else ""


def _no_connection(source: Source, error: psycopg.Error) -> Problem:
    import psycopg

    form = source.form
    at: _Place = ("environment",) if form.environment else ("service",) if form.service else ()
    said = str(error)
    if any(words in said for words in ("password authentication failed", "no password supplied")):
        fix = "Correct it where the connection is said; a password stands there or in .pgpass, never in this file"
        return source.wrong("SOURCE.LOGIN", at, "The server refuses the user or the password", fix)
    if any(words in said for words in ("authentication failed", "no pg_hba.conf entry")):
        fix = "Ask whoever keeps the warehouse to let this user in from this computer"
        return source.wrong("SOURCE.LOGIN", at, "The server does not let this user in", fix)
    if "does not exist" in said:
        fix = "Check dbname and user where the connection is said"
        return source.wrong("SOURCE.CONNECT", at, "The server has no such database or user", fix)
    if "definition of service" in said:
        fix = "Add it to pg_service.conf, or set PGSERVICEFILE to the file that has it"
        return source.wrong("SOURCE.CONNECT", at, "libpq knows no such service", fix)
    if not isinstance(error, psycopg.OperationalError):
        fix = "Write host=... dbname=... user=... or postgresql://USER@HOST/DATABASE, and try it with psql"
        return source.wrong("SOURCE.CONNECT", at, "What says the connection is no connection string of libpq", fix)
    fix = "Check host, port and network, and that the server runs; psql with the same connection says more"
    return source.wrong("SOURCE.CONNECT", at, "No server answers", fix)
