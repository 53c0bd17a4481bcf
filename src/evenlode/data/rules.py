"""The rules that rows must keep, made from the table dictionary; the same expressions count a fault and leave it out.

A rule that rejects a record leaves it out of every measure: `accepted` is what measures read. A rule that warns
leaves the record in. A row is counted under the first rule that rejects it, so that a cause hides its cascade.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from evenlode.data.tables import Column, TableForm
from evenlode.problems import Level

if TYPE_CHECKING:
    import ibis

PLACE = ("file", "row")
"""Columns beside the declared ones in what was sent: where a row stands. Never its person."""

FAR_AWAY = date(2999, 12, 31)
"""Stands for a last day that has not come yet."""

CONFLICTS, COPIES = "conflicts", "copies"
"""The two ways in which records can share a key."""

SHORT_LIST = 25
"""A code list that is no longer is printed whole where a code is not in it."""


@dataclass(frozen=True, slots=True)
class RowRule:
    """A rule that one row can break alone. broken_by: tidied rows -> a column, true where the row breaks it."""

    rule: str
    level: Level
    field: str
    broken_by: Callable[[Any], Any]
    message: str
    fix: str


@dataclass(frozen=True, slots=True)
class TableRule:
    """A rule that rows break together. broken_by: rows that break no rule alone -> those that break this one.

    looks_for: what a quick look can say is not there at all.
    """

    rule: str
    level: Level
    field: str
    broken_by: Callable[[Any], Any]
    message: str
    fix: str
    looks_for: str | None = None


def accepted(sent: ibis.Table, form: TableForm, data_to: date) -> ibis.Table:
    """The rows that measures read: declared columns, every rejected record left out.

    Copies of a record are in it once, but for statuses: there a copy says the same of the same day and adds nothing.
    """
    rows = sound_alone(sent, form, data_to)
    if form.key and not form.ties:
        records = rows.select(*form.names).distinct()
        return records.anti_join(_at_odds(records, form), form.key)
    for rule in table_rules(form):
        if rule.level is Level.REJECT_RECORD:
            rows = rows.anti_join(rule.broken_by(rows), PLACE)
    return rows.select(*form.names)


def sound_alone(sent: ibis.Table, form: TableForm, data_to: date) -> ibis.Table:
    """Tidied rows, with their places, that break no rejecting rule of a single row."""
    rows = tidied(sent, form)
    rejecting = [rule for rule in row_rules(form, data_to) if rule.level is Level.REJECT_RECORD]
    return rows.filter([~rule.broken_by(rows) for rule in rejecting])


def tidied(sent: ibis.Table, form: TableForm) -> ibis.Table:
    """What was sent with blank text as null and lost leading zeros put back; the code as sent is kept beside it."""
    columns = {}
    for column in form.columns:
        value = sent[column.name]
        if column.kind == "text":
            value = value.nullif("")
        if column.repaired:
            columns[_as_sent(column.name)] = value
            value = _with_zero(value)
        columns[column.name] = value
    return sent.select(*PLACE, **columns)


def row_rules(form: TableForm, data_to: date) -> Iterator[RowRule]:
    """The rules that a single row of the table must keep, causes before what they cause."""
    for column in form.columns:
        if column.needed:
            yield _filled(column)
    for column in form.columns:
        if column.repaired:
            yield _repaired(column)
        if column.codes:
            yield _listed(column)
    if form.order:
        yield _in_order(*form.order)
    for column in form.columns:
        if column.observed:
            yield _not_later(column, data_to)


def table_rules(form: TableForm) -> Iterator[TableRule]:
    """The rules that rows of the table must keep together."""
    if form.key:
        keys = ", ".join(form.key)
        level = Level.WARN if form.ties else Level.REJECT_RECORD
        kept = "all are kept and the measure decides between them" if form.ties else "none of them is used"
        yield TableRule(
            "KEY.DUPLICATE",
            level,
            form.key[-1],
            lambda rows: _conflicting(rows, form),
            f"Different records have the same {keys}; {kept}",
            "Send one record for each",
            CONFLICTS,
        )
        yield TableRule(
            "KEY.DUPLICATE",
            Level.WARN,
            form.key[-1],
            lambda rows: _copies(rows, form),
            "The same record is sent more than once; it is counted once",
            "None needed",
            COPIES,
        )
    if form.no_overlap:
        yield TableRule(
            "XREC.OVERLAP",
            Level.REJECT_RECORD,
            "from_day",
            lambda rows: _overlapping(rows, form),
            f"It starts while a different {form.no_overlap} is in force for the same person and provider",
            "End the earlier record on the day before this one starts",
        )


def _filled(column: Column) -> RowRule:
    said = f"{column.name} is blank"
    fix = f"Fill in {column.name}: {column.about}"
    return RowRule(
        "VALUE.MISSING", Level.REJECT_RECORD, column.name, lambda rows: rows[column.name].isnull(), said, fix
    )


def _repaired(column: Column) -> RowRule:
    def broken_by(rows: Any) -> Any:
        return (rows[_as_sent(column.name)] != rows[column.name]).fill_null(False)

    said = "The code came without its leading zero; it was put back"
    return RowRule("CODE.REPAIRED", Level.ACCEPT, column.name, broken_by, said, "Send the code as text")


def _listed(column: Column) -> RowRule:
    codes = column.codes
    assert codes is not None  # noqa: S101 - narrows for the type checker; the caller has asked

    def broken_by(rows: Any) -> Any:
        return rows[column.name].notin(tuple(codes.codes)).fill_null(False)

    said = f"The value is no code of the {codes.name} list ({codes.source})"
    fix = f"Use one of {', '.join(codes.codes)}" if len(codes.codes) <= SHORT_LIST else "Use a code of the list"
    return RowRule("CODE.LIST", Level.REJECT_RECORD, column.name, broken_by, said, fix)


def _in_order(earlier: str, later: str) -> RowRule:
    def broken_by(rows: Any) -> Any:
        return (rows[later] < rows[earlier]).fill_null(False)

    said = f"{later} is before {earlier}"
    fix = f"Correct one of the two days, or leave {later} blank while it lasts"
    return RowRule("DATE.ORDER", Level.REJECT_RECORD, later, broken_by, said, fix)


def _not_later(column: Column, data_to: date) -> RowRule:
    def broken_by(rows: Any) -> Any:
        return (rows[column.name] > data_to).fill_null(False)

    said = f"{column.name} is after the last day of data, {data_to}"
    fix = "Correct the day, or send the row with the data it belongs to"
    return RowRule("DATE.FUTURE", Level.REJECT_RECORD, column.name, broken_by, said, fix)


def _conflicting(rows: ibis.Table, form: TableForm) -> ibis.Table:
    """Rows that share their key with a row that says something else."""
    return rows.semi_join(_at_odds(rows.select(*form.names).distinct(), form), form.key)


def _at_odds(records: ibis.Table, form: TableForm) -> ibis.Table:
    """The keys of which there are several different records."""
    return records.group_by(form.key).agg(records=records.count()).filter(lambda found: found.records > 1)


def _copies(rows: ibis.Table, form: TableForm) -> ibis.Table:
    """Every row but the first of those that say the same."""
    import ibis

    number = ibis.row_number().over(group_by=form.names, order_by=PLACE)
    return rows.mutate(copy=number).filter(lambda found: found.copy > 0)


def _overlapping(rows: ibis.Table, form: TableForm) -> ibis.Table:
    """Rows that start on or before the stated end of another one of the same person and provider.

    An earlier record without an end is no fault: the next one ends it. Of two that start together the lower code
    stays, because no order of arrival is known and the same rows must always give the same answer.
    """
    code = str(form.no_overlap)
    other = rows.select("person", "provider", "from_day", "to_day", code).view()
    started_before = (other.from_day < rows.from_day) & (other.to_day >= rows.from_day)
    started_with = (other.from_day == rows.from_day) & (other[code] < rows[code])
    same = [rows.person == other.person, rows.provider == other.provider, rows[code] != other[code]]
    return rows.semi_join(other, [*same, started_before.fill_null(False) | started_with])


def _as_sent(name: str) -> str:
    return f"{name}_as_sent"


def _with_zero(code: Any) -> Any:
    import ibis

    return ibis.ifelse(code.length() == 1, ibis.literal("0") + code, code)
