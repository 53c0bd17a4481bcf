"""Whom an official measure counts: people of an age with an open referral to a team for adults, whatever their cluster.

The contract's own figures are about its segments. Official ones are not, so their people are told here, and are shown
for everybody together alone.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from evenlode.data.months import last_month_end_by, month_ends, month_of
from evenlode.data.rules import FAR_AWAY
from evenlode.data.store import Store
from evenlode.measures.referrals import ADULT_TEAMS
from evenlode.population import in_force
from evenlode.population.caseload import COLUMNS, only_provider
from evenlode.population.eligible import Limits, eligible
from evenlode.population.merging import merged, shared
from evenlode.population.sets import MOST_SEGMENTS
from evenlode.results import EVERYONE, Period
from evenlode.terms.dated import Dated, Entry
from evenlode.terms.definitions import Definition
from evenlode.terms.form import Form
from evenlode.terms.values import Text, Whole, YesNo

if TYPE_CHECKING:
    import ibis

IN_NO_SEGMENT = 1 << (MOST_SEGMENTS + 1)
"""The set of somebody who is counted in no segment: shown for everybody alone."""


class Whom(Form):
    """People with an open referral to one of the teams.

    teams: team types; those of mental health services for adults unless given. A blank one is none of them. age_from,
    age_to: ages that count on the day; a person whose month of birth is not known does not count where one is given.
    care_programme: with `yes` only people who are under the care programme approach on the day. honos_cluster: with
    `yes` only people who hold a HoNOS cluster on the day, any of them.
    """

    teams: tuple[Text, ...] = ADULT_TEAMS
    age_from: Whole | None = None
    age_to: Whole | None = None
    care_programme: YesNo = False
    honos_cluster: YesNo = False


def tables_of(whom: Whom | None) -> tuple[str, ...]:
    """The tables without which nobody knows whom to count."""
    if whom is None:
        return ()
    asked = {
        "referrals": True,
        "people": whom.age_from is not None or whom.age_to is not None,
        "care_programmes": whom.care_programme,
        "honos_clusters": whom.honos_cluster,
    }
    return tuple(table for table, needed in asked.items() if needed)


def people(store: Store, definition: Definition, whom: Whom, span: Period) -> ibis.Table:
    """Rows as those of a caseload, the months on whose last day the person is one of them; worked out once and kept."""
    only = only_provider(store, definition)
    asked = (whom.teams, whom.age_from, whom.age_to, whom.care_programme, whom.honos_cluster)
    return store.keep(("people_of_official_measure", *asked, only, span), lambda: _people(store, whom, only, span))


def _people(store: Store, whom: Whom, only: str | None, span: Period) -> ibis.Table:
    import ibis

    days = open_days(store, whom)
    if only is not None:
        days = days.filter(days.provider == only)
    each = merged(days, ("person", "provider"))
    together = merged(each, ("person",)).mutate(provider=ibis.literal(EVERYONE))
    rows = each.union(together.select(each.columns))
    first, last = month_ends(span)
    months = rows.select(
        "person",
        "provider",
        segment=ibis.literal(IN_NO_SEGMENT, "int64"),
        from_month=ibis.greatest(month_of(rows.from_day), first),
        to_month=ibis.least(last_month_end_by(rows.to_day), last),
    )
    return months.filter(months.from_month <= months.to_month).select(COLUMNS)


def open_days(store: Store, whom: Whom) -> ibis.Table:
    """Rows (person, provider, from_day, to_day): days of open referrals on which all the rest holds as well."""
    import ibis

    referrals = store.table("referrals")
    ours = referrals.filter(referrals.rejected_day.isnull(), referrals.team_type.isin(whom.teams))
    day_before = (ours.closed_day - ibis.interval(days=1)).cast("date")
    days = ours.select("person", "provider", from_day=ours.received_day, to_day=day_before.fill_null(FAR_AWAY))
    days = days.filter(days.from_day <= days.to_day)
    for others in _holding(store, whom):
        days = shared(days, merged(others, ("person",)), ("person",)).view()
    return days


def _holding(store: Store, whom: Whom) -> list[ibis.Table]:
    """Rows (person, from_day, to_day) of each further thing that is asked."""
    found = []
    if whom.age_from is not None or whom.age_to is not None:
        found.append(eligible(store, Limits(_always(whom.age_from), _always(whom.age_to), ())))
    if whom.care_programme:
        rows = store.table("care_programmes")
        found.append(rows.select("person", "from_day", to_day=rows.to_day.fill_null(FAR_AWAY)))
    if whom.honos_cluster:
        found.append(in_force.by_person(store).select("person", "from_day", "to_day"))
    return found


def _always(age: int | None) -> Dated[int] | None:
    return None if age is None else Dated([(date(1900, 1, 1), Entry(value=age))])
