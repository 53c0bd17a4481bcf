"""Scores and waits that lie just on the right side of a line more often than their neighbours do.

What it looks at: how far each pair of scores or each wait lies from the line that decides it, where the measure can say
so (`from_line`). Its figure is the share of those just meeting the line among them and their two neighbours, one step
before it and one after; where the numbers run smoothly a third is expected. Waits in days are compared over whole
weeks, so that a week's rhythm is no heap.

The test is an exact binomial one, one-sided. Near the top of a distribution somewhat more than a third lies in the
middle: the least figure that counts allows for it. Source: McCrary J. Journal of Econometrics 2008; 142: 698-714, in a
plain form for counts; four-hour waits heaped like this, see Locker TE, Mason SM. BMJ 2005; 330: 1188-1189.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from evenlode.data.months import month_of
from evenlode.data.planned import ask
from evenlode.data.questions import Question
from evenlode.measures.measuring import can_count
from evenlode.measures.near_line import FromLine
from evenlode.measures.registry import parameters_of, rows_measure
from evenlode.results import Period
from evenlode.signals.chance import at_least
from evenlode.signals.looking import TOO_FEW, Asked, Look
from evenlode.terms.definitions import Definition
from evenlode.terms.forms.signals import HeapedAtLineForm

if TYPE_CHECKING:
    import ibis

    from evenlode.data.store import Store

THIRD = 1 / 3


def look(store: Store, asked: Asked, parameters: HeapedAtLineForm) -> Iterator[Look]:
    """A look at each indicator that has a line, each provider and year."""
    for definition in asked.definitions:
        found: Any = rows_measure(definition.measure)
        if not hasattr(found, "from_line") or not can_count(store, definition, found):
            continue
        counts: dict[tuple[str, int], Counter[int]] = defaultdict(Counter)
        for row in ask(store, Question(around, (definition, asked.first))):
            counts[row["provider"], row["year"]][row["steps"]] += row["events"]
        for (provider, number), around_it in counts.items():
            year = asked.year(number)
            if year is not None and year.end in definition.in_force:
                yield _heaped(definition, provider, year, around_it, parameters)


def around(store: Store, definition: Definition, first: int) -> ibis.Table:
    """(provider, year, steps, events): how many lie exactly at the line, one step before it (-1) and one after.

    Nothing where the definition has no line.
    """
    import ibis

    found: Any = rows_measure(definition.measure)
    asked = parameters_of(definition)
    line = found.from_line(store, definition, asked)
    if line is None:
        rows = store.table(found.reads(asked)[0]).select("provider", "day", distance=ibis.literal(0, "int64"))
        line = FromLine(rows.filter(ibis.literal(False)), 1)
    steps = ibis.cases(*((line.rows.distance == one * line.step, one) for one in (-1, 0, 1)))
    told = line.rows.select("provider", steps=steps, year=(month_of(line.rows.day) - first) // 12)
    near = told.filter(told.steps.notnull())
    return near.group_by("provider", "year", "steps").agg(events=near.count())


def _heaped(
    definition: Definition, provider: str, year: Period, counts: Counter[int], parameters: HeapedAtLineForm
) -> Look:
    at, whole = counts[0], counts.total()
    if whole < parameters.fewest:
        reason = f"{TOO_FEW}: it takes {parameters.fewest} at the line or beside it."
        return Look(definition.code, provider, year, reason)
    chance, large = at_least(at, whole, THIRD), at / whole >= parameters.share
    if whole < parameters.fewest_told:
        few = "More lie just on the right side of the line than beside it; there are too few of them to tell the share."
        return Look(definition.code, provider, year, few, chance=chance, large=large)
    said = (
        f"Of those that lie at the line or one step beside it {at / whole:.1%} are just on the right side;"
        " a third is expected."
    )
    return Look(definition.code, provider, year, said, at / whole, THIRD, chance, large)
