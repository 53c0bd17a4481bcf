"""Statuses through time: each person's latest record as a step function of months, and several of them put together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from evenlode.data.months import days_in, month_of

if TYPE_CHECKING:
    import ibis

NOT_RECORDED, FIRST_ANSWER, SECOND_ANSWER = 0, 1, 2
"""The states of a step function. Of two records of one day that contradict each other the higher state holds."""

_STATES = 4


def changes_of(records: ibis.Table, recency_months: int, by: tuple[str, ...] = ("person",)) -> ibis.Table:
    """Where each state changes at a month's end: (by..., month, change).

    records: (by..., day, state), any number a day. The state at the end of month M, whose last day is d, is that
    of the latest record dated in (d - recency_months, d], or not recorded; of several on that day the highest
    holds. A change is added from its month on.

    Only the last day of a month with a record can matter at a month's end, so a month is one group whose greatest
    day * 4 + state decides: no rows are sorted by day, and every engine gives the same answer.
    """
    days = records.select(*by, month=month_of(records.day), score=records.day.day() * _STATES + records.state)
    last = days.group_by(*by, "month").agg(score=days.score.max())
    ends = last_month_in_reach(last.month, last.score // _STATES, recency_months)
    last = last.mutate(state=last.score % _STATES, ends=ends)
    order = {"group_by": by, "order_by": "month"}
    seen = last.select(
        *by,
        "month",
        "state",
        "ends",
        before=last.state.lag().over(**order).fill_null(NOT_RECORDED),
        ended=last.ends.lag().over(**order).fill_null(0),
        next=last.month.lead().over(**order),
    )
    was = (seen.ended >= seen.month - 1).cast("int64") * seen.before
    starts = seen.select(*by, "month", change=seen.state - was)
    lapses = seen.filter(seen.next.isnull() | (seen.ends < seen.next - 1))
    ended = lapses.select(*by, month=lapses.ends + 1, change=-lapses.state)
    changes = starts.union(ended)
    return changes.filter(changes.change != 0)


def through_time(people: ibis.Table, parts: Mapping[str, ibis.Table], first: int, last: int) -> ibis.Table:
    """Each person's months from first to last without a gap, cut wherever a part changes.

    people: a table with a column `person`. parts: name -> changes as `changes_of` gives them; several of one person
    and month add up. Gives (person, from_month, to_month) and the state of each part under its name: changes added
    up, running total.
    """
    import ibis

    nothing = {name: ibis.literal(0, "int64") for name in parts}
    everybody = people.select("person").distinct().mutate(month=ibis.literal(first, "int64"), **nothing)
    points = [everybody]
    for name, found in parts.items():
        known = found.filter(found.month <= last)
        month = ibis.greatest(known.month, first)
        points.append(known.select("person", month=month, **{**nothing, name: known.change}))
    changes: Any = ibis.union(*points)
    changes = changes.group_by("person", "month").agg(**{name: changes[name].sum() for name in parts})
    so_far = ibis.cumulative_window(group_by="person", order_by="month")
    after = changes.month.lead().over(group_by="person", order_by="month")
    states = {name: changes[name].sum().over(so_far) for name in parts}
    return changes.select("person", from_month=changes.month, to_month=(after - 1).fill_null(last), **states)


def beside(people: ibis.Table, through: ibis.Table) -> ibis.Table:
    """The rows of a caseload cut wherever their person's states change, with the states beside them.

    people: as `caseload` gives them. through: (person, from_month, to_month, ...) without overlaps.
    """
    import ibis

    together = people.inner_join(
        through,
        ["person", people.from_month <= through.to_month, through.from_month <= people.to_month],
        rname="{name}_of_state",
    )
    return together.mutate(
        from_month=ibis.greatest(together.from_month, together.from_month_of_state),
        to_month=ibis.least(together.to_month, together.to_month_of_state),
    )


def last_month_in_reach(month: Any, day_of_month: Any, recency_months: int) -> Any:
    """The last month at whose end a day of this month is less than so many months ago, as an expression.

    That is recency_months - 1 after its own, or one more where counting back from a shorter month does not reach
    its day: 28 February 2017 less 12 months leaves a record of 29 February 2016 inside.
    """
    later = month + recency_months
    return later - 1 + (day_of_month > days_in(later)).cast("int64")


def refreshed(records: ibis.Table, reviews: ibis.Table) -> ibis.Table:
    """The records (person, day, state), and one more on the day of each review: the latest one before it, restated.

    reviews: (person, day). A record of the day of a review comes before it. A review of somebody whose latest record
    says nothing, or who has none, adds nothing.
    """
    import ibis

    own = records.select(
        "person",
        "day",
        review=ibis.literal(False),
        score=(records.day.epoch_days() * _STATES + records.state).cast("int64"),
    )
    theirs = reviews.select("person", "day", review=ibis.literal(True), score=ibis.null("int64"))
    both = own.union(theirs)
    so_far = ibis.cumulative_window(group_by="person", order_by=("day", "review"))
    latest = both.select("person", "day", "review", state=both.score.max().over(so_far) % _STATES)
    restated = latest.filter(latest.review, latest.state != NOT_RECORDED)
    return records.union(restated.select("person", "day", state=restated.state.cast(records.state.type())))


def long_stays(spells: ibis.Table, longer_than_days: int, recency_months: int) -> ibis.Table:
    """Changes (person, month, change) of the number of long stays in hospital at a month's end.

    spells: (person, admitted, discharged). A stay is long from the day on which it has lasted more than so many days,
    until its discharge is recency_months ago.
    """
    import ibis

    too_long = (spells.admitted + ibis.interval(days=longer_than_days + 1)).cast("date")
    rows = spells.filter(spells.discharged.isnull() | (spells.discharged >= too_long))
    starts = rows.select("person", month=month_of(too_long), change=ibis.literal(1, "int64"))
    over = rows.filter(rows.discharged.notnull())
    last = last_month_in_reach(month_of(over.discharged), over.discharged.day(), recency_months)
    ends = over.select("person", month=last + 1, change=ibis.literal(-1, "int64"))
    return starts.union(ends)
