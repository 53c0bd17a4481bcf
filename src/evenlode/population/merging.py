"""Merging: ranges of days of the same thing that overlap or touch become one, so that nobody is counted twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ibis


def merged(rows: ibis.Table, same: tuple[str, ...]) -> ibis.Table:
    """Rows (same..., from_day, to_day) with the ranges of each group joined where they overlap or touch.

    A range starts something new where it begins more than a day after every earlier one of its group has ended. What
    it starts ends where everything before the next such range has ended, and the last one where all have.
    """
    import ibis

    order = ("from_day", "to_day")
    before = ibis.window(group_by=same, order_by=order, preceding=(None, 1), following=None)
    reached = rows.select(
        *same,
        "from_day",
        reached=rows.to_day.max().over(before),
        latest=rows.to_day.max().over(group_by=same),
    )
    goes_on = (reached.from_day <= reached.reached + ibis.interval(days=1)).fill_null(False)
    new = reached.filter(~goes_on)
    next_one = new.reached.lead().over(group_by=same, order_by="from_day")
    return new.select(*same, "from_day", to_day=next_one.fill_null(new.latest))
