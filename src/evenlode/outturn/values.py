"""Figures that are no share: rates over persons' time, and medians that keep those who still wait."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from evenlode.data.months import month_number
from evenlode.data.planned import ask
from evenlode.data.questions import Question
from evenlode.data.store import Store
from evenlode.measures.counted import Counted
from evenlode.measures.registry import parameters_of
from evenlode.outturn.changes import decimal_text
from evenlode.results import Kind, Outturn

_Waits = Mapping[tuple[str, str], Mapping[int, Sequence[tuple[int, bool, int]]]]
"""By provider and segment, then month: how many waits were so many days long, and whether they came to an end."""


def with_values(outturns: Sequence[Outturn], counted: Counted) -> list[Outturn]:
    """The outturns, rates and medians with their value as exact decimal text; every other kind as it is.

    rate: the events (numerator) for each `per_people` people over `per_months` months. The rows count an event in the
    denominator too, and it is taken out here, so that the denominator is persons' months.

    median: the days by which half of the waits that began in the period are over, in whole days, none where fewer than
    half end. The rows' rank is the days that each wait is known to have lasted.
    """
    wanted = {one.kind for one in outturns} & {Kind.RATE, Kind.MEDIAN}
    if not wanted:
        return list(outturns)
    versions = {(one.definition.indicator, one.version): one for one in counted.measured}
    per: dict[tuple[str, str], Fraction] = {}
    waits: dict[str, _Waits] = {}
    for key, measured in versions.items():
        if measured.definition.kind is Kind.RATE:
            asked = parameters_of(measured.definition)
            per[key] = Fraction(getattr(asked, "per_people", 1)) * Fraction(getattr(asked, "per_months", 1))
        elif measured.definition.kind is Kind.MEDIAN:
            questions = tuple(one.question for (name, _), one in versions.items() if name == key[0])
            waits.setdefault(key[0], _waits(ask(counted.store, Question(waits_of, (questions,)))))
    found = []
    for one in outturns:
        if (one.indicator, one.definition) in per:
            one = _rate(one, per[one.indicator, one.definition])
        elif one.indicator in waits:
            one = _median(one, waits[one.indicator])
        found.append(one)
    return found


def waits_of(store: Store, questions: tuple[Question, ...]) -> object:
    """How many waits of each length began in each month, by provider and segment."""
    import ibis

    parts = [question.rows(store) for question in questions]
    rows = ibis.union(*parts) if len(parts) > 1 else parts[0]
    rows = rows.filter(rows.denominator == 1)
    each = rows.select("provider", "segment", "unit", month="from_month", days="rank", ended="numerator").distinct()
    return each.group_by("provider", "segment", "month", "days", "ended").agg(waits=each.count())


def median_of(waits: Iterable[tuple[int, bool, int]]) -> int | None:
    """The day by which half of the waits are over, by Kaplan and Meier; None where fewer than half of them end.

    waits: (days, whether it came to an end on that day, how many). Source: Kaplan and Meier, JASA 1958.
    """
    ended: dict[int, int] = defaultdict(int)
    known: dict[int, int] = defaultdict(int)
    for days, is_over, number in waits:
        known[days] += number
        ended[days] += number if is_over else 0
    waiting = sum(known.values())
    still = Fraction(1)
    for days in sorted(known):
        if ended[days]:
            still *= 1 - Fraction(ended[days], waiting)
            if still <= Fraction(1, 2):
                return days
        waiting -= known[days]
    return None


def _rate(one: Outturn, per: Fraction) -> Outturn:
    if one.numerator is None or one.denominator is None or one.eligible is None:
        return one
    months = one.denominator - one.numerator
    value = decimal_text(one.numerator * per / months) if months else None
    return replace(one, denominator=months, eligible=one.eligible - one.numerator, value=value)


def _median(one: Outturn, waits: _Waits) -> Outturn:
    """Numerator and denominator stay; without a median the numerator goes, so that nothing takes the share for it."""
    by_month = waits.get((one.provider, one.segment), {})
    first, last = month_number(one.period.start), month_number(one.period.end)
    inside = [wait for month in range(first, last + 1) for wait in by_month.get(month, ())]
    found = median_of(inside)
    return replace(one, numerator=None) if found is None else replace(one, value=str(found))


def _waits(rows: Iterable[Mapping[str, object]]) -> _Waits:
    found: dict[tuple[str, str], dict[int, list[tuple[int, bool, int]]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        place = found[str(row["provider"]), str(row["segment"])]
        place[int(str(row["month"]))].append((int(str(row["days"])), row["ended"] == 1, int(str(row["waits"]))))
    return found
