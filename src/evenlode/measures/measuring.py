"""Counting: every definition's measure over its own days, every total beside its rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from evenlode.data.store import Store
from evenlode.measures.counted import COLUMNS, Counted, Measure, Measured, Nature
from evenlode.measures.registry import parameters_of, problems_of_parameters, rows_measure
from evenlode.population.segments import is_known
from evenlode.problems import Refusal
from evenlode.results import EVERYONE, Period
from evenlode.terms.definitions import Definition

if TYPE_CHECKING:
    import ibis

_TEXT = ("indicator", "unit", "person", "provider", "segment")


def measure(store: Store, definitions: Sequence[Definition], segments: ibis.Table, span: Period) -> Counted:
    """Every definition's counted rows, lazily: nothing is read until they are summed up.

    segments: what `assign_segments` gave. A version of a definition counts only on the days on which it is in
    force, inside the span and up to the last day of data. A definition is left out where its figure is supplied,
    where the store has none of the tables it reads, or where it names segments and nobody's are known: nothing was
    measured, which is not the same as nobody counting. Raises a Refusal with every problem in the parameters, and
    where a definition wants the lead provider and the store does not say which that is.
    """
    problems = problems_of_parameters(definitions)
    if problems:
        raise Refusal(problems)
    measured: list[Measured] = []
    for definition in definitions:
        found = rows_measure(definition.measure)
        days = counted_days(store, definition, span)
        if found is not None and days is not None and can_count(store, definition, found):
            rows = counted_rows(store, definition, found, segments, days)
            measured.append(Measured(definition, definition.version, found.NATURE, rows))
    return Counted(store, tuple(measured))


def counted_days(store: Store, definition: Definition, span: Period) -> Period | None:
    """The days of the span on which the version is in force and there are data; None where there are none."""
    start = max(span.start, definition.in_force.start)
    end = min(span.end, definition.in_force.end, store.data_to)
    return Period(start, end) if start <= end else None


def can_count(store: Store, definition: Definition, found: Measure) -> bool:
    """True where the store has something that the definition can be measured by."""
    sent = any(store.has(table) for table in found.reads(parameters_of(definition)))
    return sent and (not definition.segments or is_known(store))


def counted_rows(
    store: Store, definition: Definition, found: Measure, segments: ibis.Table, days: Period
) -> ibis.Table:
    """One definition's counted rows under COLUMNS."""
    import ibis

    rows = found.count(store, definition, parameters_of(definition), segments, days)
    nothing = ibis.literal(0)
    left_out = {"unit": rows.person, "missing": nothing, "untimed": nothing}
    rows = rows.mutate(
        indicator=ibis.literal(definition.indicator),
        **{name: value for name, value in left_out.items() if name not in rows.columns},
    )
    rows = rows.select(**{name: rows[name].cast("string" if name in _TEXT else "int64") for name in COLUMNS})
    return rows if found.NATURE is Nature.SNAPSHOT else _with_totals(rows)


def _with_totals(events: ibis.Table) -> ibis.Table:
    """Each event under its provider and segment and in the three totals, once in each."""
    import ibis

    everyone = ibis.literal(EVERYONE)
    placed = events.filter(events.segment.notnull())
    return ibis.union(
        placed,
        placed.mutate(provider=everyone),
        events.mutate(segment=everyone),
        events.mutate(provider=everyone, segment=everyone),
    ).distinct()
