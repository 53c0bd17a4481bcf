"""Who is not counted on a day, and why: numbers of people for each condition they fail, never a person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from evenlode.data.store import Store
from evenlode.population import in_force
from evenlode.population.eligible import Limits, eligible, one_row_each
from evenlode.population.segments import assign_segments
from evenlode.population.under_care import is_told, under_care
from evenlode.terms.forms.population import SegmentForm

if TYPE_CHECKING:
    import ibis


@dataclass(frozen=True, slots=True)
class Reason:
    """A condition, and how many people fail it. Somebody who fails several is in each of them."""

    text: str
    people: int


@dataclass(frozen=True, slots=True)
class NotCounted:
    """Of the people known on a day, how many are in the segment, and how many fail which condition of it.

    known: people under somebody's care or with a HoNOS cluster in force. reasons: those that anybody fails.
    """

    known: int
    counted: int
    reasons: tuple[Reason, ...]


def not_counted(store: Store, segment: SegmentForm, day: date) -> NotCounted:
    """How many people are in the segment at the end of the day, and why the others are not.

    Where the store holds a table `segments` it was decided elsewhere who is in which, and there are no reasons.
    """
    inside = _on(assign_segments(store, (segment,)), day)
    if store.has("segments"):
        people = _people(store, inside)
        return NotCounted(people, people, ())
    clusters = _on(in_force.by_person(store), day)
    care = _on(under_care(store), day) if is_told(store) else clusters
    known = clusters.select("person").union(care.select("person"), distinct=True)
    fails = dict(_fails(store, segment, day, known, clusters, care))
    counts = {text: _people(store, people) for text, people in fails.items()}
    reasons = tuple(Reason(text, count) for text, count in counts.items() if count)
    return NotCounted(_people(store, known), _people(store, inside), reasons)


def _fails(
    store: Store, segment: SegmentForm, day: date, known: ibis.Table, clusters: ibis.Table, care: ibis.Table
) -> Iterator[tuple[str, ibis.Table]]:
    """Each condition in words, and the people known on the day who fail it."""
    codes = [code.zfill(2) for code in segment.honos_clusters]
    yield "no open referral and on nobody's caseload", known.anti_join(care, "person")
    yield "no HoNOS cluster in force", known.anti_join(clusters, "person")
    yield f"in a HoNOS cluster outside {segment.segment}", clusters.filter(clusters.code.notin(codes))
    limits = Limits.of(segment)
    if not store.has("people") or not limits.asks:
        return
    people = one_row_each(store, limits)
    if limits.commissioners:
        named = people.filter(people.commissioner.notnull())
        yield "commissioner not known", known.anti_join(named, "person")
        yield "another commissioner", known.semi_join(named.filter(~named.is_ours), "person")
    if limits.age_from or limits.age_to:
        born = people.filter(people.birth_month.notnull())
        of_age = _on(eligible(store, Limits(limits.age_from, limits.age_to, ())), day)
        yield "month of birth not known", known.anti_join(born, "person")
        yield "too young or too old", known.semi_join(born, "person").anti_join(of_age, "person")


def _on(rows: ibis.Table, day: date) -> Any:
    return rows.filter(rows.from_day <= day, rows.to_day >= day)


def _people(store: Store, rows: ibis.Table) -> int:
    return int(store.fetch(rows.aggregate(people=rows.person.nunique()))[0]["people"])
