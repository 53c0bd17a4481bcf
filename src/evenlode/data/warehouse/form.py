"""The form of a source file: which relation of a PostgreSQL warehouse stands for which table that is sent."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator

from evenlode.terms.form import Form
from evenlode.terms.values import Day, Slug, Text, Whole, YesNo, wrong

_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,99}", re.ASCII)


def _plain_name(value: Any) -> Any:
    """A name alone. What is no name may be a connection string with a password in it, so it is not repeated."""
    if not _VARIABLE.fullmatch(str(value)):
        fix = "Put the connection string into an environment variable or libpq's own files, and write its name here"
        raise wrong("SOURCE.SECRET", "This is no plain name; what stands here is not shown", fix)
    return str(value)


PlainName = Annotated[str, BeforeValidator(_plain_name)]


class MonthForm(Form):
    """The column by which the rows of a month are told.

    written: `day` where its text begins with year and month, as any day or 2016-03 does; `number` where it holds the
    month numbers of the national data set, in which 1 is April 1900.
    """

    column: Text
    written: Literal["day", "number"] = "day"


class RelationForm(Form):
    """One table that is sent, and the table or view that its rows are read from.

    relation: its name, or schema.name; without a schema, public. columns: the relation's name for a column, and ours.
    month: how the rows of the month are told; without it all rows are read. only: columns and the text that they must
    hold, for a relation with the rows of several providers.
    """

    table: Text
    relation: Text
    columns: dict[Text, Text] = {}  # noqa: RUF012 - pydantic copies a default for each value
    month: MonthForm | None = None
    only: dict[Text, Text] = {}  # noqa: RUF012 - see above

    @property
    def place(self) -> tuple[str, str]:
        """Its schema and its name."""
        schema, dot, name = self.relation.partition(".")
        return (schema, name) if dot else ("public", schema)


class SourceForm(Form):
    """A source: its name and the day it was agreed, how to reach the warehouse, and its relations.

    environment: the environment variable that holds the connection string. service: an entry of libpq's own
    pg_service.conf. Without either libpq's own variables and files say everything. seconds: the most that one query may
    take. provider, version, invented, part: as in a manifest.
    """

    source: Slug
    dated: Day
    environment: PlainName | None = None
    service: PlainName | None = None
    seconds: Whole = 600
    provider: Text | None = None
    version: Text | None = None
    invented: YesNo = False
    part: YesNo = False
    relations: tuple[RelationForm, ...]
