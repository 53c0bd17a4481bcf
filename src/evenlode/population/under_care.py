"""Under whose care: open referrals, and people on the caseload of a partner outside the national data set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evenlode.data.rules import FAR_AWAY
from evenlode.data.store import Store
from evenlode.population.merging import merged

if TYPE_CHECKING:
    import ibis

_TABLES = ("referrals", "partner_caseload")


def is_told(store: Store) -> bool:
    """True where the store says who is under whose care. Where it does not, a HoNOS cluster stands for it."""
    return any(store.has(table) for table in _TABLES)


def openings(store: Store) -> ibis.Table:
    """Rows (person, provider, from_day, to_day): the days of each referral and each service of a caseload.

    A referral that was rejected is never open. It is open from the day it was received until the day before it was
    closed; one that is closed on its first day is not there.
    """
    return store.keep(("openings",), lambda: _openings(store))


def under_care(store: Store) -> ibis.Table:
    """Rows (person, provider, from_day, to_day): openings of one person and provider as one where they overlap."""
    return store.keep(("under_care",), lambda: merged(openings(store), ("person", "provider")))


def _openings(store: Store) -> ibis.Table:
    import ibis

    referrals, caseload = (store.table(table) for table in _TABLES)
    accepted = referrals.filter(referrals.rejected_day.isnull())
    day_before = (accepted.closed_day - ibis.interval(days=1)).cast("date")
    rows = accepted.select(
        "person", "provider", from_day=accepted.received_day, to_day=day_before.fill_null(FAR_AWAY)
    ).union(caseload.select("person", "provider", "from_day", to_day=caseload.to_day.fill_null(FAR_AWAY)))
    return rows.filter(rows.from_day <= rows.to_day)
