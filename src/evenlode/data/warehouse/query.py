"""What a warehouse is asked: each query a copy of one relation as CSV, every value text, in one order of rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from evenlode.data.months import first_day, month_number
from evenlode.data.warehouse.form import RelationForm
from evenlode.results import Period

if TYPE_CHECKING:
    from psycopg import sql

_BEFORE_APRIL_1900 = 12 * 1900 + 2
"""The month before the one that the national data set counts as 1."""

SETTINGS = (
    ("DateStyle", "ISO, YMD"),
    ("IntervalStyle", "iso_8601"),
    ("TimeZone", "Europe/London"),
    ("bytea_output", "hex"),
    ("extra_float_digits", "1"),
)
"""What the text of a value hangs on, set so that a warehouse says the same on every day and to everybody."""


def copy_query(
    relation: RelationForm, columns: Sequence[str], period: Period | None = None, most_rows: int | None = None
) -> sql.Composed:
    """A relation's columns as CSV under their own names, the rows in the order of their text by bytes.

    The order makes the same rows the same bytes, so that they are one submission however often they are read. period:
    whose rows are read where the relation tells its rows by month; None for those of every month. most_rows: the first
    of them alone.
    """
    from psycopg import sql

    nothing = sql.SQL("")
    conditions = list(_conditions(relation, period))
    return sql.SQL(
        "COPY (SELECT {} FROM {}{} ORDER BY {}{}) TO STDOUT (FORMAT csv, HEADER true, ENCODING 'UTF8')"
    ).format(
        sql.SQL(", ").join(sql.SQL('{0}::text COLLATE "C" AS {0}').format(sql.Identifier(one)) for one in columns),
        sql.Identifier(*relation.place),
        sql.SQL(" WHERE {}").format(sql.SQL(" AND ").join(conditions)) if conditions else nothing,
        sql.SQL(", ").join(sql.Literal(place + 1) for place in range(len(columns))),
        sql.SQL(" LIMIT {}").format(sql.Literal(most_rows)) if most_rows else nothing,
    )


def _conditions(relation: RelationForm, period: Period | None) -> Iterator[sql.Composed]:
    from psycopg import sql

    if relation.month and period:
        is_number = relation.month.written == "number"
        told = sql.SQL("{}::text" if is_number else "left({}::text, 7)").format(sql.Identifier(relation.month.column))
        months = range(month_number(period.start), month_number(period.end) + 1)
        words = [str(one - _BEFORE_APRIL_1900) if is_number else f"{first_day(one):%Y-%m}" for one in months]
        yield sql.SQL("{} IN ({})").format(told, sql.SQL(", ").join(map(sql.Literal, words)))
    for column, text in relation.only.items():
        yield sql.SQL("{}::text = {}").format(sql.Identifier(column), sql.Literal(text))
