"""The first attended contacts of each referral, worked out once for every measure that asks for them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from evenlode.data.store import Store
from evenlode.measures.events import seconds

if TYPE_CHECKING:
    import ibis

ContactKind = Literal["direct", "face to face"]

ATTENDED = ("5", "6")
"""Attendance codes: seen in time, and seen late."""

FACE_TO_FACE = ("01",)
DIRECT = ("01", "02", "04", "11")
"""Mechanisms by which the person is spoken with: face to face, telephone, talk type and video."""

DIRECT_BEFORE_VERSION_5 = ("03",)
"""Telemedicine, a code of version 4 alone."""

VERSION_5 = date(2021, 10, 1)
"""First day of version 5 of the national data set."""


def first_contacts(store: Store) -> ibis.Table:
    """The first attended contacts of each referral that has any: (provider, referral) and, of two kinds, their moments.

    `direct_` looks at direct contacts and `face_` at face to face ones, on or after the day of receipt; null where
    there is none. `_day` is the day of the first. `_at` is the moment, as `events.seconds` gives it, of the first one
    with a time, not before that of the receipt. `_blank_day` is the day of the first one without a time.
    """
    return store.keep(("first_contacts",), lambda: _first_contacts(store))


def _first_contacts(store: Store) -> ibis.Table:
    contacts = store.table("contacts")
    attended = contacts.filter(contacts.attendance.isin(ATTENDED))
    referrals = store.table("referrals").select("provider", "referral", "received_day", "received_time")
    rows = attended.inner_join(referrals, ["provider", "referral"])
    before_version_5 = rows.mechanism.isin(DIRECT_BEFORE_VERSION_5) & (rows.day < VERSION_5)
    kinds = {"direct": rows.mechanism.isin(DIRECT) | before_version_5, "face": rows.mechanism.isin(FACE_TO_FACE)}
    moment = seconds(rows.day, rows.time)
    in_order = (moment >= seconds(rows.received_day, rows.received_time)).fill_null(False)
    firsts: dict[str, Any] = {}
    for name, of_kind in kinds.items():
        counts = of_kind.fill_null(False) & (rows.day >= rows.received_day)
        firsts[f"{name}_day"] = rows.day.min(where=counts)
        firsts[f"{name}_at"] = moment.min(where=counts & in_order)
        firsts[f"{name}_blank_day"] = rows.day.min(where=counts & rows.time.isnull())
    return rows.group_by("provider", "referral").agg(**firsts)
