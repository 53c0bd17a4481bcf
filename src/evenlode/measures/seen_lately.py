"""People of the caseload on the last day of a month, and whether anybody has seen them lately."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evenlode.data.store import Store
from evenlode.measures.changing import ToChange
from evenlode.measures.contacts import ATTENDED
from evenlode.measures.counted import Nature
from evenlode.measures.events import day_after
from evenlode.measures.reaching import counted_in_reach
from evenlode.measures.referrals import sent_rows
from evenlode.population.caseload import caseload
from evenlode.results import Period, say_day
from evenlode.terms.definitions import Definition
from evenlode.terms.form import Form
from evenlode.terms.values import Whole

if TYPE_CHECKING:
    import ibis

NATURE = Nature.SNAPSHOT
_CONTACTS, _OF_PARTNERS = "contacts", "partner_contacts"


class Parameters(Form):
    """How long ago somebody was last seen.

    months: an attended contact within so many months before the day counts, by any mechanism and with any provider,
    partners outside the national data set among them. Nobody is missing: no contact on record is no contact.
    """

    months: Whole


def reads(parameters: Parameters) -> tuple[str, ...]:
    """The tables a contact can be in."""
    return (_CONTACTS, _OF_PARTNERS)


def count(
    store: Store, definition: Definition, parameters: Parameters, segments: ibis.Table, span: Period
) -> ibis.Table:
    """A row for each person, provider and segment, cut where the answer changes; see evenlode.measures.counted."""
    people = caseload(store, segments, definition, span)
    seen = _seen(store)
    lasts = seen.select("person", from_day=seen.day, to_day=day_after(seen.day, months=int(parameters.months)))
    return counted_in_reach(people, lasts, span)


def steps(store: Store, definition: Definition, parameters: Parameters, month: Period) -> list[tuple[str, ibis.Table]]:
    """How the contacts are narrowed down to those that somebody attended."""
    seen = _seen(store)
    return [
        *sent_rows(store, _CONTACTS, "contacts"),
        *sent_rows(store, _OF_PARTNERS, "contacts of partners"),
        ("people's days with an attended contact", seen),
        (f"on or before {say_day(month.end)}", seen.filter(seen.day <= month.end)),
    ]


def to_change(store: Store, definition: Definition, parameters: Parameters, days: Period) -> ToChange:
    """A contact; the day is the last on which the latest one is recent enough."""
    seen = _seen(store)
    last = seen.filter(seen.day <= days.end).group_by("person").agg(day=lambda rows: rows.day.max())
    return ToChange(
        fails="an attended contact",
        lapses="an attended contact before the last one is too long ago",
        due=last.select(unit=last.person, by=day_after(last.day, months=int(parameters.months))),
    )


def _seen(store: Store) -> ibis.Table:
    """(person, day) of every attended contact, once each."""
    contacts = store.table(_CONTACTS)
    own = contacts.filter(contacts.attendance.isin(ATTENDED)).select("person", "day")
    return own.union(store.table(_OF_PARTNERS).select("person", "day"), distinct=True)
