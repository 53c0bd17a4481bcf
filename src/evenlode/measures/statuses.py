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


def steps_of(records: ibis.Table, recency_months: int) -> ibis.Table:
    """Where each person's state changes at a month's end: (person, month, change).

    records: (person, day, state), any number a day. The state at the end of month M, whose last day is d, is that
    of the latest record dated in (d - recency_months, d], or not recorded; of several on that day the highest
    holds. A change is added from its month on.

    Only the last day of a month with a record can matter at a month's end, so a month is one group whose greatest
    day * 4 + state decides: no rows are sorted by day, and every engine gives the same answer.
    """
    days = records.select("person", month=month_of(records.day), score=records.day.day() * _STATES + records.state)
    last = days.group_by("person", "month").agg(score=days.score.max())
    last = last.mutate(state=last.score % _STATES, ends=_last_month_in_reach(last, recency_months))
    order = {"group_by": "person", "order_by": "month"}
    seen = last.select(
        "person",
        "month",
        "state",
        "ends",
        before=last.state.lag().over(**order).fill_null(NOT_RECORDED),
        ended=last.ends.lag().over(**order).fill_null(0),
        next=last.month.lead().over(**order),
    )
    was = (seen.ended >= seen.month - 1).cast("int64") * seen.before
    starts = seen.select("person", "month", change=seen.state - was)
    lapses = seen.filter(seen.next.isnull() | (seen.ends < seen.next - 1))
    ends = lapses.select("person", month=lapses.ends + 1, change=-lapses.state)
    changes = starts.union(ends)
    return changes.filter(changes.change != 0)


def through_time(people: ibis.Table, parts: Mapping[str, ibis.Table], first: int, last: int) -> ibis.Table:
    """Each person's months from first to last without a gap, cut wherever a part changes.

    people: a table with a column `person`. parts: name -> steps as `steps_of` gives them. Gives (person, from_month,
    to_month) and the state of each part under its name: changes added up, running total.
    """
    import ibis

    nothing = {name: ibis.literal(0, "int64") for name in parts}
    everybody = people.select("person").distinct().mutate(month=ibis.literal(first, "int64"), **nothing)
    points = [everybody]
    for name, steps in parts.items():
        known = steps.filter(steps.month <= last)
        month = ibis.greatest(known.month, first)
        points.append(known.select("person", month=month, **{**nothing, name: known.change}))
    changes: Any = ibis.union(*points)
    changes = changes.group_by("person", "month").agg(**{name: changes[name].sum() for name in parts})
    so_far = ibis.cumulative_window(group_by="person", order_by="month")
    after = changes.month.lead().over(group_by="person", order_by="month")
    states = {name: changes[name].sum().over(so_far) for name in parts}
    return changes.select("person", from_month=changes.month, to_month=(after - 1).fill_null(last), **states)


def _last_month_in_reach(records: ibis.Table, recency_months: int) -> Any:
    """The last month at whose end a record still stands.

    That is recency_months - 1 after its own, or one more where counting back from a shorter month does not reach
    its day: 28 February 2017 less 12 months leaves a record of 29 February 2016 inside.
    """
    later = records.month + recency_months
    return later - 1 + (records.score // _STATES > days_in(later)).cast("int64")
