"""Explaining a figure: how many rows were left at each step towards it, and the query that counts them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evenlode.data.months import month_number
from evenlode.data.questions import Question
from evenlode.data.store import Store
from evenlode.measures.counted import Measure, Nature
from evenlode.measures.measuring import can_count, counted_days, counted_rows
from evenlode.measures.registry import parameters_of, rows_measure
from evenlode.measures.units import COUNTS, counts_of_units
from evenlode.problems import refuse
from evenlode.results import EVERYONE, Period, say_day
from evenlode.terms.definitions import Definition

if TYPE_CHECKING:
    import ibis


@dataclass(frozen=True, slots=True)
class Step:
    """One step towards a figure: what was kept, and how many rows, people or events that left."""

    text: str
    rows: int


def steps(store: Store, definition: Definition, segments: ibis.Table, month: Period) -> list[Step]:
    """From what was sent to the numerator of one calendar month, for everybody the definition is about.

    The first steps count the rows of each table the measure reads, the last ones count people or events once each.
    Raises a Refusal where the figure is supplied, or where nothing can be measured in that month.
    """
    found, days = counting(store, definition, month)
    narrowed = found.steps(store, definition, parameters_of(definition), days)
    rows = counted_rows(store, definition, Question(lambda store: segments), days)
    return [Step(text, _count(store, left)) for text, left in narrowed] + _units(store, found.NATURE, rows, days)


def sql_of(store: Store, definition: Definition, segments: ibis.Table, month: Period) -> str:
    """The query that the engine is asked for the counted rows of the month."""
    _, days = counting(store, definition, month)
    return store.sql(counted_rows(store, definition, Question(lambda store: segments), days))


def counting(store: Store, definition: Definition, month: Period) -> tuple[Measure, Period]:
    """The measure, and the days of the month on which it counts. A Refusal where it counts nothing."""
    found = rows_measure(definition.measure)
    if found is None:
        said = f"{definition.code} is supplied: no rows of the store are counted for it"
        raise refuse("CFG.MEASURE", said, "Ask whoever supplies the figure", field=definition.indicator)
    days = counted_days(store, definition, month)
    if days is None or not can_count(store, definition, found):
        said = f"{definition.code} cannot be measured in {month}"
        fix = f"Choose a month inside {definition.in_force} with data, which end on {say_day(store.data_to)}"
        raise refuse("PERIOD.OUTSIDE", said, fix, field=definition.indicator)
    return found, days


def _units(store: Store, nature: Nature, rows: ibis.Table, days: Period) -> list[Step]:
    """People or events, once each, by what the month makes of them."""
    month = month_number(days.end)
    everybody = (rows.provider == EVERYONE) & (rows.segment == EVERYONE)
    here = rows.filter(everybody & (rows.from_month <= month) & (rows.to_month >= month))
    found = store.fetch(counts_of_units(here, ("indicator",)))
    one = found[0] if found else dict.fromkeys(COUNTS, 0)
    when = f"on {say_day(days.end)}" if nature is Nature.SNAPSHOT else f"in {days}"
    return [
        Step(f"eligible {when}", one["eligible"]),
        Step("of these, with a record", one["eligible"] - one["missing"]),
        Step("in the denominator", one["denominator"]),
        Step("in the numerator", one["numerator"]),
        Step("beside them, could not be timed", one["untimed"]),
    ]


def _count(store: Store, rows: ibis.Table) -> int:
    return int(store.fetch(rows.aggregate(rows=rows.count()))[0]["rows"])
