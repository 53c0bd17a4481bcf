"""Beside an indicator of change: how many of those reviewed have a pair, and what became of the pairs, year by year."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from evenlode.data.months import month_number, month_of
from evenlode.data.planned import ask
from evenlode.data.questions import Question
from evenlode.data.store import Store
from evenlode.instruments.change_counts import ChangeCounts
from evenlode.instruments.changes import Category
from evenlode.instruments.item_list import ClinicalLine
from evenlode.measures import paired_change
from evenlode.measures.measuring import can_count
from evenlode.measures.registry import parameters_of, rows_measure
from evenlode.results import Period, Polarity
from evenlode.terms.definitions import Definition

if TYPE_CHECKING:
    import ibis


def change_counts(
    store: Store,
    definition: Definition,
    segments: Question,
    years: Sequence[Period],
    reliable: Fraction | None,
    clinical: ClinicalLine | None,
) -> list[ChangeCounts]:
    """A row for each of the contract years with data, for everybody whom the definition is about.

    years: contract years that follow one another. reliable: the least reliable change, clinical: the cut-off, each of
    the definition's own figure. A definition's own lines and least improvement are not asked: all pairs are counted.
    Empty where the store cannot give it.
    """
    measure = rows_measure(definition.measure)
    if not years or measure is None or not can_count(store, definition, measure):
        return []
    start = month_number(years[0].start)
    last = min(years[-1].end, store.data_to)
    question = Question(counted, (definition, segments, Period(years[0].start, last), start, reliable, clinical))
    found = {int(row["year"]): row for row in ask(store, question)}
    inside = [one for one in years if one.start <= store.data_to]
    return [_counts(definition.indicator, year, found.get(at, {}), reliable) for at, year in enumerate(inside)]


def counted(
    store: Store,
    definition: Definition,
    segments: Question,
    span: Period,
    start: int,
    reliable: Fraction | None,
    clinical: ClinicalLine | None,
) -> ibis.Table:
    """(year, reviewed, pairs, ...): years numbered from the one that begins with the month `start`."""
    import ibis

    parameters = parameters_of(definition)
    assert isinstance(parameters, paired_change.Parameters)  # noqa: S101 - narrows the form for the reader
    rows = paired_change.with_pairs(store, definition, parameters, segments.rows(store), span)
    once = rows.select("person", "day", *_PAIR, year=(month_of(rows.day) - start) // 12).distinct()
    place = ibis.row_number().over(group_by=("person", "year"), order_by=ibis.desc("day"))
    latest = once.mutate(place=place).filter(lambda rows: rows.place == 0)
    is_pair = paired_change.is_pair(latest, parameters)
    flags = {"pairs": is_pair, **_flags(latest, parameters, is_pair, reliable, clinical)}
    return latest.group_by("year").agg(
        reviewed=latest.count(),
        **{name: flag.fill_null(False).cast("int64").sum().cast("int64") for name, flag in flags.items()},
    )


_PAIR = ("last_day", "last_points", "last_per", "last_first_day", "last_first_points", "last_first_per")


def _flags(
    rows: ibis.Table,
    parameters: paired_change.Parameters,
    is_pair: Any,
    reliable: Fraction | None,
    clinical: ClinicalLine | None,
) -> dict[str, Any]:
    """Of a pair: whether it is of each category, was clinical at the start, and had room."""
    import ibis

    found: dict[str, Any] = {}
    before = after = ibis.literal(False)
    if clinical is not None:
        before = paired_change.holds(clinical, rows.last_first_points, rows.last_first_per)
        after = paired_change.holds(clinical, rows.last_points, rows.last_per)
        found["clinical_at_start"] = is_pair & before
    if reliable is None:
        return found
    better, unit = paired_change.better_by(rows, parameters)
    least = unit * reliable.numerator
    improved, worse = better * reliable.denominator >= least, -better * reliable.denominator >= least
    crossed = before & ~after
    found |= {
        Category.RELIABLE_AND_CLINICAL_IMPROVEMENT.value: is_pair & improved & crossed,
        Category.RELIABLE_IMPROVEMENT_ONLY.value: is_pair & improved & ~crossed,
        Category.RELIABLE_DETERIORATION.value: is_pair & worse,
        Category.CLINICAL_CHANGE_ONLY.value: is_pair & ~improved & ~worse & crossed,
        Category.NO_RELIABLE_CHANGE.value: is_pair & ~improved & ~worse & ~crossed,
    }
    rule = parameters.rule()
    inside = rule.range()
    if inside is not None:
        best = inside.high if rule.polarity is Polarity.HIGHER_IS_BETTER else inside.low
        first, per = rows.last_first_points, rows.last_first_per
        gap = best - reliable if rule.polarity is Polarity.HIGHER_IS_BETTER else best + reliable
        line, at = first * gap.denominator, per * gap.numerator
        found["room"] = is_pair & (line <= at if rule.polarity is Polarity.HIGHER_IS_BETTER else line >= at)
    return found


def _counts(indicator: str, year: Period, row: dict[str, Any], reliable: Fraction | None) -> ChangeCounts:
    def told(name: str) -> int | None:
        return int(row[name] or 0) if name in row else None

    categories = {one: told(one.value) or 0 for one in Category} if reliable is not None else None
    return ChangeCounts(
        indicator=indicator,
        year=year,
        reviewed=told("reviewed") or 0,
        pairs=told("pairs") or 0,
        reliable=reliable,
        clinical_at_start=told("clinical_at_start"),
        room=told("room"),
        categories=categories,
    )
