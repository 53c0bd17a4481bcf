"""Days within reach of a record: ranges of days as changes from one month's end to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from evenlode.data.months import last_month_end_by, month_ends, month_of
from evenlode.measures.statuses import beside, through_time
from evenlode.population.merging import merged
from evenlode.results import Period

if TYPE_CHECKING:
    import ibis


def held(days: ibis.Table) -> ibis.Table:
    """Changes (person, month, change) of whether a person is in one of their ranges of days at a month's end.

    days: (person, from_day, to_day), which may overlap. For `through_time`: 1 inside, 0 outside.
    """
    import ibis

    rows = merged(days.select("person", "from_day", "to_day"), ("person",))
    months = rows.select("person", first=month_of(rows.from_day), last=last_month_end_by(rows.to_day))
    return changes_at(months.filter(months["first"] <= months["last"]), ibis.literal(1, "int64"))


def changes_at(months: ibis.Table, by: Any) -> ibis.Table:
    """Changes (person, month, change) for months (person, first, last): `by` from the first, back after the last."""
    rows = months.mutate(by=by)
    starts = rows.select("person", month=rows["first"], change=rows.by)
    return starts.union(rows.select("person", month=rows["last"] + 1, change=-rows.by))


def counted_in_reach(people: ibis.Table, days: ibis.Table, span: Period) -> ibis.Table:
    """A caseload as a measure counts it: everybody in the denominator, those in one of their ranges in the numerator.

    people: as `caseload` gives them. days: as `held` takes them. Gives (person, provider, segment, from_month,
    to_month, numerator, denominator).
    """
    import ibis

    together = beside(people, through_time(people, {"inside": held(days)}, *month_ends(span)))
    return together.select(
        "person",
        "provider",
        "segment",
        "from_month",
        "to_month",
        numerator=together.inside > 0,
        denominator=ibis.literal(True),
    )
