"""People a year after their first HoNOS cluster or diagnosis, and the status they were then recorded with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from evenlode.data.months import month_of
from evenlode.data.store import Store
from evenlode.measures.counted import Nature
from evenlode.measures.events import day_after, placed
from evenlode.measures.referrals import Narrowed, sent_rows
from evenlode.measures.status_at_date import Condition, records_of, yes_of
from evenlode.measures.statuses import NOT_RECORDED
from evenlode.population.caseload import only_provider
from evenlode.results import Period
from evenlode.terms.definitions import Definition
from evenlode.terms.values import Whole, YesNo

if TYPE_CHECKING:
    import ibis

NATURE = Nature.EVENT
_STARTS = {"first HoNOS cluster": "honos_clusters", "first diagnosis": "diagnoses"}


class Parameters(Condition):
    """Which status counts (see status_at_date), since when, and how far from the day it may be recorded.

    start: the first day of the person's first HoNOS cluster in the data, or of their first primary diagnosis. It
    belongs to the month in which the months after it are over, and to the segment and the provider of its own day, so
    that somebody who has left since still counts. One from before the first day of data may not be the first: none.

    months: so long after the start. window_days: the latest record from so many days before that day to as many after
    it decides. at_start_too: only people whose latest record in such a window around the start counts are in it at all:
    how many of them it still does. recency_months is not asked, and employment_codes stand in for no role here.

    missing: somebody without a record then is lost; `fail` keeps them in the denominator, `exclude` leaves them out.
    Where the window ends after the last day of data, the person is untimed, and neither passes nor fails.
    """

    start: Literal["first HoNOS cluster", "first diagnosis"] = "first HoNOS cluster"
    months: Whole = 12
    window_days: Whole = 60
    at_start_too: YesNo = False
    missing: Literal["fail", "exclude"] = "fail"


def reads(parameters: Parameters) -> tuple[str, ...]:
    """The table the status is in."""
    return (parameters.table,)


def needs(parameters: Parameters) -> tuple[str, ...]:
    """The table that says when a person started."""
    return (_STARTS[parameters.start],)


def count(
    store: Store, definition: Definition, parameters: Parameters, segments: ibis.Table, span: Period
) -> ibis.Table:
    """A row for each person whose months are over in the span, and each segment they were in at the start."""
    import ibis

    rows = _cohort(store, definition, parameters, span)[-1][1]
    after = _status_near(store, parameters, rows, "day", "after")
    rows = rows.left_join(after, ["person", "provider"], rname="{name}_a").drop("person_a", "provider_a")
    counted = ibis.literal(True)
    if parameters.at_start_too:
        before = _status_near(store, parameters, rows, "start", "before")
        rows = rows.left_join(before, ["person", "provider"], rname="{name}_b").drop("person_b", "provider_b")
        counted = (rows.before == yes_of(parameters.table)).fill_null(False)
    followed = day_after(rows.day, days=int(parameters.window_days)) <= store.data_to
    missing = rows.after.isnull() | (rows.after == NOT_RECORDED)
    judged = followed & ~missing if parameters.missing == "exclude" else followed
    month = month_of(rows.day)
    found = rows.select(
        "person",
        "provider",
        "start",
        unit=rows.person,
        from_month=month,
        to_month=month,
        numerator=judged & (rows.after == yes_of(parameters.table)).fill_null(False),
        denominator=judged,
        missing=followed & missing,
        untimed=~followed,
        counted=counted,
    )
    return placed(store, definition, segments, found.filter(found.counted).drop("counted"), day="start")


def steps(store: Store, definition: Definition, parameters: Parameters, month: Period) -> list[tuple[str, ibis.Table]]:
    """How the starts are narrowed down to those a year before the month, and those with a record then."""
    table = _STARTS[parameters.start]
    found = _cohort(store, definition, parameters, month)
    rows = found[-1][1]
    near = _status_near(store, parameters, rows, "day", "after")
    told = rows.semi_join(near.filter(near.after != NOT_RECORDED), ["person", "provider"])
    return [*sent_rows(store, table, f"rows of {table}"), *found, ("of these, with a status recorded then", told)]


def _cohort(store: Store, definition: Definition, parameters: Parameters, span: Period) -> Narrowed:
    """The starts after each condition; the last are (person, provider, start, day), one a person.

    Of several providers that gave the first one on the same day, the first by name stands for it.
    """
    if parameters.start == "first HoNOS cluster":
        rows = store.table("honos_clusters")
        given = rows.select("person", "provider", start=rows.from_day)
    else:
        rows = store.table("diagnoses")
        given = rows.filter(rows["rank"] == "primary").select("person", "provider", start=rows.day)
    firsts = given.group_by("person").agg(start=given.start.min())
    own = given.inner_join(firsts, ["person", "start"])
    starts = own.group_by("person", "start").agg(provider=own.provider.min())
    if store.data_from is not None:
        starts = starts.filter(starts.start >= store.data_from)
    dated = starts.mutate(day=day_after(starts.start, months=int(parameters.months)))
    left = dated.filter(dated.day.between(span.start, span.end))
    found: Narrowed = [("people with a start", starts), (f"{parameters.months} months before the period", left)]
    only = only_provider(store, definition)
    if only is not None:
        left = left.filter(left.provider == only)
        found.append(("with the lead provider", left))
    return found


def _status_near(store: Store, parameters: Parameters, rows: ibis.Table, day: str, name: str) -> ibis.Table:
    """(person, provider, name): the state of the latest record in the window around a day."""
    records = records_of(store, parameters, parameters.table)
    records = records.select("person", recorded="day", state="state")
    around = rows.select("person", "provider", about=rows[day])
    width = int(parameters.window_days)
    around = around.mutate(first=day_after(around.about, days=-width), last=day_after(around.about, days=width))
    near: list[Any] = ["person", around["first"] <= records.recorded, records.recorded <= around["last"]]
    found = around.inner_join(records, near)
    score = (found.recorded.epoch_days() * 4 + found.state).cast("int64")
    best = found.group_by("person", "provider").agg(best=score.max())
    return best.select("person", "provider", **{name: best.best % 4})
