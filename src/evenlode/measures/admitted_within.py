"""Referrals received, and whether the person was admitted to hospital within the days after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evenlode.data.store import Store
from evenlode.measures.counted import Nature
from evenlode.measures.discharges import without
from evenlode.measures.events import day_after, judged_events
from evenlode.measures.referrals import received, sent_rows
from evenlode.results import Period
from evenlode.terms.definitions import Definition
from evenlode.terms.form import Form
from evenlode.terms.values import Text, Whole

if TYPE_CHECKING:
    import ibis

NATURE = Nature.EVENT


class Parameters(Form):
    """Which referrals count, and by when an admission counts.

    within_days: an admission to any provider's hospital on the day of receipt or at most so many days later.
    priorities, teams: of the referrals that count; empty for any, and a blank one is none of those that are named.
    Rejected referrals do not count. exclude_sources: sources of admission that are transfers, so no admission.

    A referral whose days have not passed by the last day of data is untimed, whatever has happened.
    """

    within_days: Whole = 7
    priorities: tuple[Text, ...] = ()
    teams: tuple[Text, ...] = ()
    exclude_sources: tuple[Text, ...] = ("49", "53", "87")


def reads(parameters: Parameters) -> tuple[str, ...]:
    """The table without which nobody knows of an admission."""
    return ("hospital_spells",)


def needs(parameters: Parameters) -> tuple[str, ...]:
    """The table it counts."""
    return ("referrals",)


def count(
    store: Store, definition: Definition, parameters: Parameters, segments: ibis.Table, span: Period
) -> ibis.Table:
    """A row for each referral received in the span and each segment the person was in on that day."""
    referrals = received(store, definition, parameters.priorities, parameters.teams, span)[-1][1]
    rows = referrals.left_join(_admitted(parameters, store, referrals), ["provider", "referral"], rname="{name}_in")
    judged = day_after(rows.received_day, days=int(parameters.within_days)) <= store.data_to
    return judged_events(
        store,
        definition,
        segments,
        rows,
        unit=rows.provider + " " + rows.referral,
        day=rows.received_day,
        met=rows.provider_in.notnull(),
        judged=judged,
    )


def steps(store: Store, definition: Definition, parameters: Parameters, month: Period) -> list[tuple[str, ibis.Table]]:
    """How the referrals are narrowed down to those that count, and those followed by an admission."""
    found = received(store, definition, parameters.priorities, parameters.teams, month)
    rows = found[-1][1]
    back = rows.semi_join(_admitted(parameters, store, rows), ["provider", "referral"])
    return [*sent_rows(store, "referrals", "referrals"), *found, ("of these, followed by an admission", back)]


def _admitted(parameters: Parameters, store: Store, referrals: ibis.Table) -> ibis.Table:
    """(provider, referral) of the referrals that were followed by an admission in time."""
    spells = without(store.table("hospital_spells"), "admission_source", parameters.exclude_sources)
    spells = spells.select("person", "admitted")
    until = referrals.mutate(until=day_after(referrals.received_day, days=int(parameters.within_days)))
    near = ["person", until.received_day <= spells.admitted, spells.admitted <= until.until]
    return until.inner_join(spells, near).select("provider", "referral").distinct()
