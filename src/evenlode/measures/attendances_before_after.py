"""People some months after their referral, and whether they attended an emergency department less than before it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Literal

from pydantic import model_validator

from evenlode.data.months import month_of
from evenlode.data.store import Store
from evenlode.measures.counted import Nature
from evenlode.measures.events import day_after, placed
from evenlode.measures.referrals import Narrowed, sent_rows
from evenlode.population.caseload import only_provider
from evenlode.results import Period
from evenlode.terms.definitions import Definition
from evenlode.terms.form import Form
from evenlode.terms.values import Text, Whole, wrong

if TYPE_CHECKING:
    import ibis

NATURE = Nature.EVENT


class Parameters(Form):
    """How long before and after, and which attendances.

    months: the time after the start of a referral, and before it, that is compared. The comparison belongs to the day
    on which the time after is over, so many months after the referral was received; on that day the person is in a
    segment of the definition. A rejected referral is none. Attendances after the day of the referral are compared
    with those before it and on it, because one on that day may have led to the referral.

    zero: somebody with no attendance before and none after `counts` as attending less; or is `left out`, as
    everybody without an attendance before then is, because they could not attend less.

    types: types of department; 1 and 01 are the same, a major one.

    A person is counted once a period, and the latest of their comparisons in it decides. Where the months before begin
    earlier than the data do, the comparison is counted as untimed, and neither passes nor fails.
    """

    months: Whole = 6
    zero: Literal["counts", "left out"] = "counts"
    types: tuple[Text, ...] = ("01",)

    @model_validator(mode="after")
    def _something_to_compare(self) -> Parameters:
        if not self.months:
            said = "there is nothing to compare in no months"
            raise wrong("CFG.DEFINITION", said, "Give months of 1 or more")
        if not self.types:
            raise wrong("CFG.MISSING", "it does not say which departments count", "Add a type, for example 01")
        return self


def reads(parameters: Parameters) -> tuple[str, ...]:
    """The table without which nobody knows of an attendance."""
    return ("ed_attendances",)


def needs(parameters: Parameters) -> tuple[str, ...]:
    """The table it counts."""
    return ("referrals",)


def count(
    store: Store, definition: Definition, parameters: Parameters, segments: ibis.Table, span: Period
) -> ibis.Table:
    """A row for each comparison in the span and each segment the person was in on its day."""
    import ibis

    starts = _compared(store, definition, parameters, span)[-1][1]
    rows = starts.left_join(_attended(store, parameters, starts), ["person", "start"], rname="{name}_attended")
    before, after = rows.before.fill_null(0), rows.after.fill_null(0)
    inside = ibis.literal(True)
    if store.data_from is not None:
        inside = day_after(rows.start, months=-int(parameters.months)) >= store.data_from - timedelta(days=1)
    judged = inside & (before > 0) if parameters.zero == "left out" else inside
    month = month_of(rows.day)
    counted = rows.select(
        "person",
        "provider",
        "day",
        unit=rows.person,
        from_month=month,
        to_month=month,
        numerator=judged & ((after < before) | ((after == 0) & (before == 0))),
        denominator=judged,
        untimed=~inside,
        rank=rows.day.epoch_days(),
    )
    return placed(store, definition, segments, counted.filter(counted.denominator | counted.untimed))


def steps(store: Store, definition: Definition, parameters: Parameters, month: Period) -> list[tuple[str, ibis.Table]]:
    """How the referrals are narrowed down to those whose people are compared."""
    found = _compared(store, definition, parameters, month)
    starts = found[-1][1]
    attended = _attended(store, parameters, starts)
    return [
        *sent_rows(store, "referrals", "referrals"),
        *found,
        ("of these, with an attendance in the months compared", starts.semi_join(attended, ["person", "start"])),
    ]


def _compared(store: Store, definition: Definition, parameters: Parameters, span: Period) -> Narrowed:
    """Referrals whose time after is over in the span: the last are (person, provider, referral, start, day)."""
    referrals = store.table("referrals")
    dated = referrals.mutate(start=referrals.received_day)
    dated = dated.mutate(day=day_after(dated.start, months=int(parameters.months)))
    left = dated.filter(dated.day.between(span.start, span.end))
    found: Narrowed = [
        ("referrals after the checks", referrals),
        (f"received {parameters.months} months before a day of the period", left),
    ]
    only = only_provider(store, definition)
    if only is not None:
        left = left.filter(left.provider == only)
        found.append(("by the lead provider", left))
    left = left.filter(left.rejected_day.isnull())
    return [*found, ("not rejected", left.select("person", "provider", "referral", "start", "day"))]


def _attended(store: Store, parameters: Parameters, starts: ibis.Table) -> ibis.Table:
    """(person, start) with the number of attendances before and after, where there is any."""
    months = int(parameters.months)
    people = starts.select("person", "start", "day").distinct()
    visits = store.table("ed_attendances")
    visits = visits.filter(visits.type.isin(_spellings(parameters.types))).select("person", "arrived_day")
    near: Any = [
        "person",
        visits.arrived_day > day_after(people.start, months=-months),
        visits.arrived_day <= people.day,
    ]
    rows = people.inner_join(visits, near)
    after = rows.arrived_day > rows.start
    return rows.group_by("person", "start").agg(before=(~after).sum(), after=after.sum())


def _spellings(types: tuple[str, ...]) -> tuple[str, ...]:
    """Each type with its leading zero and without: the column holds either."""
    return tuple(sorted({way for one in types for way in (one.zfill(2), one.lstrip("0"))}))
