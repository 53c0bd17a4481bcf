"""Reads a source file strictly: every key known, every table and column one that there is, no secret in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from evenlode.data.sent.form import SentTable
from evenlode.data.sent.manifest import NAMES
from evenlode.data.sent.saying import nearest
from evenlode.data.sent.tables import nearest_tables, sent_tables
from evenlode.data.warehouse.form import RelationForm, SourceForm
from evenlode.problems import Level, Problem, Refusal
from evenlode.terms.parsing import read_form, read_text
from evenlode.terms.yaml_text import Located, read_yaml

_Found = tuple[str, tuple[str | int, ...], str, str]
"""A rule, the path of what breaks it, what is wrong, and what to do."""


@dataclass(frozen=True)
class Source:
    """A source file: what people call it, what it says, and where."""

    file: str
    form: SourceForm
    located: Located

    def wrong(self, rule: str, at: tuple[str | int, ...], message: str, fix: str) -> Problem:
        """A problem at a place of the file."""
        field = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in at).removeprefix(".")
        return Problem(rule, Level.REJECT_FILE, self.file, self.located.line_of(at), field or None, message, fix)


def is_called_source(path: Path) -> bool:
    """True where a path that is to be taken in is called like a source: YAML that is no manifest."""
    return path.suffix.casefold() in (".yaml", ".yml") and path.name not in NAMES


def is_source(path: Path) -> bool:
    """True where the file says that it is a source, and is no contract in YAML."""
    if not is_called_source(path):
        return False
    text, _ = read_text(path, path.name)
    said = read_yaml(text, path.name).value if text is not None else None
    return isinstance(said, dict) and {"source", "relations"} <= said.keys()


def read_source(path: Path) -> Source:
    """The source in the file. Raises a Refusal with every problem in it, each with its line."""
    form, located, problems = read_form(path, path.name, SourceForm)
    if form is None or problems:
        raise Refusal(problems)
    source = Source(path.name, form, located)
    if found := [source.wrong(*one) for one in _wrong(form)]:
        raise Refusal(found)
    return source


def table_of(relation: RelationForm) -> SentTable | None:
    """The table whose rows a relation holds."""
    named = (table for name, table in sent_tables().items() if name.casefold() == relation.table.casefold())
    return next(named, None)


def _wrong(form: SourceForm) -> Iterator[_Found]:
    if form.environment and form.service:
        said = "It names both an environment variable and a service"
        yield "CFG.VALUE", ("service",), said, "Keep environment: or service:"
    if not 1 <= form.seconds <= 86_400:
        said = f"{form.seconds} seconds is no time that a query may take"
        yield "CFG.VALUE", ("seconds",), said, "Write 1 to 86400, for example 600"
    if not form.relations:
        yield "CFG.MISSING", ("relations",), '"relations" is empty', "Add a table: and its relation:"
    met = set[str]()
    for at, relation in enumerate(form.relations):
        place = ("relations", at)
        table = table_of(relation)
        if table is None:
            said = f'"{relation.table}" is no table that can be sent'
            yield "CODE.LIST", (*place, "table"), said, nearest_tables(relation.table)
        else:
            yield from _of_table(relation, table, met, place)
        if relation.relation.count(".") > 1 or "" in relation.place:
            said = f'"{relation.relation}" is no name of a relation'
            yield "CFG.NAME", (*place, "relation"), said, "Write name or schema.name; make a view of any other name"


def _of_table(
    relation: RelationForm, table: SentTable, met: set[str], place: tuple[str | int, ...]
) -> Iterator[_Found]:
    if table.name in met:
        fix = "Make one view of both, and name that"
        yield "KEY.DUPLICATE", (*place, "table"), f"{table.name} is read from two relations", fix
    met.add(table.name)
    ours = [column.name for column in table.columns]
    for theirs, our in relation.columns.items():
        if our not in ours:
            said = f'"{our}" is no column of {table.name}'
            yield "CODE.LIST", (*place, "columns", theirs), said, nearest(our, ours)
