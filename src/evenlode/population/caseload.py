"""The caseload: who a definition is about at the end of which months, under which provider and in which segment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from evenlode.data.months import last_month_end_by, month_ends, month_of
from evenlode.data.store import Store
from evenlode.population.sets import bits, by_segment, in_sets, without_overlaps
from evenlode.problems import refuse
from evenlode.results import EVERYONE, Period
from evenlode.terms.definitions import Definition

if TYPE_CHECKING:
    import ibis

COLUMNS = ("person", "provider", "segment", "from_month", "to_month")

Attribution = Literal["every provider", "one provider"]
"""Whether a person under several providers is shown under each of them, or under one at a time."""


def caseload(
    store: Store,
    segments: ibis.Table,
    definition: Definition,
    span: Period,
    attribution: Attribution = "every provider",
) -> ibis.Table:
    """Rows (person, provider, segment, from_month, to_month), worked out once for all definitions that share them.

    The months are those of the span on whose last day the person is in one of the definition's segments, or in any
    where it names none; under the lead provider alone where the definition says so. `segment` is the number of the set
    of all segments that they are then in, see population.sets, so nobody has two rows for one month and provider.
    The total over providers is rows of its own, with EVERYONE for the provider, and never a sum: it counts people
    once. The total over segments is the sum over all sets.

    Under one provider means: the lead provider while the person is with it, else the first of theirs by name.
    """
    only = only_provider(store, definition)
    key = ("caseload", segments.op(), definition.segments, only, attribution, span)
    return store.keep(key, lambda: _caseload(store, segments, definition.segments, only, attribution, span))


def caseload_by_segment(store: Store, segments: ibis.Table, definition: Definition, span: Period) -> ibis.Table:
    """The caseload with a row for every segment by its name, and those of the total over segments under EVERYONE."""
    return by_segment(caseload(store, segments, definition, span), bits(store, segments))


def only_provider(store: Store, definition: Definition) -> str | None:
    """The one provider that the definition is about; None for all. A Refusal where the store does not say who leads."""
    if definition.provider == "all":
        return None
    if store.lead_provider is None:
        said = f"{definition.code} counts the lead provider alone, and the store does not say who that is"
        raise refuse("CODE.LIST", said, "Write lead_provider into the store's manifest", field="lead_provider")
    return store.lead_provider


def _caseload(
    store: Store,
    segments: ibis.Table,
    names: tuple[str, ...],
    only: str | None,
    attribution: Attribution,
    span: Period,
) -> ibis.Table:
    import ibis

    numbers = bits(store, segments)
    first, last = month_ends(span)
    rows = segments if only is None else segments.filter(segments.provider == only)
    rows = rows.inner_join(numbers, "segment").select(
        "person",
        "provider",
        "bit",
        from_month=ibis.greatest(month_of(rows.from_day), first),
        to_month=ibis.least(last_month_end_by(rows.to_day), last),
    )
    held = in_sets(rows.filter(rows.from_month <= rows.to_month), ("person", "provider"))
    if names:
        named = (
            numbers.filter(numbers.segment.isin(names))
            .bit.sum()
            .fill_null(0)
            .cast("decimal(20, 0)")
            .cast("int64")
            .as_scalar()
        )
        held = held.filter((held.segment & named) != 0)
    if attribution == "one provider":
        held = _one_provider(held, store.lead_provider or "")
    held = held.select(COLUMNS)
    each = held.inner_join(numbers.filter(numbers.bit > 0), (held.segment & numbers.bit) != 0)
    together = in_sets(
        without_overlaps(each.select("person", "bit", "from_month", "to_month"), ("person",)), ("person",)
    )
    return held.union(together.mutate(provider=ibis.literal(EVERYONE)).select(COLUMNS))


def _one_provider(held: ibis.Table, lead_provider: str) -> ibis.Table:
    """The same months with each person under one provider at a time: cut where anything changes, the best kept."""
    import ibis

    starts = held.select("person", month=held.from_month)
    after = held.select("person", month=held.to_month + 1)
    cuts = starts.union(after, distinct=True)
    pieces = cuts.select("person", starts="month", ends=cuts.month.lead().over(group_by="person", order_by="month") - 1)
    pieces = pieces.filter(pieces.ends.notnull())
    inside = ["person", held.from_month <= pieces.starts, held.to_month >= pieces.ends]
    ranked = pieces.inner_join(held, inside)
    ranked = ranked.mutate(rank=ibis.ifelse(ranked.provider == lead_provider, "", ranked.provider))
    best = ranked.mutate(best=ranked["rank"].min().over(group_by=("person", "starts")))
    best = best.filter(best["rank"] == best.best)
    return best.select("person", "provider", "segment", from_month=best.starts, to_month=best.ends)
