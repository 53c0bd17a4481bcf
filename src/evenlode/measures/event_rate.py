"""Attendances or admissions of the people of the caseload, beside the months that these people were on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import model_validator

from evenlode.data.months import month_ends, month_of
from evenlode.data.store import Store
from evenlode.measures.counted import Nature
from evenlode.measures.discharges import without
from evenlode.measures.referrals import sent_rows
from evenlode.population.caseload import caseload_by_segment
from evenlode.results import EVERYONE, Period
from evenlode.terms.definitions import Definition
from evenlode.terms.form import Form
from evenlode.terms.values import Text, Whole, wrong

if TYPE_CHECKING:
    import ibis

NATURE = Nature.EVENT
_TABLES = {"ed attendances": "ed_attendances", "admissions": "hospital_spells"}


class Parameters(Form):
    """Which events count, and per how many people and months the rate is given.

    events: attendances at an emergency department, or admissions to hospital. types: types of department, 1 and 01 the
    same; empty for any. exclude_sources: sources of admission that are transfers, so no admission. An event counts in
    the month of its day where the person is on the caseload at that month's end, under every provider and segment they
    then have, and once in every total; whoever sent the row.

    per_people, per_months: the figure is the number of events for each so many people on the caseload for so many
    months. The definition's kind is `rate`; the numerator is the events, the denominator the people at each month's
    end, added up.
    """

    events: Literal["ed attendances", "admissions"]
    types: tuple[Text, ...] = ("01",)
    exclude_sources: tuple[Text, ...] = ("49", "53", "87")
    per_people: Whole = 100
    per_months: Whole = 6

    @model_validator(mode="after")
    def _per_something(self) -> Parameters:
        if not self.per_people or not self.per_months:
            raise wrong("CFG.DEFINITION", "a rate is per something", "Give per_people and per_months of 1 or more")
        return self


def reads(parameters: Parameters) -> tuple[str, ...]:
    """The table the events are in."""
    return (_TABLES[parameters.events],)


def count(
    store: Store, definition: Definition, parameters: Parameters, segments: ibis.Table, span: Period
) -> ibis.Table:
    """A row for each person and month of the caseload, and one for each event; both are in the denominator.

    Events are taken out of the denominator again where the figure is made (evenlode.outturn.values): a unit may be in
    the numerator only where it is in the denominator.
    """
    import ibis

    people = _months(store, definition, segments, span)
    events = _events(store, parameters)
    happened = people.inner_join(events, ["person", "month"])
    shown = ("person", "provider", "segment", "month", "unit", "numerator")
    there = people.mutate(unit=people.person + " " + people.month.cast("string"), numerator=ibis.literal(False))
    both = there.select(*shown).union(happened.mutate(unit=happened.event, numerator=ibis.literal(True)).select(*shown))
    return both.select(
        "person",
        "provider",
        "segment",
        "unit",
        "numerator",
        from_month="month",
        to_month="month",
        denominator=ibis.literal(True),
    )


def steps(store: Store, definition: Definition, parameters: Parameters, month: Period) -> list[tuple[str, ibis.Table]]:
    """How the events are narrowed down to those that count in the month."""
    table = _TABLES[parameters.events]
    events = _events(store, parameters)
    number = month_ends(month)[1]
    return [
        *sent_rows(store, table, f"rows of {table}"),
        (f"rows of {table} after the checks", store.table(table)),
        ("events that count", events),
        ("in the month", events.filter(events.month == number)),
    ]


def _months(store: Store, definition: Definition, segments: ibis.Table, span: Period) -> ibis.Table:
    """(person, provider, segment, month): the month ends at which each person is on the caseload."""
    import ibis

    rows = caseload_by_segment(store, segments, definition, span)
    rows = rows.filter(rows.provider != EVERYONE, rows.segment != EVERYONE)
    first, last = month_ends(span)
    months = ibis.range(first, last + 1).unnest().name("month").as_table()
    months = months.select(month=months.month.cast("int64"))
    inside = [rows.from_month <= months.month, months.month <= rows.to_month]
    return rows.inner_join(months, inside).select("person", "provider", "segment", "month")


def _events(store: Store, parameters: Parameters) -> ibis.Table:
    """(person, month, event): each event under a name of its own."""
    if parameters.events == "admissions":
        spells = without(store.table("hospital_spells"), "admission_source", parameters.exclude_sources)
        return spells.select("person", month=month_of(spells.admitted), event=spells.provider + " " + spells.spell)
    rows = store.table("ed_attendances")
    if parameters.types:
        ways = sorted({way for one in parameters.types for way in (one.zfill(2), one.lstrip("0"))})
        rows = rows.filter(rows.type.isin(ways))
    moment = rows.arrived_day.cast("string") + " " + rows.arrived_time.cast("string").fill_null("")
    named = rows.select("person", "provider", month=month_of(rows.arrived_day), event=rows.person + " at " + moment)
    each = named.group_by("person", "provider", "month", "event").agg(times=named.count())
    return each.select("person", "month", event=each.provider + " " + each.event).distinct()
