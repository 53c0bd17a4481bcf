"""Admissions to hospital, and whether the person had been seen in the year before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evenlode.data.store import Store
from evenlode.measures.admissions import admitted
from evenlode.measures.contacts import ATTENDED
from evenlode.measures.counted import Nature
from evenlode.measures.events import day_after, judged_events
from evenlode.measures.referrals import sent_rows
from evenlode.results import Period
from evenlode.terms.definitions import Definition
from evenlode.terms.form import Form
from evenlode.terms.values import Text, Whole

if TYPE_CHECKING:
    import ibis

NATURE = Nature.EVENT


class Parameters(Form):
    """Which admissions count, and which contacts before them.

    from_days, to_days: an attended contact of any mechanism and with any provider, at least so many days before the
    admission and at most so many. ward_classes: classes of the ward that count; a blank one stays in.
    exclude_sources: sources of admission that are transfers and not counted.

    An admission so early that the days before it are not all in the data is untimed.
    """

    from_days: Whole = 3
    to_days: Whole = 365
    ward_classes: tuple[Text, ...] = ("10", "11", "12", "200", "201", "202")
    exclude_sources: tuple[Text, ...] = ("49", "53", "87")


def reads(parameters: Parameters) -> tuple[str, ...]:
    """The table without which nobody knows of a contact."""
    return ("contacts",)


def needs(parameters: Parameters) -> tuple[str, ...]:
    """The table it counts."""
    return ("hospital_spells",)


def count(
    store: Store, definition: Definition, parameters: Parameters, segments: ibis.Table, span: Period
) -> ibis.Table:
    """A row for each admission in the span and each segment the person was in on that day."""
    import ibis

    spells = admitted(store, definition, parameters.exclude_sources, parameters.ward_classes, span)[-1][1]
    rows = spells.left_join(_seen(store, parameters, spells), ["provider", "spell"], rname="{name}_seen")
    known = ibis.literal(True)
    if store.data_from is not None:
        known = day_after(rows.admitted, days=-int(parameters.to_days)) >= store.data_from
    return judged_events(
        store,
        definition,
        segments,
        rows,
        unit=rows.provider + " " + rows.spell,
        day=rows.admitted,
        met=rows.provider_seen.notnull(),
        judged=known,
    )


def steps(store: Store, definition: Definition, parameters: Parameters, month: Period) -> list[tuple[str, ibis.Table]]:
    """How the spells are narrowed down to the admissions that count, and those of people seen before."""
    found = admitted(store, definition, parameters.exclude_sources, parameters.ward_classes, month)
    rows = found[-1][1]
    seen = rows.semi_join(_seen(store, parameters, rows), ["provider", "spell"])
    return [*sent_rows(store, "hospital_spells", "spells"), *found, ("of these, seen in the days before", seen)]


def _seen(store: Store, parameters: Parameters, rows: ibis.Table) -> ibis.Table:
    """(provider, spell) of the admissions with a contact in the days before."""
    contacts = store.table("contacts")
    contacts = contacts.filter(contacts.attendance.isin(ATTENDED)).select("person", "day").distinct()
    left = rows.select(
        "person",
        "provider",
        "spell",
        since=day_after(rows.admitted, days=-int(parameters.to_days)),
        until=day_after(rows.admitted, days=-int(parameters.from_days)),
    )
    near = ["person", left.since <= contacts.day, contacts.day <= left.until]
    return left.inner_join(contacts, near).select("provider", "spell").distinct()
