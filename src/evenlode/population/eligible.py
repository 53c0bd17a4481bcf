"""Who may be counted by age and commissioner, and on which days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from evenlode.data.rules import FAR_AWAY
from evenlode.data.store import Store
from evenlode.terms.dated import Dated
from evenlode.terms.forms.population import SegmentForm

if TYPE_CHECKING:
    import ibis

LONG_AGO = date(1900, 1, 1)
"""Stands for a first day before everything; the first ages of a contract hold from there."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The first and the last age, dated, and the commissioners; None and none where nothing is asked."""

    age_from: Dated[int] | None
    age_to: Dated[int] | None
    commissioners: tuple[str, ...]

    @classmethod
    def of(cls, segment: SegmentForm) -> Limits:
        """What a segment asks of its people."""
        return cls(segment.age_from, segment.age_to, segment.commissioners)

    @property
    def asks(self) -> bool:
        """True where anything is asked at all."""
        return bool(self.age_from or self.age_to or self.commissioners)

    def ages(self) -> Iterator[tuple[date, date, int | None, int | None]]:
        """(first day, last day, first age, last age) of each stretch of time in which both ages stay the same."""
        given = [dated for dated in (self.age_from, self.age_to) if dated]
        changes = sorted({day for dated in given for day, _ in dated.changes()})
        starts = [LONG_AGO, *changes]
        ends = [*(day - timedelta(days=1) for day in changes), FAR_AWAY]
        for start, end in zip(starts, ends, strict=True):
            low, high = (_on(dated, start) for dated in (self.age_from, self.age_to))
            yield start, end, low, high


def eligible(store: Store, limits: Limits) -> ibis.Table:
    """Rows (person, from_day, to_day): the days on which a person has the age, of those with the commissioner.

    An age is reached on the first day of the month of birth. Somebody whose month of birth or commissioner is not
    known is not eligible where it is asked. Where providers disagree about a person, the latest month of birth
    holds, and it is enough that one of them names a commissioner of the contract.
    """
    import ibis

    people = one_row_each(store, limits)
    if limits.commissioners:
        people = people.filter(people.is_ours)
    days = [_of_age(people, *stretch) for stretch in limits.ages()]
    rows = ibis.union(*days) if len(days) > 1 else days[0]
    return rows.filter(rows.from_day <= rows.to_day)


def one_row_each(store: Store, limits: Limits) -> ibis.Table:
    """Rows (person, birth_month, commissioner, is_ours), whatever number of providers sent the person."""
    rows = store.table("people")
    return rows.group_by("person").agg(
        birth_month=rows.birth_month.max(),
        commissioner=rows.commissioner.max(),
        is_ours=rows.commissioner.isin(limits.commissioners or ("",)).fill_null(False).any(),
    )


def _of_age(people: ibis.Table, start: date, end: date, low: int | None, high: int | None) -> ibis.Table:
    """The days from start to end on which people have an age from low to high; blank days for an unknown one."""
    import ibis

    birthday, from_day, to_day = people.birth_month, ibis.literal(start), ibis.literal(end)
    if low is not None:
        from_day = ibis.greatest((birthday + ibis.interval(years=low)).cast("date"), from_day)
    if high is not None:
        too_old = birthday + ibis.interval(years=high + 1)
        to_day = ibis.least((too_old - ibis.interval(days=1)).cast("date"), to_day)
    known = people if low is None and high is None else people.filter(birthday.notnull())
    return known.select("person", from_day=from_day, to_day=to_day)


def _on(dated: Dated[int] | None, day: date) -> int | None:
    """The value in force on the day, the first one before its own first day; None where there is none at all."""
    if dated is None:
        return None
    return dated.on(max(day, dated.entries[0][0]))
