"""The form of a mapping file: which sheet and column of a provider's own file each of our columns is read from."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, SerializerFunctionWrapHandler, StringConstraints, model_serializer

from evenlode.terms.form import Form
from evenlode.terms.values import Day, Slug, Text, Whole


def _unfilled(value: Any) -> Any:
    """The word null stands for what nobody has decided yet: values arrive as text."""
    return None if value in ("null", "~", "") else value


Unfilled = Annotated[Text | None, BeforeValidator(_unfilled)]
Dates = Literal[
    "year-month-day", "day/month/year", "month/day/year", "year/month/day", "day month-name year", "yyyymmdd", "month"
]
"""How a column writes its days. `month` is a month by name or number: its first day, and its last for an `end`."""


class ColumnForm(Form):
    """One of our columns, and where it comes from: a column of the file by its title, or one value for every row.

    dates: how days are written there; without it, year-month-day. codes: what their words are in ours; a word that is
    not here is taken as it stands.
    """

    ours: Text
    column: Unfilled = None
    value: Text | None = None
    dates: Annotated[Dates | None, BeforeValidator(_unfilled)] = None
    codes: dict[Text, Unfilled] = {}  # noqa: RUF012 - pydantic copies a default for each value


class MonthForm(Form):
    """One month of a file that has its months side by side. columns: for each of ours the title of this month's."""

    month: Unfilled = None
    columns: dict[Text, Text]


class LeaveOutForm(Form):
    """Rows that are not read, under a name by which it is told: those whose cell in a column is one of its words."""

    rule: Slug
    column: Text
    says: tuple[Text, ...]


class TableForm(Form):
    """One table of ours, and the rows it is read from: the sheet, the row of the titles, and every title in order.

    title_rows: how many rows the titles stand in, of which header_row is the last. months: where each month has columns
    of its own; every row is then one of each month. nothing: what stands in such a column where there is no figure.
    leave_out: rows that are no rows of the table, as totals are none.
    """

    table: Text
    sheet: Unfilled = None
    header_row: Whole
    title_rows: Whole = 1
    titles: tuple[Text, ...]
    columns: tuple[ColumnForm, ...]
    months: tuple[MonthForm, ...] = ()
    nothing: tuple[Text, ...] = ()
    leave_out: tuple[LeaveOutForm, ...] = ()

    @model_serializer(mode="wrap")
    def _as_before(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Without what is not used: the hash of a mapping stays what it was before these keys were there."""
        said: dict[str, Any] = handler(self)
        later = {"title_rows": 1, "months": (), "nothing": (), "leave_out": ()}
        return {key: value for key, value in said.items() if key not in later or value not in (later[key], [])}


class MappingForm(Form):
    """A mapping: its name and version, the day it was learnt, the layout it was learnt from, and its tables.

    provider: whose file it is. sheets: of a workbook, all of them in order. fingerprint: of the layout as it is written
    here, so that a change by hand is noticed.
    """

    mapping: Slug
    version: Whole
    dated: Day
    provider: Annotated[str, StringConstraints(min_length=1)] | None = None
    format: Literal["workbook", "csv"]
    encoding: Literal["utf-8", "cp1252"] = "utf-8"
    sheets: tuple[Text, ...] = ()
    fingerprint: Text
    tables: tuple[TableForm, ...]

    @property
    def said(self) -> str:
        """'version 2 of the mapping partner-1-kpi'."""
        return f"version {self.version} of the mapping {self.mapping}"
