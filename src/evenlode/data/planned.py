"""A store that remembers how a question was answered: asked again, over whatever rows, it builds no expression."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Hashable
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from evenlode.data.plans import Plan, Plans, made_by, users_plans
from evenlode.data.questions import Question, plain_text
from evenlode.data.store import SentTable, Store, _as_written
from evenlode.data.tables import TABLES

if TYPE_CHECKING:
    import ibis

Row = dict[str, Any]

_OF_THE_ROWS = ("manifest_sha256", "opening_problems")
"""What a store says of its rows rather than of their shape: no question may read it."""


def planned(store: Store, plans: Plans | None = None) -> PlannedStore:
    """The same store with a memory for queries: the user's own unless another is given. Closing one closes both."""
    return PlannedStore(store, plans or users_plans())


def ask(store: Store, question: Question) -> list[Row]:
    """The answer to the question, in no order that may be relied on; a planned store may know the query for it."""
    return store.answer(question) if isinstance(store, PlannedStore) else store.fetch(question.rows(store))


class PlannedStore(Store):
    """A store whose questions are answered by queries that are kept under everything that went into them.

    That is the question with all its values, which tables were sent and in which columns, the store's own words, the
    whole source of Evenlode and the versions of the engine; never a row, a count or the name of a file. Tables worked
    out on the way are named by their queries, so that the same name is the same rows.
    """

    def __init__(self, store: Store, plans: Plans) -> None:
        vars(self).update(vars(store))
        self._plans = plans
        self._made: set[str] = set()
        self._queries: dict[str, str] = {}
        self._building = 0
        self._looked = False
        self._shape: str | None = None

    def answer(self, question: Question) -> list[Row]:
        """The answer, by the plan that is kept or by one that is made and kept now."""
        self._looked |= self._building > 0
        asked = self._asked(question)
        plan = self._plans.find(asked) if asked else None
        if plan is None:
            rows = self._built(lambda: question.rows(self))
            plan = self._plan(rows)
            if plan is None:
                return super().fetch(rows)
            if asked and not self._looked:
                self._plans.keep(asked, plan)
        for name, query in plan.tables:
            self._make(name, query)
        return self._run(plan.query)

    def as_sent(self, name: str) -> SentTable:
        """Everything that was sent of a table, as a build of its own: asked for by anybody, it depends on no data."""
        sent: SentTable = self._built(lambda: super(PlannedStore, self).as_sent(name))
        return sent

    def table(self, name: str) -> ibis.Table:
        """The accepted rows of a table; one without rows where it was not sent."""
        if self.has(name):
            return self._built(lambda: super(PlannedStore, self).table(name))
        return self._built(lambda: self.keep(("empty", name), lambda: _without_rows(name)))

    def keep(self, key: tuple[Hashable, ...], rows: Callable[[], Any]) -> ibis.Table:
        """Rows worked out once and kept until the store is closed, in a table named by the query that makes it."""
        if key not in self._kept:
            made_from = rows()
            query = self._typed(made_from)
            if query is None:
                return super().keep(key, lambda: made_from)
            words = [str(part) for part in takewhile(lambda part: isinstance(part, str), key)]
            name = "_".join([*words, hashlib.sha256(query.encode()).hexdigest()[:16]])
            self._make(name, query)
            self._kept[key] = self._backend.table(name)
            self._made_from[name] = made_from
            if self._building and not self._looked:
                self._queries[name] = query
        return self._kept[key]

    def fetch(self, rows: ibis.Table) -> list[Row]:
        """The rows as Python values. Inside a build it is a look at data, and the build's query will not be kept."""
        self._looked |= self._building > 0
        return super().fetch(rows)

    def _asked(self, question: Question) -> str | None:
        """Everything that goes into the query, as text; None where something given is no plain value."""
        text = question.text
        if text is None:
            return None
        if self._shape is None:
            words = {
                name: plain_text(value)
                for name, value in vars(self).items()
                if not name.startswith("_") and name not in _OF_THE_ROWS
            }
            sent = {name: self._compiled(sent.rows) for name, sent in self._sent.items()}
            self._shape = json.dumps([made_by(), words, sent], sort_keys=True)
        return f"{self._shape}\n{text}"

    def _built(self, build: Callable[[], Any]) -> Any:
        """What is built; a look at data that it takes is noticed."""
        if not self._building:
            self._looked = False
        self._building += 1
        try:
            return build()
        finally:
            self._building -= 1

    def _plan(self, rows: ibis.Table) -> Plan | None:
        """How the rows come about; None where something of it is not to be said as a query alone."""
        names = self._behind(rows, [])
        if _holds_values(rows) or not all(name in self._queries for name in names):
            return None
        return Plan(tuple((name, self._queries[name]) for name in names), self._compiled(rows))

    def _typed(self, rows: ibis.Table) -> str | None:
        """The query of the rows with every column under the type it is declared with; None where it holds values."""
        if _holds_values(rows):
            return None
        kinds = {name: self._backend.compiler.type_mapper.to_string(kind) for name, kind in rows.schema().items()}
        columns = ", ".join(f'CAST("{name}" AS {kind}) AS "{name}"' for name, kind in kinds.items())
        return f"SELECT {columns} FROM ({self._compiled(rows)})"  # noqa: S608 - made of our own expressions

    def _compiled(self, rows: ibis.Table) -> str:
        with _as_written():
            return str(self._backend.compile(rows))

    def _make(self, name: str, query: str) -> None:
        if name not in self._made:
            self._backend.con.execute(f'CREATE TEMPORARY TABLE "{name}" AS {query}')
            self._made.add(name)

    def _run(self, query: str) -> list[Row]:
        found = self._backend.con.execute(query)
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _holds_values(rows: ibis.Table) -> bool:
    """True where rows come from memory, which no query can say."""
    from ibis.expr.operations import InMemoryTable

    return bool(rows.op().find(InMemoryTable))


def _without_rows(name: str) -> ibis.Table:
    """The declared columns of a table and no rows, said as a query."""
    import ibis

    from evenlode.data.shapes import arrow_schema

    schema = ibis.Schema.from_pyarrow(arrow_schema(TABLES[name]))
    blank = {column: ibis.null(kind) for column, kind in schema.items()}
    one = ibis.literal(1).name("one").as_table()
    return one.select(**blank).filter(ibis.literal(False))
