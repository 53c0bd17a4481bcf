"""People on the caseload a year before, and whether they have been discharged since with little need left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evenlode.data.months import first_day, last_day, month_ends, month_number
from evenlode.data.rules import FAR_AWAY
from evenlode.data.store import Store
from evenlode.instruments.honos_clusters import HONOS_CLUSTERS
from evenlode.measures.counted import Nature
from evenlode.measures.events import day_after
from evenlode.measures.reaching import held
from evenlode.measures.referrals import sent_rows
from evenlode.measures.statuses import beside, through_time
from evenlode.population import in_force
from evenlode.population.caseload import Attribution, caseload
from evenlode.population.merging import merged
from evenlode.population.under_care import openings
from evenlode.results import Period, say_day
from evenlode.terms.definitions import Definition
from evenlode.terms.form import Form
from evenlode.terms.values import Text, Whole

if TYPE_CHECKING:
    import ibis

NATURE = Nature.SNAPSHOT


class Parameters(Form):
    """Who was there so long ago, and what counts as stepped down and discharged.

    months: so long before a month's end the person was on the caseload, in one of the definition's segments, and is
    shown under the provider and the segments of then; the figure of a contract year's last month is about those who
    were there when the year began. It is not told of a month's end before the first day of data.

    A person is discharged where nobody has them in care any more, no referral and no caseload of a partner.
    honos_clusters: the last one in force before that is one of these, those of no or little need. close_reasons:
    reasons of closing the last referral that count as well, whatever the HoNOS cluster.
    stays_out_months: somebody who is back in care sooner than this is no longer counted as discharged before; without
    it, only whoever is back at the month's end is not.

    attribution: a person under several providers is shown under each of them (and once in every total), or under one.
    """

    months: Whole = 12
    honos_clusters: tuple[Text, ...] = ("00", "01", "02", "03")
    close_reasons: tuple[Text, ...] = ()
    stays_out_months: Whole | None = None
    attribution: Attribution = "every provider"


def reads(parameters: Parameters) -> tuple[str, ...]:
    """The table that says what need was left."""
    return ("honos_clusters",)


def needs(parameters: Parameters) -> tuple[str, ...]:
    """The table that says when care ended."""
    return ("referrals",)


def count(
    store: Store, definition: Definition, parameters: Parameters, segments: ibis.Table, span: Period
) -> ibis.Table:
    """A row for each person, provider and segment of then, so many months later, cut where the answer changes."""
    import ibis

    first, last = month_ends(span)
    later = int(parameters.months)
    earliest = first if store.data_from is None else max(first, month_number(store.data_from) - 1 + later)
    before = Period(first_day(min(earliest, last) - later), last_day(last - later))
    then = caseload(store, segments, definition, before, parameters.attribution)
    people = then.mutate(from_month=then.from_month + later, to_month=then.to_month + later)
    people = people.filter(people.to_month >= earliest)
    people = people.mutate(from_month=ibis.greatest(people.from_month, earliest))
    done = held(_stepped_down(store, parameters))
    together = beside(people, through_time(people, {"done": done}, earliest, max(earliest, last)))
    return together.select(
        "person",
        "provider",
        "segment",
        "from_month",
        "to_month",
        numerator=together.done > 0,
        denominator=ibis.literal(True),
    )


def steps(store: Store, definition: Definition, parameters: Parameters, month: Period) -> list[tuple[str, ibis.Table]]:
    """How the times in care are narrowed down to those that ended well and have not begun again."""
    ended = _ended(store, parameters)
    here = ended.filter(ended.left <= month.end, ended.until >= month.end)
    done = _stepped_down(store, parameters)
    return [
        *sent_rows(store, "referrals", "referrals"),
        ("times in care that have ended", ended),
        (f"of people who are out of care on {say_day(month.end)}", here),
        ("who left with little need", done.filter(done.from_day <= month.end, done.to_day >= month.end)),
    ]


def _ended(store: Store, parameters: Parameters) -> ibis.Table:
    """(person, last, left, until): the last day of each time in care, the day after it, and until when it stays so."""
    import ibis

    care = merged(openings(store), ("person",))
    back = care.from_day.lead().over(group_by="person", order_by="from_day")
    rows = care.mutate(back=back).filter(lambda one: one.to_day < FAR_AWAY)
    rows = rows.select("person", "back", last="to_day", left=day_after(rows.to_day, days=1))
    rows = rows.filter(rows.left <= store.data_to)
    if parameters.stays_out_months:
        soonest = day_after(rows.left, months=int(parameters.stays_out_months))
        rows = rows.filter(rows.back.isnull() | (rows.back >= soonest))
    until = day_after(rows.back, days=-1).fill_null(ibis.literal(FAR_AWAY))
    return rows.select("person", "last", "left", until=until)


def _stepped_down(store: Store, parameters: Parameters) -> ibis.Table:
    """(person, from_day, to_day): the days out of care after a discharge with little need left."""
    ended = _ended(store, parameters)
    clusters = in_force.by_person(store).select("person", "code", since="from_day")
    known = ended.inner_join(clusters, ["person", ended.last >= clusters.since])
    codes = len(HONOS_CLUSTERS) + 100
    score = (known.since.epoch_days().cast("int64") * codes + known.code.cast("int64")).max()
    latest = known.group_by("person", "left", "until").agg(score=score)
    wanted = [int(code) for code in parameters.honos_clusters]
    little = latest.filter((latest.score % codes).isin(wanted)).select("person", from_day="left", to_day="until")
    if not parameters.close_reasons:
        return little
    referrals = store.table("referrals")
    closed = referrals.filter(referrals.close_reason.isin(parameters.close_reasons))
    closed = closed.select("person", closed="closed_day").view()
    treated = ended.semi_join(closed, ["person", ended.left == closed.closed])
    return little.union(treated.select("person", from_day="left", to_day="until"))
