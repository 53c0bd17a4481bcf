"""Crisis and emergency referrals, and whether everybody who had to be called was reached within the minutes."""

from __future__ import annotations

from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING, Any, Literal

from evenlode.data.store import Store
from evenlode.measures.changing import ToChange
from evenlode.measures.counted import Nature
from evenlode.measures.events import end_of, judged_events, seconds
from evenlode.measures.referrals import ADULT_TEAMS, Narrowed, received, sent_rows
from evenlode.results import Period
from evenlode.terms.definitions import Definition
from evenlode.terms.form import Form
from evenlode.terms.values import Text, Whole

if TYPE_CHECKING:
    import ibis

NATURE = Nature.EVENT

Called = Literal["patient", "carer", "gp"]


class Parameters(Form):
    """Which referrals count, who must be reached, and how soon.

    within_minutes: from the receipt of the referral, not from the time it was sorted. priorities: 1 is an emergency,
    4 very urgent (a code of version 5). teams: team types, those of services for adults unless said otherwise; empty
    for any. A blank priority or team type is none of those that are named. Rejected referrals do not count.

    called: all of them must be reached, the carer only where the log says that there is one. A call from before the
    receipt is no answer to it. A referral without a line in the log fails.

    A referral received without a time cannot be timed, nor one with a call without a time on a day that may be in time,
    where no other call has failed: these are counted as untimed, and neither pass nor fail. So is a referral whose
    minutes have not passed by the end of the last day of data.
    Times are those of the clock on the wall, so over the night on which the clocks change the minutes are 60 too many
    or too few.
    """

    within_minutes: Whole
    priorities: tuple[Text, ...] = ("1", "4")
    teams: tuple[Text, ...] = ADULT_TEAMS
    called: tuple[Called, ...] = ("patient", "carer", "gp")


def reads(parameters: Parameters) -> tuple[str, ...]:
    """The table without which nobody knows of a call."""
    return ("crisis_log",)


def needs(parameters: Parameters) -> tuple[str, ...]:
    """The table it counts."""
    return ("referrals",)


def count(
    store: Store, definition: Definition, parameters: Parameters, segments: ibis.Table, span: Period
) -> ibis.Table:
    """A row for each referral received in the span and each segment the person was in on that day."""
    referrals = received(store, definition, parameters.priorities, parameters.teams, span)[-1][1]
    rows = referrals.left_join(store.table("crisis_log"), ["provider", "referral"], rname="{name}_of_log")
    start = seconds(rows.received_day, rows.received_time)
    until = start + 60 * int(parameters.within_minutes)
    calls = [_call(rows, who, start, until) for who in parameters.called]
    all_in_time = reduce(and_, (in_time for in_time, _ in calls))
    one_failed = reduce(or_, (~in_time & ~maybe for in_time, maybe in calls))
    judged = ((all_in_time | one_failed) & (until < end_of(store.data_to))).fill_null(False)
    return judged_events(
        store,
        definition,
        segments,
        rows,
        unit=rows.provider + " " + rows.referral,
        day=rows.received_day,
        met=all_in_time,
        judged=judged,
    )


def steps(store: Store, definition: Definition, parameters: Parameters, month: Period) -> list[tuple[str, ibis.Table]]:
    """How the referrals are narrowed down to those that count, and those in the log."""
    found: Narrowed = received(store, definition, parameters.priorities, parameters.teams, month)
    logged = found[-1][1].semi_join(store.table("crisis_log"), ["provider", "referral"])
    return sent_rows(store, "referrals", "referrals") + found + [("of these, with a line in the log", logged)]


def to_change(store: Store, definition: Definition, parameters: Parameters, days: Period) -> ToChange:
    """Nothing once the minutes have passed; a time that was not recorded can be."""
    return ToChange(fails=None, untimed="the time of the referral, or of a call, where it was not recorded")


def _call(rows: Any, who: Called, start: Any, until: Any) -> tuple[Any, Any]:
    """Whether somebody was reached in time or need not be, and whether that may be so and cannot be timed."""
    day, time = rows[f"{who}_contacted_day"], rows[f"{who}_contacted_time"]
    in_time = seconds(day, time).between(start, until).fill_null(False)
    a_day_in_time = (day >= rows.received_day) & (seconds(day, 0) <= until)
    maybe = (time.isnull() & a_day_in_time).fill_null(False)
    if who != "carer":
        return in_time, maybe
    applicable = (rows.carer_applicable == "yes").fill_null(False)
    return ~applicable | in_time, applicable & maybe
