"""Events: their moment on the clock, and the segments that their people were in on the day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from evenlode.data.months import month_of
from evenlode.data.store import Store
from evenlode.population.segments import is_known
from evenlode.terms.definitions import Definition

if TYPE_CHECKING:
    import ibis

DAY_SECONDS = 86400


def seconds(day: Any, time: Any) -> Any:
    """The moment of a day and a time of day, in seconds, as an expression; null where either is.

    Times are those of the clock on the wall and every day is taken to have 24 hours: over the night on which the
    clocks change, the time between two moments comes out an hour too long or too short.
    """
    return day.epoch_days().cast("int64") * DAY_SECONDS + time


def end_of(day: date) -> int:
    """The moment at which a day is over, in the same seconds."""
    return (day - date(1970, 1, 1)).days * DAY_SECONDS + DAY_SECONDS


def day_after(day: Any, *, days: int = 0, months: int = 0) -> Any:
    """The date so much later, or earlier where it is negative; the last day of a month that is too short for it."""
    import ibis

    step = ibis.interval(months=abs(months)) if months else ibis.interval(days=abs(days))
    return (day + step if days + months >= 0 else day - step).cast("date")


def judged_events(
    store: Store,
    definition: Definition,
    segments: ibis.Table,
    rows: ibis.Table,
    *,
    unit: Any,
    day: Any,
    met: Any,
    judged: Any,
    month: Any = None,
) -> ibis.Table:
    """Events that are judged once their limit has passed: until then, or where no time says so, they are untimed.

    rows: at least (person, provider), a row an event; the others are columns of it. unit: what the event is called.
    day: whose segments and, unless `month` says otherwise, whose month hold. met: whether what was asked had happened.
    """
    month = month_of(day) if month is None else month
    counted = rows.select(
        "person",
        "provider",
        unit=unit,
        day=day,
        from_month=month,
        to_month=month,
        numerator=judged & met,
        denominator=judged,
        untimed=~judged,
    )
    return placed(store, definition, segments, counted)


def placed(
    store: Store, definition: Definition, segments: ibis.Table, rows: ibis.Table, day: str = "day"
) -> ibis.Table:
    """Each event once for every segment the person is in on its day, under whichever provider; see `Measure`.

    rows: at least (unit, person) and the column `day` names. Somebody in no segment, or whose person is not known,
    keeps one row with a null segment. Where the definition names segments, only events of people in one of them on
    that day stay.
    """
    import ibis

    if not is_known(store):
        return rows.mutate(segment=ibis.null("string"))
    held = segments.select("person", "segment", "from_day", "to_day")
    there = ["person", rows[day] >= held.from_day, rows[day] <= held.to_day]
    within = rows.left_join(held, there, rname="{name}_held")
    found = within.select(*rows.columns, "segment").distinct()
    if not definition.segments:
        return found
    named = found.filter(found.segment.isin(definition.segments)).select("unit", day).distinct()
    return found.semi_join(named, ["unit", day])
