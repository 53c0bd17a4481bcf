"""Events that a letter to the GP must follow, and whether it was sent within the limit."""

from __future__ import annotations

from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING, Literal

from pydantic import model_validator

from evenlode.data.months import month_of
from evenlode.data.store import Store
from evenlode.measures.changing import ToChange
from evenlode.measures.contacts import first_contacts
from evenlode.measures.counted import Nature
from evenlode.measures.discharges import DischargeForm, discharged
from evenlode.measures.events import DAY_SECONDS, day_after, placed, seconds
from evenlode.measures.referrals import Narrowed, sent_rows
from evenlode.population.caseload import only_provider
from evenlode.results import Period
from evenlode.terms.definitions import Definition
from evenlode.terms.values import Whole, wrong

if TYPE_CHECKING:
    import ibis

NATURE = Nature.EVENT

Kind = Literal["outpatient", "discharge", "part1", "part2"]


class Parameters(DischargeForm):
    """Which events need a letter, which letters they are, and how soon.

    event: `letter`, each event that a letter of these kinds is recorded for; `hospital discharge`, each discharge
    that counts; `closed referral`, each referral closed that was not rejected and had an attended contact. Only for
    hospital discharges: discharge_methods_excluded, destinations_excluded and ward_classes, as in `returned_within`.

    kinds: an event needs a letter of each kind, about it by its name and from the same provider. Of several letters
    of one kind the first one sent counts. No letter, or one that was not sent, fails once the limit has passed.

    within_days: sent at most so many calendar days after the day of the event. within_hours: sent at most so many
    hours after the time of the event, which the letter says. An event without a time is taken to be at the end of its
    day, and so is a letter: such an event is judged and counted as untimed as well. Times are those of the clock on
    the wall, so over the night on which the clocks change it is an hour more or less. Give one of the two limits.

    An event whose limit has not passed by the last day of data is untimed and neither passes nor fails, whatever has
    happened. An event belongs to the month of its own day.
    """

    event: Literal["letter", "hospital discharge", "closed referral"]
    kinds: tuple[Kind, ...]
    within_days: Whole | None = None
    within_hours: Whole | None = None

    @model_validator(mode="after")
    def _fits(self) -> Parameters:
        if (self.within_days is None) == (self.within_hours is None):
            said = "it needs a limit in days or in hours, and just one"
            raise wrong("CFG.DEFINITION", said, "Keep one of within_days and within_hours")
        if not self.kinds:
            raise wrong("CFG.MISSING", "it does not say which letters count", "Add a kind, for example [outpatient]")
        return self


def reads(parameters: Parameters) -> tuple[str, ...]:
    """The table without which nobody knows of a letter."""
    return ("letters",)


def needs(parameters: Parameters) -> tuple[str, ...]:
    """The tables that the events are in."""
    return {
        "letter": (),
        "hospital discharge": ("hospital_spells",),
        "closed referral": ("referrals", "contacts"),
    }[parameters.event]


