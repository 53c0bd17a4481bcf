"""Records that are missing more often for people who were worse off before.

What it looks at: people whose earlier state is known, where the measure can say so (`known_before`). Its figure is the
share without a record now among those who were worse off, what is expected is the share among the others. Somebody who
leaves a figure like this lifts it although nobody is better.

The test is Fisher's exact one, one-sided. Source: Rubin DB. Biometrika 1976; 63: 581-592, for when missing records do
harm; Gomes M and others. Medical Decision Making 2016; 36: 36-51, for patient-reported scores.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from evenlode.data.planned import ask
from evenlode.data.questions import Question
from evenlode.measures.measuring import can_count
from evenlode.measures.registry import parameters_of, rows_measure
from evenlode.results import EVERYONE
from evenlode.signals.comparing import Shares, Words, look_at
from evenlode.signals.looking import Asked, Look
from evenlode.terms.definitions import Definition
from evenlode.terms.forms.signals import MissingWhenWorseForm

if TYPE_CHECKING:
    import ibis

    from evenlode.data.store import Store

_WORDS = Words(
    "Of those who were worse off before, {figure} have no record now; of the others {expected}.",
    "Of those who were worse off before more have no record now than of the others; there are too few of them to tell"
    " the shares.",
)


def look(store: Store, asked: Asked, parameters: MissingWhenWorseForm) -> Iterator[Look]:
    """A look at each indicator whose measure knows an earlier state, each provider and year."""
    for definition in asked.definitions:
        found: Any = rows_measure(definition.measure)
        if not hasattr(found, "known_before") or not can_count(store, definition, found):
            continue
        question = Question(before, (definition, asked.segments, asked.last_months))
        counts: dict[tuple[str, int], Shares] = defaultdict(Shares)
        for row in ask(store, question):
            key = (row["provider"], row["month"])
            counts[key] = counts[key].plus(row["worse"], row["without"], row["people"])
        for (provider, month), shares in counts.items():
            year = asked.years[asked.last_months.index(month)]
            if year.end in definition.in_force:
                level = asked.level(year)
                yield look_at(shares, parameters, level, definition.code, provider, year, _WORDS)


def before(store: Store, definition: Definition, segments: Question, months: tuple[int, ...]) -> ibis.Table:
    """(provider, month, worse, people, without): how many of each kind there are, and have no record."""
    found: Any = rows_measure(definition.measure)
    rows = found.known_before(store, definition, parameters_of(definition), segments.rows(store), months)
    rows = rows.filter(rows.provider != EVERYONE, rows.worse.notnull())
    rows = rows.select("provider", "month", "worse", without=rows.missing.cast("int64"))
    return rows.group_by("provider", "month", "worse").agg(people=rows.count(), without=rows.without.sum())
