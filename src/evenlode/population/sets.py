"""Sets of segments: all those that somebody is in at once as one number, so that one row does for all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evenlode.data.store import Store
from evenlode.results import EVERYONE

if TYPE_CHECKING:
    import ibis

MOST_SEGMENTS = 60
"""How many segments a set can tell apart: one bit each of a whole number."""


def bits(store: Store, segments: ibis.Table) -> ibis.Table:
    """(segment, bit): the bit of each segment in the number of a set; EVERYONE has all of them, so is in every set."""
    import ibis

    def made() -> ibis.Table:
        names = segments.select("segment").distinct()
        place = ibis.row_number().over(order_by=names.segment)
        each = names.select("segment", bit=(ibis.literal(1, "int64") << place).cast("int64"))
        everyone = ibis.literal(1).name("one").as_table()
        return each.union(everyone.select(segment=ibis.literal(EVERYONE), bit=ibis.literal(-1, "int64")))

    return store.keep(("segment_bits", segments.op()), made)


def in_sets(rows: ibis.Table, same: tuple[str, ...]) -> ibis.Table:
    """(same..., segment, from_month, to_month): who is in which set in which months; segment is the set's number.

    rows: (same..., bit, from_month, to_month), where those of one bit do not overlap. What comes out does not overlap
    and changes its set from row to row.
    """
    import ibis

    starts = rows.select(*same, month="from_month", change="bit")
    ends = rows.select(*same, month=rows.to_month + 1, change=-rows.bit)
    changes = starts.union(ends)
    changes = changes.group_by(*same, "month").agg(change=changes.change.sum().cast("int64"))
    changes = changes.filter(changes.change != 0)
    so_far = ibis.cumulative_window(group_by=same, order_by="month")
    after = changes.month.lead().over(group_by=same, order_by="month")
    held = changes.select(
        *same, segment=changes.change.sum().over(so_far).cast("int64"), from_month="month", to_month=after - 1
    )
    return held.filter(held.segment != 0)


def without_overlaps(rows: ibis.Table, same: tuple[str, ...]) -> ibis.Table:
    """The same months of each (same..., bit) with no month in them twice."""
    import ibis

    who = (*same, "bit")
    starts = rows.select(*who, month="from_month", change=ibis.literal(1, "int64"))
    ends = rows.select(*who, month=rows.to_month + 1, change=ibis.literal(-1, "int64"))
    changes = starts.union(ends)
    changes = changes.group_by(*who, "month").agg(change=changes.change.sum())
    so_far = ibis.cumulative_window(group_by=who, order_by="month")
    after = changes.month.lead().over(group_by=who, order_by="month")
    there = changes.select(*who, there=changes.change.sum().over(so_far), from_month="month", to_month=after - 1)
    return there.filter(there.there > 0).drop("there")


def by_segment(rows: ibis.Table, bits: ibis.Table) -> ibis.Table:
    """Rows with a set in `segment` as rows with a segment's name: one for each segment of the set, one for EVERYONE."""
    named = bits.rename(name_of_segment="segment")
    each = rows.inner_join(named, (rows.segment & named.bit) != 0)
    return each.mutate(segment=each.name_of_segment).select(rows.columns)