def count(
    store: Store, definition: Definition, parameters: Parameters, segments: ibis.Table, span: Period
) -> ibis.Table:
    """A row for each event in the span and each segment the person was in on its day."""
    import ibis

    events = _events(store, definition, parameters, span)[-1][1]
    first = _first_sent(store, parameters)
    rows = events.left_join(first, ["provider", "event"], rname="{name}_of_letter")
    sent = [rows[f"sent_{kind}"] for kind in parameters.kinds]
    if parameters.within_days is not None:
        until = day_after(rows.day, days=int(parameters.within_days))
        in_time, at_day_end = [one <= until for one in sent], [ibis.literal(False)]
    else:
        until = seconds(rows.day, 3600 * int(parameters.within_hours or 0))
        in_time, at_day_end = [one // 2 <= until for one in sent], [one % 2 == 1 for one in sent]
    passed = day_after(rows.day, days=_days(parameters)) <= store.data_to
    month = month_of(rows.day)
    counted = rows.select(
        "person",
        "provider",
        "day",
        unit=rows.provider + " " + rows.event,
        from_month=month,
        to_month=month,
        numerator=passed & reduce(and_, in_time).fill_null(False),
        denominator=passed,
        untimed=~passed | reduce(or_, at_day_end).fill_null(False),
    )
    return placed(store, definition, segments, counted)


def steps(store: Store, definition: Definition, parameters: Parameters, month: Period) -> list[tuple[str, ibis.Table]]:
    """How the rows of the event's table are narrowed down to the events that need a letter, and those with one."""
    tables = {"letter": "letters", "hospital discharge": "hospital_spells", "closed referral": "referrals"}
    names = {"letters": "letters", "hospital_spells": "spells", "referrals": "referrals"}
    table = tables[parameters.event]
    found = _events(store, definition, parameters, month)
    letters = store.table("letters")
    sent = letters.filter(letters.kind.isin(parameters.kinds), letters.sent_day.notnull())
    return [
        *sent_rows(store, table, names[table]),
        *found,
        ("of these, with a letter that was sent", found[-1][1].semi_join(sent, ["provider", "event"])),
    ]


def to_change(store: Store, definition: Definition, parameters: Parameters, days: Period) -> ToChange:
    """A letter while the limit lasts; after that nothing. The day is the last of the limit."""
    rows = _events(store, definition, parameters, days)[-1][1]
    limit = (
        f"{parameters.within_days} days" if parameters.within_days is not None else f"{parameters.within_hours} hours"
    )
    return ToChange(
        fails=None,
        open=f"the letter to the GP ({', '.join(parameters.kinds)}) sent within {limit}",
        due=rows.select(unit=rows.provider + " " + rows.event, by=day_after(rows.day, days=_days(parameters))),
    )


def _days(parameters: Parameters) -> int:
    """The limit in whole days, rounded up."""
    return int(parameters.within_days or 0) + -(-int(parameters.within_hours or 0) // 24)


def _events(store: Store, definition: Definition, parameters: Parameters, span: Period) -> Narrowed:
    """The rows of the event's table after each condition; the last are events: (person, provider, event, day)."""
    if parameters.event == "hospital discharge":
        found = discharged(store, definition, parameters, span)
        spells = found[-1][1]
        events = spells.select("person", "provider", event=spells.spell, day=spells.discharged)
        return [*found[:-1], (found[-1][0], events)]
    if parameters.event == "closed referral":
        return _closed(store, definition, span)
    letters = store.table("letters")
    left = letters.filter(letters.kind.isin(parameters.kinds))
    found = [("letters after the checks", letters), ("of a kind that counts", left)]
    only = only_provider(store, definition)
    if only is not None:
        left = left.filter(left.provider == only)
        found.append(("by the lead provider", left))
    events = left.group_by("provider", "event").agg(person=left.person.max(), day=left.event_day.min())
    here = events.filter(events.day.between(span.start, span.end)).select("person", "provider", "event", "day")
    return [*found, ("about an event in the period, each event once", here)]


def _closed(store: Store, definition: Definition, span: Period) -> Narrowed:
    """Referrals closed in the span after an attended contact."""
    referrals = store.table("referrals")
    left = referrals.filter(referrals.closed_day.between(span.start, span.end))
    found: Narrowed = [("referrals after the checks", referrals), ("closed in the period", left)]
    only = only_provider(store, definition)
    if only is not None:
        left = left.filter(left.provider == only)
        found.append(("by the lead provider", left))
    left = left.filter(left.rejected_day.isnull())
    found.append(("not rejected", left))
    left = left.semi_join(first_contacts(store), ["provider", "referral"])
    events = left.select("person", "provider", event=left.referral, day=left.closed_day)
    return [*found, ("with an attended contact", events)]


def _first_sent(store: Store, parameters: Parameters) -> ibis.Table:
    """(provider, event) with sent_<kind> for each kind, null where none was sent.

    With a limit in days it is the day of the first letter. With one in hours it is that letter's moment less the
    time of day of the event, times two, plus one where either time is taken to be the end of the day.
    """
    letters = store.table("letters")
    rows = letters.filter(letters.kind.isin(parameters.kinds))
    if parameters.within_days is not None:
        sent = rows.sent_day
    else:
        moment = seconds(rows.sent_day, rows.sent_time.fill_null(DAY_SECONDS))
        blank = (rows.sent_time.isnull() | rows.event_time.isnull()).cast("int64")
        sent = (moment - rows.event_time.fill_null(DAY_SECONDS)) * 2 + blank
    first = {f"sent_{kind}": sent.min(where=rows.kind == kind) for kind in parameters.kinds}
    return rows.group_by("provider", "event").agg(**first)
