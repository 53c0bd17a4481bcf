"""Merging: ranges of days of the same thing that overlap or touch become one, so that nobody is counted twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ibis


def merged(rows: ibis.Table, same: tuple[str, ...]) -> ibis.Table:
    """Rows (same..., from_day, to_day) with the ranges of each group joined where they overlap or touch.

    A range starts a new group where it begins more than a day after every earlier one of its group has ended.
    """
    import ibis

    order = ("from_day", "to_day")
    before = ibis.window(group_by=same, order_by=order, preceding=(None, 1), following=None)
    until_here = ibis.cumulative_window(group_by=same, order_by=order)
    starts = rows.from_day > rows.to_day.max().over(before) + ibis.interval(days=1)
    marked = rows.mutate(starts=starts.fill_null(False).cast("int64"))
    joined = marked.mutate(joined=marked.starts.sum().over(until_here))
    ranges = joined.group_by(*same, "joined").agg(from_day=joined.from_day.min(), to_day=joined.to_day.max())
    return ranges.select(*same, "from_day", "to_day")
