"""Who is in which segment, from when until when: HoNOS clusters in force, overlaps merged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evenlode.data.rules import FAR_AWAY
from evenlode.data.store import Store
from evenlode.population.merging import merged
from evenlode.problems import Level, Problem, Refusal
from evenlode.terms.forms.population import SegmentForm

if TYPE_CHECKING:
    import ibis


def assign_segments(store: Store, segments: tuple[SegmentForm, ...]) -> ibis.Table:
    """Rows (person, provider, segment, from_day, to_day), closed ranges of days, worked out once and kept.

    Taken from the table `segments` where it was sent, else from `honos_clusters`: a person is in every segment that
    holds the code in force. A HoNOS cluster without an end lasts until the day before the next one of the same
    person and provider. Rows of one person, provider and segment that overlap or touch become one. Somebody in two
    HoNOS clusters under two providers is in the segments of both. A Refusal where the table `segments` names a
    segment that the contract does not have.
    """
    if store.has("segments"):
        given = store.table("segments")
        _refuse_unknown(store, given, segments)
        rows = given.mutate(to_day=given.to_day.fill_null(FAR_AWAY))
    else:
        rows = _from_clusters(store, segments)
    return store.keep(("segments", segments), lambda: merged(rows, ("person", "provider", "segment")))


def is_known(store: Store) -> bool:
    """True where the store says who is in which segment at all."""
    return store.has("segments") or store.has("honos_clusters")


def _from_clusters(store: Store, segments: tuple[SegmentForm, ...]) -> ibis.Table:
    """Each HoNOS cluster in force once for every segment that holds its code."""
    import ibis

    held = store.keep(("clusters_in_force",), lambda: _in_force(store.table("honos_clusters")))
    codes = {form.segment: tuple(code.zfill(2) for code in form.honos_clusters) for form in segments}
    parts = [
        held.filter(held.code.isin(own)).select(
            "person", "provider", "from_day", "to_day", segment=ibis.literal(segment)
        )
        for segment, own in codes.items()
    ]
    return ibis.union(*parts) if len(parts) > 1 else parts[0]


def _in_force(found: ibis.Table) -> ibis.Table:
    """HoNOS clusters with their last day: their own, or the day before the next one of the person and provider."""
    import ibis

    episode = ("person", "provider", "code", "from_day")
    rows = found.group_by(episode).agg(to_day=found.to_day.fill_null(FAR_AWAY).max())
    next_one = rows.from_day.lead().over(group_by=("person", "provider"), order_by=("from_day", "code"))
    ended = (next_one - ibis.interval(days=1)).fill_null(FAR_AWAY)
    return rows.mutate(to_day=ibis.ifelse(rows.to_day == FAR_AWAY, ended, rows.to_day))


def _refuse_unknown(store: Store, rows: ibis.Table, segments: tuple[SegmentForm, ...]) -> None:
    known = [form.segment for form in segments]
    strange = rows.filter(rows.segment.notin(known))
    count = int(store.fetch(strange.aggregate(count=strange.count()))[0]["count"])
    if count:
        said = "The table names a segment that the contract does not have"
        fix = f"Use {', '.join(known)}"
        raise Refusal(Problem("CODE.LIST", Level.REJECT_FILE, "segments", None, "segment", said, fix, count))
