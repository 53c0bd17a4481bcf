"""Ranges of days: those that overlap or touch become one, and two kinds are cut to the days they share."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ibis

DAYS = ("from_day", "to_day")


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


def shared(rows: ibis.Table, others: ibis.Table, same: tuple[str, ...]) -> ibis.Table:
    """Each pair of ranges that are of the same thing and overlap, cut to the days of both, with the columns of both.

    Where the ranges of either side are merged, those that come out neither overlap nor touch.
    """
    import ibis

    overlap = [rows.from_day <= others.to_day, others.from_day <= rows.to_day]
    both = rows.inner_join(others, [*same, *overlap], rname="{name}_other")
    names = [name for name in dict.fromkeys((*rows.columns, *others.columns)) if name not in DAYS]
    return both.select(
        *names,
        from_day=ibis.greatest(both.from_day, both.from_day_other),
        to_day=ibis.least(both.to_day, both.to_day_other),
    )
