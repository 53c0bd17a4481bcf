"""Admissions to hospital, and whether a crisis team had seen the person or had them referred just before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

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
    """Which admissions count, and what is taken for a check by the crisis team.

    within_days: the check falls on the day of the admission or at most so many days before it; spells carry no time of
    day. teams: team types of the crisis team. by: an attended `contact` of a referral to the team, a `referral` to it
    that was not rejected, or `either`. Whichever provider's team it was counts.

    exclude_sources: sources of admission that are transfers, which no team checks. ward_classes: classes of the last
    ward that are counted, the only one a spell keeps. A blank source or ward class leaves the admission in.

    There is no official measure of this in the national data set, and contacts and referrals are a stand-in for a
    local record of the check. Recalls and transfers from prison are not known to the store, and are not left out.
    """

    within_days: Whole = 2
    teams: tuple[Text, ...] = ("A02",)
    by: Literal["contact", "referral", "either"] = "either"
    exclude_sources: tuple[Text, ...] = ("49", "53", "87")
    ward_classes: tuple[Text, ...] = ("10", "11", "12", "200", "201", "202")


def reads(parameters: Parameters) -> tuple[str, ...]:
    """The table it counts."""
    return ("hospital_spells",)


def needs(parameters: Parameters) -> tuple[str, ...]:
    """The tables without which nobody knows of a check."""
    return ("referrals",) if parameters.by == "referral" else ("referrals", "contacts")


def count(
    store: Store, definition: Definition, parameters: Parameters, segments: ibis.Table, span: Period
) -> ibis.Table:
    """A row for each admission in the span and each segment the person was in on that day."""
    import ibis

    rows = admitted(store, definition, parameters.exclude_sources, parameters.ward_classes, span)[-1][1]
    checked = _checked(store, parameters, rows)
    rows = rows.left_join(checked, ["provider", "spell"], rname="{name}_checked")
    return judged_events(
        store,
        definition,
        segments,
        rows,
        unit=rows.provider + " " + rows.spell,
        day=rows.admitted,
        met=rows.provider_checked.notnull(),
        judged=ibis.literal(True),
    )


def steps(store: Store, definition: Definition, parameters: Parameters, month: Period) -> list[tuple[str, ibis.Table]]:
    """How the spells are narrowed down to the admissions that count, and those with a check."""
    found = admitted(store, definition, parameters.exclude_sources, parameters.ward_classes, month)
    rows = found[-1][1]
    checked = ("of these, after a check", rows.semi_join(_checked(store, parameters, rows), ["provider", "spell"]))
    return [*sent_rows(store, "hospital_spells", "spells"), *found, checked]


def _checked(store: Store, parameters: Parameters, spells: ibis.Table) -> ibis.Table:
    """(provider, spell) of the admissions with a check in time."""
    import ibis

    referrals = store.table("referrals")
    ours = referrals.filter(referrals.team_type.isin(parameters.teams), referrals.rejected_day.isnull())
    days = []
    if parameters.by != "contact":
        days.append(ours.select("person", day=ours.received_day))
    if parameters.by != "referral":
        contacts = store.table("contacts")
        seen = contacts.filter(contacts.attendance.isin(ATTENDED)).select("provider", "referral", "day")
        days.append(
            seen.inner_join(ours.select("provider", "referral", "person"), ["provider", "referral"]).select(
                "person", "day"
            )
        )
    checks = ibis.union(*days) if len(days) > 1 else days[0]
    checks = checks.select("person", check="day")
    since = day_after(spells.admitted, days=-int(parameters.within_days))
    near = spells.mutate(since=since)
    found = near.inner_join(checks, ["person", near.since <= checks.check, checks.check <= near.admitted])
    return found.select("provider", "spell").distinct()
