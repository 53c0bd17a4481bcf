"""Reads a mapping file strictly: every key known, every null filled in, every column one that there is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from evenlode.data.mapping.form import ColumnForm, MappingForm, TableForm
from evenlode.data.mapping.layout import fingerprint_of
from evenlode.data.mapping.reading_shape import wrong_shape
from evenlode.data.mapping.targets import nearest_target, target_called
from evenlode.data.sent.form import Must, SentColumn, SentTable
from evenlode.data.sent.saying import nearest
from evenlode.problems import Level, Problem, Refusal
from evenlode.terms.parsing import read_form
from evenlode.terms.yaml_text import Located

_Found = tuple[str, tuple[str | int, ...], str, str]
"""A rule, the path of what breaks it, what is wrong, and what to do."""


def read_mapping(path: Path) -> MappingForm:
    """The mapping in the file. Raises a Refusal with every problem in it, each with its line."""
    form, located, problems = read_form(path, path.name, MappingForm)
    if form is not None and not problems:
        problems = [_problem(path, located, *found) for found in _wrong(form)]
    if form is None or problems:
        raise Refusal(problems)
    return form


def _problem(path: Path, located: Located, rule: str, at: tuple[str | int, ...], message: str, fix: str) -> Problem:
    field = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in at).removeprefix(".")
    return Problem(rule, Level.REJECT_FILE, path.name, located.line_of(at), field or None, message, fix)


def _wrong(form: MappingForm) -> Iterator[_Found]:
    if not form.tables:
        yield "CFG.MISSING", ("tables",), '"tables" is empty', "Learn the file again with `evenlode map`"
    for at, table in enumerate(form.tables):
        place = ("tables", at)
        target = target_called(table.table)
        if target is None:
            yield "CODE.LIST", (*place, "table"), f'"{table.table}" is no table', nearest_target(table.table)
            continue
        if form.format == "csv" and table.sheet is not None:
            yield "CFG.VALUE", (*place, "sheet"), "A CSV has no sheets", "Take sheet: out, or learn the workbook"
        if form.format == "workbook":
            yield from _of_sheet(table, form.sheets, (*place, "sheet"))
        yield from _of_columns(table, target, place)
        yield from wrong_shape(table, target, place)
    if fingerprint_of(form) != form.fingerprint:
        said = "The fingerprint is not that of the sheets and titles written here: they were changed by hand"
        yield (
            "CFG.FINGERPRINT",
            ("fingerprint",),
            said,
            "Learn the file again with `evenlode map FILE --from` this file",
        )


def _of_sheet(table: TableForm, sheets: Sequence[str], place: tuple[str | int, ...]) -> Iterator[_Found]:
    if table.sheet is None:
        yield "CFG.MISSING", place, "The sheet is not filled in", f"Write one of {', '.join(sheets)}"
    elif table.sheet not in sheets:
        yield "CODE.LIST", place, f'"{table.sheet}" is no sheet of the file', f"Use one of {', '.join(sheets)}"


def _of_columns(table: TableForm, target: SentTable, place: tuple[str | int, ...]) -> Iterator[_Found]:
    ours = {column.name: column for column in target.columns}
    met = set[str]()
    for at, entry in enumerate(table.columns):
        here = (*place, "columns", at)
        if entry.ours not in ours:
            fix = nearest(entry.ours, list(ours))
            yield "CODE.LIST", (*here, "ours"), f'"{entry.ours}" is no column of {target.name}', fix
            continue
        if entry.ours in met:
            yield "KEY.DUPLICATE", (*here, "ours"), f"{entry.ours} is read from two columns", "Keep one of the entries"
        met.add(entry.ours)
        yield from _of_entry(entry, ours[entry.ours], table.titles, here)
    met.update(name for month in table.months for name in ("start", "end", *month.columns))
    for column in target.columns:
        if column.must is not Must.MAY and column.name not in met:
            fix = f"Add ours: {column.name} with a column, or with a value that is the same in every row"
            yield "HEAD.MISSING", (*place, "columns"), f"{column.name} must be there", fix
    if target.either and not met.intersection(target.either):
        said = f"One of {', '.join(target.either)} must be there"
        yield "HEAD.MISSING", (*place, "columns"), said, "Add one of them with its column"


def _of_entry(
    entry: ColumnForm, column: SentColumn, titles: Sequence[str], here: tuple[str | int, ...]
) -> Iterator[_Found]:
    if entry.value is not None:
        if {"column", "dates", "codes"} & entry.model_fields_set:
            yield "CFG.VALUE", here, f"{entry.ours} has a value and more beside it", "Keep value: alone, or column:"
        elif column.codes and not column.codes.has(entry.value):
            yield from _no_code(entry.value, column, (*here, "value"))
        return
    if entry.column is None:
        fix = "Write the title of its column, value: for one that is the same in every row, or take the entry out"
        yield "CFG.MISSING", (*here, "column"), f"The column of {entry.ours} is not filled in", fix
    elif entry.column not in titles:
        said = f'"{entry.column}" is no title of the file'
        yield "CODE.LIST", (*here, "column"), said, nearest(entry.column, titles)
    if entry.dates is None and "dates" in entry.model_fields_set:
        fix = "Write day/month/year, month/day/year or another way, as whoever keeps the file knows it"
        yield "CFG.MISSING", (*here, "dates"), f"How {entry.ours} writes its days is not filled in", fix
    if entry.dates and not column.is_day:
        yield "CFG.VALUE", (*here, "dates"), f"{entry.ours} holds no days", "Take dates: out"
    for word, code in entry.codes.items():
        if code is None:
            of = f"of the {column.codes.name} list " if column.codes else ""
            fix = f"Write the code {of}that it stands for, or take the line out: rows with it are then told as wrong"
            yield "CFG.MISSING", (*here, "codes", word), f'What "{word}" means is not filled in', fix
        elif column.codes and not column.codes.has(code):
            yield from _no_code(code, column, (*here, "codes", word))


def _no_code(code: str, column: SentColumn, here: tuple[str | int, ...]) -> Iterator[_Found]:
    yield "CODE.LIST", here, f'"{code}" is no code of {column.name}', f"Use one of {column.codes}"
