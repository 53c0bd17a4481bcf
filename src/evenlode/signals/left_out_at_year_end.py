"""Referrals rejected and events left out more often in the last month of a contract year than in the others.

What it looks at: referrals by the month they were received in, and events that a definition leaves out where the
measure can say so (`left_out`), by their own month. Its figure is the share rejected or left out in the last month of
the year, what is expected is the share in the other eleven.

The test is Fisher's exact one, one-sided. Source: exceptions rise where a target is near, see Gravelle H, Sutton M,
Ma A. Economic Journal 2010; 120: F129-F156.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from evenlode.data.months import month_of
from evenlode.data.planned import ask
from evenlode.data.questions import Question
from evenlode.measures.measuring import can_count
from evenlode.measures.registry import parameters_of, rows_measure
from evenlode.signals.comparing import Shares, Words, look_at
from evenlode.signals.looking import Asked, Look
from evenlode.terms.definitions import Definition
from evenlode.terms.forms.signals import SharesForm

if TYPE_CHECKING:
    import ibis

    from evenlode.data.store import Store


_WORDS = Words(
    "In the last month of the year {figure} were left out or rejected; in the other eleven {expected}.",
    "In the last month of the year more were left out or rejected than in the other eleven; there are too few of"
    " them to tell the shares.",
)


def look(store: Store, asked: Asked, parameters: SharesForm) -> Iterator[Look]:
    """A look at rejected referrals, and at each indicator whose measure leaves events out, by provider and year."""
    if store.has("referrals"):
        yield from _compared(store, asked, parameters, "rejected referrals", Question(rejected, (asked.first,)))
    for definition in asked.definitions:
        found: Any = rows_measure(definition.measure)
        if hasattr(found, "left_out") and can_count(store, definition, found):
            subject = f"{definition.code} left out"
            question = Question(left_out, (definition, asked.first))
            every = _compared(store, asked, parameters, subject, question)
            yield from (one for one in every if one.year.end in definition.in_force)


def rejected(store: Store, first: int) -> ibis.Table:
    """(provider, year, last, events, out) of referrals: how many were received, and rejected."""
    rows = store.table("referrals")
    return _by_year(rows.select("provider", day=rows.received_day, out=rows.rejected_day.notnull()), first)


def left_out(store: Store, definition: Definition, first: int) -> ibis.Table:
    """(provider, year, last, events, out) of the events of a definition: how many there were, and were left out."""
    found: Any = rows_measure(definition.measure)
    return _by_year(found.left_out(store, definition, parameters_of(definition)), first)


def _by_year(rows: ibis.Table, first: int) -> ibis.Table:
    month = month_of(rows.day) - first
    told = rows.select("provider", year=month // 12, last=month % 12 == 11, out=rows.out.cast("int64"))
    return told.group_by("provider", "year", "last").agg(events=told.count(), out=told.out.sum())


def _compared(store: Store, asked: Asked, parameters: SharesForm, subject: str, question: Question) -> Iterator[Look]:
    found: dict[tuple[str, int], Shares] = defaultdict(Shares)
    for row in ask(store, question):
        key = (row["provider"], row["year"])
        found[key] = found[key].plus(row["last"], row["out"], row["events"])
    for (provider, number), shares in found.items():
        if year := asked.year(number):
            yield look_at(shares, parameters, asked.level(year), subject, provider, year, _WORDS)
