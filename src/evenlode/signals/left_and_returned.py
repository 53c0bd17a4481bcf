"""People who leave shortly before a quarter ends and come back after it, more often than others who leave.

What it looks at: leavings in the last days of a quarter of the contract, and those of the rest of the year. Its figure
is the share of the first who came back to the same provider after the quarter's end and within the days that follow
their leaving; what is expected is the share of the others who came back within as many days. The first cannot count
those who were back before the end, so where nothing is wrong the figure lies a little below what is expected.

The test is Fisher's exact one, one-sided. Source: waiting lists and ward censuses were gamed like this, see Bevan G,
Hood C. Public Administration 2006; 84: 517-538.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from evenlode.data.months import month_of
from evenlode.data.planned import ask
from evenlode.data.questions import Question
from evenlode.measures.events import day_after
from evenlode.signals.comparing import Shares, Words, look_at
from evenlode.signals.looking import Asked, Look
from evenlode.terms.forms.signals import LeftAndReturnedForm

if TYPE_CHECKING:
    import ibis

    from evenlode.data.store import Store

_KINDS = {"referrals": "referrals", "hospital spells": "hospital_spells"}


def look(store: Store, asked: Asked, parameters: LeftAndReturnedForm) -> Iterator[Look]:
    """A look at each provider and year, for referrals closed and for discharges from hospital."""
    last_days, within = parameters.last_days, parameters.return_days
    words = Words(
        f"Of those who left in the last {last_days} days of a quarter {{figure}} were back after it, within"
        f" {within} days; of the others who left {{expected}} were back as soon.",
        f"People who left in the last {last_days} days of a quarter were back after it, within {within} days,"
        " more often than others who left were back as soon; there are too few of them to tell the shares.",
    )
    for subject, table in _KINDS.items():
        if not store.has(table):
            continue
        given = (table, asked.first, last_days, within)
        found: dict[tuple[str, int], Shares] = defaultdict(Shares)
        for row in ask(store, Question(leavings, given)):
            key = (row["provider"], row["year"])
            found[key] = found[key].plus(row["near"], row["back"], row["gone"])
        for (provider, number), shares in found.items():
            if year := asked.year(number):
                yield look_at(shares, parameters, asked.level(year), subject, provider, year, words)


def leavings(store: Store, table: str, first: int, last_days: int, return_days: int) -> ibis.Table:
    """(provider, year, near, gone, back): how many left near a quarter's end or not, and how many came back."""
    import ibis

    rows = store.table(table)
    if table == "referrals":
        rows = rows.filter(rows.rejected_day.isnull())
        every = rows.select("person", "provider", name=rows.referral, came=rows.received_day, left=rows.closed_day)
    else:
        every = rows.select("person", "provider", name=rows.spell, came=rows.admitted, left=rows.discharged)
    gone = every.filter(every.left.notnull(), day_after(every.left, days=return_days) <= store.data_to)
    came = every.select("person", "provider", back="came").view()
    later = ["person", "provider", gone.left < came.back, day_after(gone.left, days=return_days) >= came.back]
    backs = gone.inner_join(came, later).group_by("provider", "name").agg(back=lambda one: one.back.max())
    both = gone.left_join(backs, ["provider", "name"], rname="{name}_of_back")
    month = month_of(both.left) - first
    start = both.left.truncate("M")
    next_start = ibis.cases(
        (month % 3 == 0, start + ibis.interval(months=3)),
        (month % 3 == 1, start + ibis.interval(months=2)),
        else_=start + ibis.interval(months=1),
    ).cast("date")
    near = day_after(both.left, days=last_days) >= next_start
    told = both.select(
        "provider",
        year=month // 12,
        near=near,
        back=ibis.ifelse(near, both.back >= next_start, both.back.notnull()).fill_null(False).cast("int64"),
    )
    return told.group_by("provider", "year", "near").agg(gone=told.count(), back=told.back.sum())
