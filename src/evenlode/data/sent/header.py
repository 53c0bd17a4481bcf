"""Which column of a file is which of ours, and what is wrong with its header: missing, repeated, of the wrong type."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import pyarrow as pa

from evenlode.data.sent.form import Kind, Must, SentColumn, SentTable
from evenlode.data.sent.raw import RawTable
from evenlode.data.sent.saying import listed, quoted, shown
from evenlode.data.sent.tables import sent_tables
from evenlode.problems import Level, Problem

_NEAR = 0.5


def columns_of(raw: RawTable, form: SentTable, mapped: Mapping[str, str]) -> tuple[dict[str, int], list[Problem]]:
    """For each of our columns that was sent its place in the file, and the problems of the header.

    mapped: names of the file that the manifest says mean one of ours. Columns that mean nothing here are left alone.
    """
    ours = {_plain(name): our for name, our in mapped.items()}
    sent = [_plain(ours.get(_plain(name), name)) for name in raw.header]
    places, problems = {}, []
    for column, names in _called(form.name):
        for name in names:
            found = [place for place, one in enumerate(sent) if one == name]
            if len(found) > 1:
                problems.append(_repeated(raw, column, found))
            if found:
                places[column.name] = found[0]
                break
    if missing := _missing(form, places):
        problems.append(_not_found(raw, form, missing, places))
    wrong = [(column, kind) for column, kind in _typed(raw, form, places) if not _fits(column, kind)]
    if wrong:
        problems.append(_wrong_type(raw, wrong))
    return places, problems


def known_columns(names: Sequence[str], form: SentTable, mapped: Mapping[str, str]) -> list[str]:
    """Those of a source's column names that mean a column of the table, in their order; mapped: see `columns_of`."""
    ours = {_plain(name): our for name, our in mapped.items()}
    meant = {one for _, known in _called(form.name) for one in known}
    return [name for name in names if _plain(ours.get(_plain(name), name)) in meant]


def expected_types(form: SentTable) -> str:
    """The table's Parquet schema in words: what a wrong type is to be mended to."""
    return ", ".join(f"{column.name} {_type_said(column)}" for column in form.columns)


def _missing(form: SentTable, places: Mapping[str, int]) -> list[str]:
    """The columns that must be there and are not: those that say the most first."""
    missing = [column.name for column in form.columns if column.must is not Must.MAY and column.name not in places]
    if form.either and not any(name in places for name in form.either):
        return [form.either[0], *missing]
    return missing


def _not_found(raw: RawTable, form: SentTable, missing: list[str], places: Mapping[str, int]) -> Problem:
    strange = [name for place, name in enumerate(raw.header) if place not in places.values() and name]
    said, rest = [], []
    for name in missing:
        if near := _nearest(name, strange):
            strange.remove(near)
            said.append(f"Required column {name} not found; did you mean {quoted(near)}?")
        else:
            rest.append(name)
    if said:
        message = " ".join([*said, f"{listed(rest)} missing"] if rest else said)
    else:
        more = f"; {listed(rest[1:])} missing" if rest[1:] else ""
        message = f"Required column {rest[0]} not found{more}"
    return Problem(
        "HEAD.MISSING",
        Level.REJECT_FILE,
        raw.file,
        raw.header_line,
        missing[0],
        message,
        "Rename, or map it in the manifest",
    )


def _nearest(name: str, strange: list[str]) -> str | None:
    likeness = {one: difflib.SequenceMatcher(None, _plain(name), _plain(one)).ratio() for one in strange}
    best = max(strange, key=lambda one: likeness[one], default=None)
    return best if best is not None and likeness[best] >= _NEAR else None


def _repeated(raw: RawTable, column: SentColumn, places: list[int]) -> Problem:
    said = f"Columns {listed([str(place + 1) for place in places])} are both {shown(raw.header[places[0]])}"
    fix = "Keep one of them; neither is used"
    return Problem("HEAD.DUPLICATE", Level.REJECT_FILE, raw.file, raw.header_line, column.name, said, fix)


def _typed(raw: RawTable, form: SentTable, places: Mapping[str, int]) -> Iterator[tuple[SentColumn, Any]]:
    for column in form.columns:
        if raw.kinds and column.name in places:
            yield column, raw.kinds[raw.header[places[column.name]]]


def _wrong_type(raw: RawTable, wrong: list[tuple[SentColumn, Any]]) -> Problem:
    said = []
    for place, (column, kind) in enumerate(wrong):
        lost = " (leading zero lost)" if column.codes and column.codes.padded and pa.types.is_integer(kind) else ""
        who = "Column" if place == 0 else column.name
        said.append(f"{who} is {_kind_said(kind)}, {_type_said(column)} expected{lost}")
    fix = "Write the column with the schema shown"
    field = wrong[0][0].name
    return Problem("HEAD.TYPE", Level.REJECT_FILE, raw.file, None, field, "; ".join(said), fix)


def _fits(column: SentColumn, kind: Any) -> bool:
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    if pa.types.is_null(kind):
        return True
    if column.is_day:
        moment = column.kind is Kind.MOMENT and (pa.types.is_timestamp(kind) or _is_text(kind))
        return bool(pa.types.is_date32(kind) or moment)
    if column.kind is Kind.TIME and pa.types.is_time(kind):
        return True
    whole = column.kind is Kind.SCORE and pa.types.is_integer(kind)
    exact = column.kind is Kind.MONEY and pa.types.is_decimal(kind)
    return bool(whole or exact or _is_text(kind))


def _is_text(kind: Any) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def _kind_said(kind: Any) -> str:
    return "text" if _is_text(kind) else str(kind)


def _type_said(column: SentColumn) -> str:
    return {Kind.DAY: "date32", Kind.MOMENT: "timestamp, text or date32"}.get(column.kind, "text")


@cache
def _called(table: str) -> tuple[tuple[SentColumn, tuple[str, ...]], ...]:
    """Each column of a table with every name that it may be sent under, in the one spelling; worked out once."""
    columns = sent_tables()[table].columns
    return tuple((one, tuple(_plain(name) for name in (one.name, *one.aliases))) for one in columns)


def _plain(name: str) -> str:
    """A name in the one spelling that is compared."""
    return name.strip().casefold().replace("_", "").replace(" ", "")
