"""The caseload: who a definition is about at the end of which months, under which provider and in which segment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from evenlode.data.months import last_month_end_by, month_ends, month_of
from evenlode.data.store import Store
from evenlode.population.merging import merged, shared
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
    where it names none; under the lead provider alone where the definition says so. Everybody is shown under every
    segment they are then in, and in the totals over segments, over providers and over both, where provider or
    segment is EVERYONE. Overlaps are merged first: nobody has two rows for one month, provider and segment, so that
    adding up rows counts people once. A total is a row of its own and never a sum over providers.

    Under one provider means: the lead provider while the person is with it, else the first of theirs by name.
    """
    only = only_provider(store, definition)
    key = ("caseload", segments.op(), definition.segments, only, attribution, span)
    return store.keep(key, lambda: _caseload(store, segments, definition.segments, only, attribution, span))


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

    held = segments if only is None else segments.filter(segments.provider == only)
    if attribution == "one provider":
        held = _one_provider(_shown(held, names), store.lead_provider or "")
    there, shown = _there(held, names), _shown(held, names)
    everyone = ibis.literal(EVERYONE)
    days = ibis.union(
        shown,
        there.select("person", "provider", "from_day", "to_day", segment=everyone).select(shown.columns),
        merged(shown, ("person", "segment")).mutate(provider=everyone).select(shown.columns),
        merged(there, ("person",)).mutate(provider=everyone, segment=everyone).select(shown.columns),
    )
    first, last = month_ends(span)
    rows = days.select(
        "person",
        "provider",
        "segment",
        from_month=ibis.greatest(month_of(days.from_day), first),
        to_month=ibis.least(last_month_end_by(days.to_day), last),
    )
    return rows.filter(rows.from_month <= rows.to_month)


def _there(held: ibis.Table, names: tuple[str, ...]) -> ibis.Table:
    """The days on which a person is in a named segment under a provider; in any where none is named."""
    named = held if not names else held.filter(held.segment.isin(names))
    same = ("person", "provider")
    return merged(named, same) if len(names) != 1 else named.select(*same, "from_day", "to_day")


def _shown(held: ibis.Table, names: tuple[str, ...]) -> ibis.Table:
    """Every segment's days, cut to those on which the person is in a named one under the same provider."""
    return shared(held, _there(held, names), ("person", "provider")) if names else held


def _one_provider(held: ibis.Table, lead_provider: str) -> ibis.Table:
    """The same days with each person under one provider at a time: cut wherever anything changes, the best kept."""
    import ibis

    day = ibis.interval(days=1)
    starts = held.select("person", day=held.from_day)
    after = held.select("person", day=(held.to_day + day).cast("date"))
    cuts = starts.union(after, distinct=True)
    pieces = cuts.select("person", "day", next=cuts.day.lead().over(group_by="person", order_by="day"))
    pieces = pieces.filter(pieces.next.notnull()).select("person", starts="day", ends=(pieces.next - day).cast("date"))
    inside = ["person", held.from_day <= pieces.starts, held.to_day >= pieces.ends]
    ranked = pieces.inner_join(held, inside)
    ranked = ranked.mutate(rank=ibis.ifelse(ranked.provider == lead_provider, "", ranked.provider))
    best = ranked.mutate(best=ranked["rank"].min().over(group_by=("person", "starts")))
    best = best.filter(best["rank"] == best.best)
    return best.select("person", "provider", "segment", from_day=best.starts, to_day=best.ends)
