"""First attended contacts after a referral, and whether a care plan was agreed within the days after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evenlode.data.store import Store
from evenlode.measures.contacts import first_contacts
from evenlode.measures.counted import Nature
from evenlode.measures.events import day_after, judged_events
from evenlode.measures.referrals import Narrowed, sent_rows
from evenlode.population.caseload import only_provider
from evenlode.results import Period
from evenlode.terms.definitions import Definition
from evenlode.terms.form import Form
from evenlode.terms.values import Text, Whole

if TYPE_CHECKING:
    import ibis

NATURE = Nature.EVENT


class Parameters(Form):
    """Which referrals count, and by when a plan counts.

    within_days: a care plan of the person, whoever agreed it, on the day of the first attended direct contact of the
    referral or at most so many days later. The contact is the event, and its month the figure's. sources, teams: of
    the referrals that count; empty for any, and a blank one is none of those that are named. Rejected referrals do not
    count. A contact whose days have not passed by the last day of data is untimed, whatever has happened.
    """

    within_days: Whole = 28
    sources: tuple[Text, ...] = ()
    teams: tuple[Text, ...] = ()


def reads(parameters: Parameters) -> tuple[str, ...]:
    """The table without which nobody knows of a plan."""
    return ("care_plans",)


def needs(parameters: Parameters) -> tuple[str, ...]:
    """The tables it counts."""
    return ("referrals", "contacts")


def count(
    store: Store, definition: Definition, parameters: Parameters, segments: ibis.Table, span: Period
) -> ibis.Table:
    """A row for each first contact in the span and each segment the person was in on that day."""
    rows = _contacted(store, definition, parameters, span)[-1][1]
    rows = rows.left_join(_planned(store, parameters, rows), ["provider", "referral"], rname="{name}_planned")
    judged = day_after(rows.day, days=int(parameters.within_days)) <= store.data_to
    return judged_events(
        store,
        definition,
        segments,
        rows,
        unit=rows.provider + " " + rows.referral,
        day=rows.day,
        met=rows.provider_planned.notnull(),
        judged=judged,
    )


def steps(store: Store, definition: Definition, parameters: Parameters, month: Period) -> list[tuple[str, ibis.Table]]:
    """How the referrals are narrowed down to those with a first contact in the month, and those with a plan."""
    found = _contacted(store, definition, parameters, month)
    rows = found[-1][1]
    planned = rows.semi_join(_planned(store, parameters, rows), ["provider", "referral"])
    return [*sent_rows(store, "referrals", "referrals"), *found, ("of these, with a plan in time", planned)]


def _contacted(store: Store, definition: Definition, parameters: Parameters, span: Period) -> Narrowed:
    """The referrals after each condition; the last are (person, provider, referral, day) by their first contact."""
    referrals = store.table("referrals")
    left = referrals.filter(referrals.rejected_day.isnull())
    found: Narrowed = [("referrals after the checks", referrals), ("not rejected", left)]
    only = only_provider(store, definition)
    if only is not None:
        left = left.filter(left.provider == only)
        found.append(("by the lead provider", left))
    for column, names in (("source", parameters.sources), ("team_type", parameters.teams)):
        if names:
            left = left.filter(left[column].isin(names))
            found.append((f"with a {column.replace('_', ' ')} that counts", left))
    firsts = first_contacts(store)
    firsts = firsts.select("provider", "referral", day=firsts.direct_day)
    rows = left.select("person", "provider", "referral").inner_join(firsts, ["provider", "referral"])
    rows = rows.select("person", "provider", "referral", "day")
    return [*found, ("first seen in the period", rows.filter(rows.day.between(span.start, span.end)))]


def _planned(store: Store, parameters: Parameters, contacts: ibis.Table) -> ibis.Table:
    """(provider, referral) of the contacts that were followed by a plan in time."""
    plans = store.table("care_plans")
    plans = plans.select("person", agreed=plans.day)
    until = contacts.mutate(until=day_after(contacts.day, days=int(parameters.within_days)))
    near = ["person", until.day <= plans.agreed, plans.agreed <= until.until]
    return until.inner_join(plans, near).select("provider", "referral").distinct()
