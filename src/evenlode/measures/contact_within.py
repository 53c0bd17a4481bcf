"""Referrals received, and whether the first attended contact with the person came within the limit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from pydantic import model_validator

from evenlode.data.store import Store
from evenlode.measures.changing import ToChange
from evenlode.measures.contacts import ContactKind, first_contacts
from evenlode.measures.counted import Nature
from evenlode.measures.events import day_after, end_of, judged_events, seconds
from evenlode.measures.near_line import FromLine
from evenlode.measures.referrals import Narrowed, received, sent_rows
from evenlode.results import Period
from evenlode.terms.definitions import Definition
from evenlode.terms.form import Form
from evenlode.terms.values import Text, Whole, wrong

if TYPE_CHECKING:
    import ibis

NATURE = Nature.EVENT


class Parameters(Form):
    """Which referrals count, which contact is looked for, and by when.

    priorities, teams: clinical priorities and team types of the referrals that count; empty for any. A blank one is
    none of those that are named. Rejected referrals do not count.

    contact: `face to face` (mechanism 01), or `direct`, which also takes telephone, talk type and video (02, 04, 11,
    and 03 before October 2021). Only attended contacts of the same referral (5 or 6) are looked at, and none from
    before the referral was received.

    within_days: the contact falls on the day of receipt or at most so many days later; times of day are not looked
    at. within_minutes: it falls at most so many minutes after the receipt. A referral received without a time cannot
    be timed, nor one with no contact in time for sure and one without a time on a day that may be in time: these are
    counted as untimed, and neither pass nor fail. Times are those of the clock on the wall, so over the night on which
    the clocks change the minutes are 60 too many or too few. Give one of the two limits.

    A referral whose limit has not passed by the last day of data is untimed too, whatever has happened. After that a
    referral without a contact fails.

    closed_before_limit: `counts`, a referral closed on a day before its limit and without a contact in time fails;
    `left out`, it does not count. close_reasons: only closures with these reasons are left out; empty for any.
    """

    contact: ContactKind = "direct"
    within_days: Whole | None = None
    within_minutes: Whole | None = None
    priorities: tuple[Text, ...] = ()
    teams: tuple[Text, ...] = ()
    closed_before_limit: Literal["counts", "left out"] = "counts"
    close_reasons: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _one_limit(self) -> Parameters:
        if (self.within_days is None) == (self.within_minutes is None):
            said = "it needs a limit in days or in minutes, and just one"
            raise wrong("CFG.DEFINITION", said, "Keep one of within_days and within_minutes")
        if self.close_reasons and self.closed_before_limit == "counts":
            said = "close_reasons says which closures are left out, and none is"
            raise wrong("CFG.DEFINITION", said, "Add closed_before_limit: left out")
        return self


def reads(parameters: Parameters) -> tuple[str, ...]:
    """The table without which nobody knows of a contact."""
    return ("contacts",)


def needs(parameters: Parameters) -> tuple[str, ...]:
    """The table it counts."""
    return ("referrals",)


def count(
    store: Store, definition: Definition, parameters: Parameters, segments: ibis.Table, span: Period
) -> ibis.Table:
    """A row for each referral received in the span and each segment the person was in on that day."""
    referrals = received(store, definition, parameters.priorities, parameters.teams, span)[-1][1]
    rows = referrals.left_join(first_contacts(store), ["provider", "referral"], rname="{name}_of_contact")
    judge = _by_days if parameters.within_minutes is None else _by_minutes
    in_time, judged, limit_day = judge(store, parameters, rows)
    rows = rows.mutate(in_time=in_time, judged=judged, left_out=_left_out(parameters, rows, in_time, limit_day))
    rows = rows.filter(~rows.left_out)
    return judged_events(
        store,
        definition,
        segments,
        rows,
        unit=rows.provider + " " + rows.referral,
        day=rows.received_day,
        met=rows.in_time,
        judged=rows.judged,
    )


def steps(store: Store, definition: Definition, parameters: Parameters, month: Period) -> list[tuple[str, ibis.Table]]:
    """How the referrals are narrowed down to those that count, and those with a contact."""
    found: Narrowed = received(store, definition, parameters.priorities, parameters.teams, month)
    first = first_contacts(store)
    known = first.filter(first[_column(parameters, "day")].notnull())
    contacted = found[-1][1].semi_join(known, ["provider", "referral"])
    return (
        sent_rows(store, "referrals", "referrals")
        + found
        + [("of these, with an attended contact that counts", contacted)]
    )


def to_change(store: Store, definition: Definition, parameters: Parameters, days: Period) -> ToChange:
    """A contact while the limit lasts; after that nothing. The day is the last of the limit."""
    rows = received(store, definition, parameters.priorities, parameters.teams, days)[-1][1]
    minutes = int(parameters.within_minutes or 0)
    limit = f"{minutes} minutes" if minutes else f"{parameters.within_days} days"
    return ToChange(
        fails=None,
        open=f"an attended {parameters.contact} contact within {limit} of the referral",
        untimed="the time of the referral, or of its contact, where it was not recorded",
        due=rows.select(
            unit=rows.provider + " " + rows.referral,
            by=day_after(rows.received_day, days=int(parameters.within_days or minutes // 1440)),
        ),
    )


def from_line(store: Store, definition: Definition, parameters: Parameters) -> FromLine:
    """How long before its limit each referral had its first contact: in days, or in quarters of an hour."""
    span = Period(definition.in_force.start, min(definition.in_force.end, store.data_to))
    referrals = received(store, definition, parameters.priorities, parameters.teams, span)[-1][1]
    rows = referrals.inner_join(first_contacts(store), ["provider", "referral"], rname="{name}_of_contact")
    if parameters.within_days is not None:
        limit = day_after(rows.received_day, days=int(parameters.within_days)).epoch_days()
        distance, step = limit - rows[_column(parameters, "day")].epoch_days(), 7
    else:
        until = seconds(rows.received_day, rows.received_time) + 60 * int(parameters.within_minutes or 0)
        distance, step = (until - rows[_column(parameters, "at")]) // 900, 1
    found = rows.select("provider", day=rows.received_day, distance=distance.cast("int64"))
    return FromLine(found.filter(found.distance.notnull()), step)


def _column(parameters: Parameters, name: str) -> str:
    return f"{'face' if parameters.contact == 'face to face' else 'direct'}_{name}"


def _by_days(store: Store, parameters: Parameters, rows: Any) -> tuple[Any, Any, Any]:
    """Whether the contact came in time, whether the referral can be judged, and the last day of its limit."""
    limit_day = day_after(rows.received_day, days=int(parameters.within_days or 0))
    in_time = (rows[_column(parameters, "day")] <= limit_day).fill_null(False)
    return in_time, limit_day <= store.data_to, limit_day


def _by_minutes(store: Store, parameters: Parameters, rows: Any) -> tuple[Any, Any, Any]:
    """The same by the clock."""
    minutes = int(parameters.within_minutes or 0)
    until = seconds(rows.received_day, rows.received_time) + 60 * minutes
    in_time = (rows[_column(parameters, "at")] <= until).fill_null(False)
    maybe = (seconds(rows[_column(parameters, "blank_day")], 0) <= until).fill_null(False)
    judged = ((until < end_of(store.data_to)) & (in_time | ~maybe)).fill_null(False)
    return in_time, judged, day_after(rows.received_day, days=minutes // 1440)


def _left_out(parameters: Parameters, rows: Any, in_time: Any, limit_day: Any) -> Any:
    """Referrals that were closed before their limit without a contact in time, where the definition leaves them out."""
    import ibis

    if parameters.closed_before_limit == "counts":
        return ibis.literal(False)
    closed = (rows.closed_day < limit_day).fill_null(False)
    if parameters.close_reasons:
        closed = closed & rows.close_reason.isin(parameters.close_reasons).fill_null(False)
    return closed & ~in_time
