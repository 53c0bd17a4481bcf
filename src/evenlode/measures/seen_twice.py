"""People who had a contact, and whether it was not the only one of its twelve months."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evenlode.data.months import month_of
from evenlode.data.store import Store
from evenlode.measures.contacts import ATTENDED
from evenlode.measures.counted import Nature
from evenlode.measures.events import day_after, placed
from evenlode.measures.referrals import sent_rows
from evenlode.population.caseload import only_provider
from evenlode.results import Period
from evenlode.terms.definitions import Definition
from evenlode.terms.form import Form
from evenlode.terms.values import Text, Whole

if TYPE_CHECKING:
    import ibis

NATURE = Nature.EVENT


class Parameters(Form):
    """Which contacts count, and how far back the one before may lie.

    teams: team types of the referrals whose contacts count; empty for any, and a blank one is none of those named.
    months: another attended contact, on the same day or less than so many months before, makes it the second. A person
    counts once a period, as the latest contact in it finds them.
    """

    teams: tuple[Text, ...] = ()
    months: Whole = 12


def reads(parameters: Parameters) -> tuple[str, ...]:
    """The table it counts."""
    return ("contacts",)


def needs(parameters: Parameters) -> tuple[str, ...]:
    """The table that says which team a contact belongs to."""
    return ("referrals",) if parameters.teams else ()


def count(
    store: Store, definition: Definition, parameters: Parameters, segments: ibis.Table, span: Period
) -> ibis.Table:
    """A row for each person and day with a contact in the span, under every provider of it; its rank is the day."""
    rows = _days(store, definition, parameters)
    again = (day_after(rows.before, months=int(parameters.months)) > rows.day).fill_null(False)
    rows = rows.mutate(again=again | (rows.contacts > 1))
    rows = rows.filter(rows.day.between(span.start, span.end))
    month = month_of(rows.day)
    counted = rows.select(
        "person",
        "provider",
        "day",
        unit=rows.person,
        from_month=month,
        to_month=month,
        numerator=rows.again,
        denominator=True,
        rank=rows.day.epoch_days().cast("int64"),
    )
    return placed(store, definition, segments, counted)


def steps(store: Store, definition: Definition, parameters: Parameters, month: Period) -> list[tuple[str, ibis.Table]]:
    """How the contacts are narrowed down to the days that count."""
    rows = _days(store, definition, parameters)
    here = rows.filter(rows.day.between(month.start, month.end))
    return [
        *sent_rows(store, "contacts", "contacts"),
        ("contacts after the checks", store.table("contacts")),
        ("attended, with a team that counts", _attended(store, definition, parameters)),
        ("people's days with one, in the month", here.select("person", "day").distinct()),
    ]


def _attended(store: Store, definition: Definition, parameters: Parameters) -> ibis.Table:
    contacts = store.table("contacts")
    left = contacts.filter(contacts.attendance.isin(ATTENDED))
    only = only_provider(store, definition)
    if only is not None:
        left = left.filter(left.provider == only)
    if parameters.teams:
        referrals = store.table("referrals")
        ours = referrals.filter(referrals.team_type.isin(parameters.teams)).select("provider", "referral")
        left = left.semi_join(ours, ["provider", "referral"])
    return left.select("person", "provider", "contact", "day")


def _days(store: Store, definition: Definition, parameters: Parameters) -> ibis.Table:
    """(person, provider, day, contacts, before): how many contacts the person had that day, and the day before it."""
    left = _attended(store, definition, parameters)
    days = left.group_by("person", "day").agg(contacts=left.count())
    before = days.day.lag().over(group_by="person", order_by="day")
    days = days.mutate(before=before)
    return left.select("person", "provider", "day").distinct().inner_join(days, ["person", "day"])
