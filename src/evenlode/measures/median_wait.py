"""Referrals received, and how many days passed until support began; those that still wait are counted as waiting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from pydantic import model_validator

from evenlode.data.months import month_of
from evenlode.data.store import Store
from evenlode.measures.contacts import ATTENDED, DIRECT, DIRECT_BEFORE_VERSION_5, FACE_TO_FACE, VERSION_5, ContactKind
from evenlode.measures.counted import Nature
from evenlode.measures.events import placed
from evenlode.measures.referrals import Narrowed, received, sent_rows
from evenlode.results import Period
from evenlode.terms.definitions import Definition
from evenlode.terms.form import Form
from evenlode.terms.values import Text, Whole, wrong

if TYPE_CHECKING:
    import ibis

NATURE = Nature.EVENT


class Parameters(Form):
    """Which referrals count, and which event ends the wait.

    until: `contact`, the attended contact of the same referral with the number `contact_number`, counted from its
    receipt on, one a day; or `diagnosis`, the first primary diagnosis of the person on or after the day of receipt.
    contact: `direct` or `face to face`, as for contact_within. sources, priorities, teams: of the referrals that count;
    empty for any, and a blank one is none of those that are named. Rejected referrals do not count.

    The figure is the median: the day by which half of the waits are over. A referral that still waits at the last day
    of data, or was closed without the event, is known to have waited until then and is not left out (Kaplan and Meier,
    1958). Where fewer than half of the waits come to an end there is no median. The definition's kind is `median`; the
    numerator counts the waits that came to an end, the denominator all of them. The rank of a row is its days.
    """

    until: Literal["contact", "diagnosis"] = "contact"
    contact_number: Whole = 2
    contact: ContactKind = "direct"
    sources: tuple[Text, ...] = ()
    priorities: tuple[Text, ...] = ()
    teams: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _some_contact(self) -> Parameters:
        if not self.contact_number:
            raise wrong("CFG.DEFINITION", "contacts are counted from 1", "Give contact_number of 1 or more")
        return self


def reads(parameters: Parameters) -> tuple[str, ...]:
    """The table without which nobody knows that a wait ended."""
    return ("contacts",) if parameters.until == "contact" else ("diagnoses",)


def needs(parameters: Parameters) -> tuple[str, ...]:
    """The table it counts."""
    return ("referrals",)


def count(
    store: Store, definition: Definition, parameters: Parameters, segments: ibis.Table, span: Period
) -> ibis.Table:
    """A row for each referral received in the span and each segment of that day; its rank is the days waited."""
    import ibis

    referrals = _waiting(store, definition, parameters, span)[-1][1]
    ended = _ended(store, parameters)
    rows = referrals.left_join(ended, ["provider", "referral"], rname="{name}_of_end")
    over = (rows.ended_day <= store.data_to).fill_null(False)
    last_known = ibis.least(rows.closed_day.fill_null(store.data_to), ibis.literal(store.data_to))
    until = ibis.ifelse(over, rows.ended_day, ibis.greatest(last_known, rows.received_day))
    month = month_of(rows.received_day)
    counted = rows.select(
        "person",
        "provider",
        unit=rows.provider + " " + rows.referral,
        day=rows.received_day,
        from_month=month,
        to_month=month,
        numerator=over,
        denominator=ibis.literal(True),
        rank=(until.epoch_days() - rows.received_day.epoch_days()).cast("int64"),
    )
    return placed(store, definition, segments, counted)


def steps(store: Store, definition: Definition, parameters: Parameters, month: Period) -> list[tuple[str, ibis.Table]]:
    """How the referrals are narrowed down to those that count, and those whose wait is over."""
    found = _waiting(store, definition, parameters, month)
    over = found[-1][1].semi_join(_ended(store, parameters), ["provider", "referral"])
    return [*sent_rows(store, "referrals", "referrals"), *found, ("of these, whose wait is over", over)]


def _waiting(store: Store, definition: Definition, parameters: Parameters, span: Period) -> Narrowed:
    found = received(store, definition, parameters.priorities, parameters.teams, span)
    if parameters.sources:
        left = found[-1][1]
        found.append(("from a source that counts", left.filter(left.source.isin(parameters.sources))))
    return found


def _ended(store: Store, parameters: Parameters) -> ibis.Table:
    """(provider, referral, ended_day) of the referrals whose wait came to an end."""
    import ibis

    referrals = store.table("referrals").select("person", "provider", "referral", "received_day")
    if parameters.until == "diagnosis":
        given = store.table("diagnoses")
        given = given.filter(given["rank"] == "primary").select("person", day="day")
        rows = referrals.inner_join(given, ["person", referrals.received_day <= given.day])
        return rows.group_by("provider", "referral").agg(ended_day=rows.day.min())
    contacts = store.table("contacts")
    seen = contacts.filter(contacts.attendance.isin(ATTENDED), _of_kind(contacts, parameters.contact))
    seen = seen.select("provider", "referral", "day").distinct()
    rows = referrals.inner_join(seen, ["provider", "referral", referrals.received_day <= seen.day])
    place = ibis.row_number().over(group_by=("provider", "referral"), order_by="day")
    numbered = rows.select("provider", "referral", "day", place=place)
    last = numbered.filter(numbered.place == int(parameters.contact_number) - 1)
    return last.select("provider", "referral", ended_day="day")


def _of_kind(contacts: Any, kind: ContactKind) -> Any:
    if kind == "face to face":
        return contacts.mechanism.isin(FACE_TO_FACE).fill_null(False)
    before = contacts.mechanism.isin(DIRECT_BEFORE_VERSION_5) & (contacts.day < VERSION_5)
    return (contacts.mechanism.isin(DIRECT) | before).fill_null(False)
