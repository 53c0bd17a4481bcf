"""Who is in which segment, under whom, from when until when: the people whom the contract's figures are about."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from evenlode.data.rules import FAR_AWAY
from evenlode.data.store import Store
from evenlode.population import in_force
from evenlode.population.eligible import Limits, eligible
from evenlode.population.merging import merged, shared
from evenlode.population.sets import MOST_SEGMENTS
from evenlode.population.under_care import is_told, under_care
from evenlode.problems import Level, Problem, Refusal, refuse
from evenlode.terms.forms.population import SegmentForm

if TYPE_CHECKING:
    import ibis


def assign_segments(store: Store, segments: tuple[SegmentForm, ...]) -> ibis.Table:
    """Rows (person, provider, segment, from_day, to_day), closed ranges of days, worked out once and kept.

    A person is in every segment that holds the HoNOS cluster in force, whichever provider gave it, on the days on
    which they have the segment's age and commissioner (where `people` was sent), and under every provider with whom
    they then have an open referral or a row of the caseload. Where the store holds neither of those two tables, a
    HoNOS cluster is held under the provider that gave it, and somebody in two under two providers is in the
    segments of both. A table `segments` is final as it was sent.

    Rows of one person, provider and segment neither overlap nor touch. A Refusal where there are more segments than a
    set can tell apart.
    """
    if len(segments) > MOST_SEGMENTS:
        said = f"The contract has {len(segments)} segments, and people are counted in {MOST_SEGMENTS} at most"
        raise refuse("CFG.DEFINITION", said, "Leave out segments that no figure needs", field="segments")
    if store.has("segments"):
        given = store.table("segments")
        rows = given.mutate(to_day=given.to_day.fill_null(FAR_AWAY))
        return store.keep(("segments", segments), lambda: merged(rows, ("person", "provider", "segment")))
    return store.keep(("segments", segments), lambda: _from_clusters(store, segments))


def is_known(store: Store) -> bool:
    """True where the store says who is in which segment at all."""
    return store.has("segments") or store.has("honos_clusters")


def _from_clusters(store: Store, segments: tuple[SegmentForm, ...]) -> ibis.Table:
    """The days of the HoNOS clusters of each segment, cut to those of the age, then to those under each provider."""
    import ibis

    told = is_told(store)
    held = in_force.by_person(store) if told else in_force.by_provider(store)
    who = ("person",) if told else ("person", "provider")
    by_limits: dict[Limits, list[SegmentForm]] = defaultdict(list)
    for form in segments:
        by_limits[Limits.of(form)].append(form)
    parts = []
    for limits, forms in by_limits.items():
        asked = store.has("people") and limits.asks
        people = shared(held, eligible(store, limits), ("person",)) if asked else held
        parts += [_of_segment(people, form, who) for form in forms]
    rows = merged(ibis.union(*parts) if len(parts) > 1 else parts[0], (*who, "segment"))
    if told:
        rows = shared(rows, under_care(store), ("person",))
    return rows.select("person", "provider", "segment", "from_day", "to_day")


def _of_segment(held: ibis.Table, form: SegmentForm, who: tuple[str, ...]) -> ibis.Table:
    import ibis

    own = held.filter(held.code.isin([code.zfill(2) for code in form.honos_clusters]))
    return own.select(*who, "from_day", "to_day", segment=ibis.literal(form.segment))


def refuse_unknown_segments(store: Store, segments: tuple[SegmentForm, ...]) -> None:
    """A Refusal where the table `segments` names one that the contract does not have; nothing where there is none."""
    if not store.has("segments"):
        return
    rows, known = store.table("segments"), [form.segment for form in segments]
    strange = rows.filter(rows.segment.notin(known))
    count = int(store.fetch(strange.aggregate(count=strange.count()))[0]["count"])
    if count:
        said = "The table names a segment that the contract does not have"
        fix = f"Use {', '.join(known)}"
        raise Refusal(Problem("CODE.LIST", Level.REJECT_FILE, "segments", None, "segment", said, fix, count))
