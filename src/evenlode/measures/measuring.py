"""Counting: every definition's measure over its own days, every total beside its rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from evenlode.data.questions import Question
from evenlode.data.store import Store
from evenlode.measures.counted import COLUMNS, Counted, Measure, Measured, Nature
from evenlode.measures.registry import parameters_of, problems_of_parameters, rows_measure
from evenlode.population.segments import is_known
from evenlode.population.sets import bits
from evenlode.problems import Refusal
from evenlode.results import EVERYONE, Period
from evenlode.terms.definitions import Definition

if TYPE_CHECKING:
    import ibis

_WHO = ("segments", "honos_clusters", "people", "referrals", "partner_caseload")
_TEXT = frozenset({"indicator", "unit", "person", "provider", "segment"})


def measure(store: Store, definitions: Sequence[Definition], segments: ibis.Table | Question, span: Period) -> Counted:
    """Every definition's counted rows, lazily: nothing is worked out until they are summed up.

    segments: what `assign_segments` gave, or the question that it answers, which is then asked only where it must be.
    A version of a definition counts only on the days on which it is in force, inside the span and up to the last day
    of data. A definition is left out where its figure is supplied, where the store has none of the tables it reads,
    or where it names segments and nobody's are known: nothing was measured, which is not the same as nobody counting.
    Raises a Refusal with every problem in the parameters; where a definition wants the lead provider and the store
    does not say which that is, the one who asks for the rows gets it.
    """
    problems = problems_of_parameters(definitions)
    if problems:
        raise Refusal(problems)
    who = segments if isinstance(segments, Question) else Question(lambda store: segments)
    measured: list[Measured] = []
    for definition in definitions:
        found = rows_measure(definition.measure)
        days = counted_days(store, definition, span)
        if found is not None and days is not None and can_count(store, definition, found):
            measured.append(_measured(definition, found.NATURE, who, days))
    return Counted(store, tuple(measured))


def tables_read(definitions: Sequence[Definition]) -> frozenset[str]:
    """The tables that the definitions are measured by, with those that say who is in a segment where one is named."""
    found: set[str] = set()
    for definition in definitions:
        rows = rows_measure(definition.measure)
        if rows is not None:
            needs = getattr(rows, "needs", None)
            parameters = parameters_of(definition)
            found.update(
                rows.reads(parameters), needs(parameters) if needs else (), _WHO if definition.segments else ()
            )
    return frozenset(found)


def counted_days(store: Store, definition: Definition, span: Period) -> Period | None:
    """The days of the span on which the version is in force and there are data; None where there are none."""
    start = max(span.start, definition.in_force.start)
    end = min(span.end, definition.in_force.end, store.data_to)
    return Period(start, end) if start <= end else None


def can_count(store: Store, definition: Definition, found: Measure) -> bool:
    """True where the store has something that the definition can be measured by, and all that it cannot do without."""
    parameters = parameters_of(definition)
    needs = getattr(found, "needs", None)
    sent = any(store.has(table) for table in found.reads(parameters))
    there = all(store.has(table) for table in needs(parameters)) if needs else True
    return sent and there and (not definition.segments or is_known(store))


def counted_rows(store: Store, definition: Definition, segments: Question, days: Period) -> ibis.Table:
    """One definition's counted rows under COLUMNS, totals included."""
    found = rows_measure(definition.measure)
    if found is None:
        raise ValueError(f"{definition.code} is supplied and counts no rows")
    return _measured(definition, found.NATURE, segments, days).rows(store)


def _measured(definition: Definition, nature: Nature, segments: Question, days: Period) -> Measured:
    rows = Question(rows_of, (definition, segments, days))
    sets = Question(bits_of, (segments,)) if nature is Nature.SNAPSHOT else None
    return Measured(definition, definition.version, nature, rows, sets)


def bits_of(store: Store, segments: Question) -> ibis.Table:
    """What the numbers of sets of segments mean."""
    return bits(store, segments.rows(store))


def rows_of(store: Store, definition: Definition, segments: Question, days: Period) -> ibis.Table:
    """One definition's counted rows under COLUMNS: of a snapshot with sets of segments, of events with all totals."""
    import ibis

    found = cast(Measure, rows_measure(definition.measure))
    rows = found.count(store, definition, parameters_of(definition), segments.rows(store), days)
    nothing = ibis.literal(0)
    left_out = {"unit": rows.person, "missing": nothing, "untimed": nothing, "rank": nothing}
    rows = rows.mutate(
        indicator=ibis.literal(definition.indicator),
        **{name: value for name, value in left_out.items() if name not in rows.columns},
    )
    snapshot = found.NATURE is Nature.SNAPSHOT
    text = _TEXT - {"segment"} if snapshot else _TEXT
    rows = rows.select(**{name: rows[name].cast("string" if name in text else "int64") for name in COLUMNS})
    return rows if snapshot else _with_totals(rows)


def _with_totals(events: ibis.Table) -> ibis.Table:
    """Each event under its provider and segment and in the three totals.

    In the totals over segments an event stands once. A row may be there twice only where two events of a unit under
    two providers say the same; adding up looks at units and counts such rows once.
    """
    import ibis

    everyone = ibis.literal(EVERYONE)
    placed = events.filter(events.segment.notnull())
    once = events.mutate(segment=everyone).distinct()
    return ibis.union(placed, placed.mutate(provider=everyone), once, once.mutate(provider=everyone))
