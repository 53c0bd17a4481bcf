"""HoNOS cluster reviews: every assessment of a person after the first one by the same provider."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evenlode.data.store import Store

if TYPE_CHECKING:
    import ibis


def reviews(store: Store) -> ibis.Table:
    """(person, provider, day), once a day; an assessment on the day of the first one is no review."""
    return store.keep(("reviews",), lambda: _reviews(store.table("honos_cluster_assessments")))


def _reviews(assessments: ibis.Table) -> ibis.Table:
    first = assessments.day.min().over(group_by=("person", "provider"))
    dated = assessments.mutate(first=first)
    return dated.filter(dated.day > dated["first"]).select("person", "provider", "day").distinct()
