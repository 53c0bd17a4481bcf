"""The HoNOS cluster in force, for each provider that gave one and for the person whoever gave it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evenlode.data.rules import FAR_AWAY
from evenlode.data.store import Store

if TYPE_CHECKING:
    import ibis

_CODES = 100
"""More than the highest HoNOS cluster: a day's number times this, plus the code, orders by day and then by code."""


def by_provider(store: Store) -> ibis.Table:
    """Rows (person, provider, code, from_day, to_day).

    A HoNOS cluster without a last day ends on the day before the next one of the person and provider.
    """
    return store.keep(("clusters_in_force",), lambda: _with_last_day(store.table("honos_clusters")))


def by_person(store: Store) -> ibis.Table:
    """Rows (person, code, from_day, to_day): of all providers' HoNOS clusters the one that started last holds.

    Of several that started on one day the highest code holds.
    """
    return store.keep(("clusters_of_people",), lambda: _of_people(by_provider(store)))


def _with_last_day(found: ibis.Table) -> ibis.Table:
    import ibis

    episode = ("person", "provider", "code", "from_day")
    rows = found.group_by(episode).agg(to_day=found.to_day.fill_null(FAR_AWAY).max())
    next_one = rows.from_day.lead().over(group_by=("person", "provider"), order_by=("from_day", "code"))
    ended = (next_one - ibis.interval(days=1)).fill_null(FAR_AWAY)
    return rows.mutate(to_day=ibis.ifelse(rows.to_day == FAR_AWAY, ended, rows.to_day))


def _of_people(held: ibis.Table) -> ibis.Table:
    """Only people who hold HoNOS clusters of several providers need their days cut up."""
    providers = held.group_by("person").agg(first=held.provider.min(), last=held.provider.max())
    several = providers.filter(providers.first != providers.last)
    columns = ("person", "code", "from_day", "to_day")
    alone = held.anti_join(several, "person").select(*columns)
    return alone.union(_latest(held.semi_join(several, "person")).select(*columns))


def _latest(held: ibis.Table) -> ibis.Table:
    """A person's days cut wherever a HoNOS cluster begins or ends, each piece with the code that started last."""
    import ibis

    day = ibis.interval(days=1)
    starts = held.select("person", day=held.from_day)
    after = held.select("person", day=(held.to_day + day).cast("date"))
    cuts = starts.union(after, distinct=True)
    pieces = cuts.select("person", "day", next=cuts.day.lead().over(group_by="person", order_by="day"))
    pieces = pieces.filter(pieces.next.notnull()).select("person", starts="day", ends=(pieces.next - day).cast("date"))
    inside = ["person", held.from_day <= pieces.starts, held.to_day >= pieces.ends]
    candidates = pieces.inner_join(held, inside)
    order = candidates.from_day.epoch_days().cast("int64") * _CODES + candidates.code.cast("int64")
    best = candidates.group_by("person", "starts", "ends").agg(best=order.max())
    code = (best.best % _CODES).cast("string").lpad(2, "0")
    return best.select("person", code=code, from_day="starts", to_day="ends")
