"""Community referral spells whose four-week clock stopped, and whether it stopped in time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from evenlode.data.months import month_of
from evenlode.data.rules import FAR_AWAY
from evenlode.data.store import Store
from evenlode.instruments.pairing import ADULT_FROM
from evenlode.measures.contacts import ATTENDED, DIRECT
from evenlode.measures.counted import Nature
from evenlode.measures.events import day_after, placed
from evenlode.measures.referrals import Narrowed, sent_rows
from evenlode.measures.whom import Whom, open_days
from evenlode.population.caseload import only_provider
from evenlode.population.merging import merged
from evenlode.results import Period
from evenlode.terms.definitions import Definition
from evenlode.terms.form import Form
from evenlode.terms.values import Text, Whole

if TYPE_CHECKING:
    import ibis

NATURE = Nature.EVENT
_ASSESSMENT_NEEDED_FROM = date(2024, 4, 1)
TEAMS = ("A05", "A06", "A08", "A09", "A12", "A13", "A16", "C03", "C10")


@dataclass(frozen=True, slots=True)
class ClockStop:
    """The day, and how many days after the start of the spell."""

    day: date
    days: int


def clock_stop(
    start: date,
    first_contact: date | None,
    first_outcome: date | None,
    first_assessment: date | None,
    first_plan_or_intervention: date | None,
) -> ClockStop | None:
    """The latest of four firsts: contact attended, outcome tool, meaningful assessment, care plan or intervention.

    None while one of them is missing. The assessment is neither asked for nor waited for where the spell and the
    first contact both began before April 2024. Source: NHS Digital monthly statistics, four-week waits, 7b4d742.
    """
    needed = [first_contact, first_outcome, first_plan_or_intervention]
    early = start < _ASSESSMENT_NEEDED_FROM and first_contact is not None and first_contact < _ASSESSMENT_NEEDED_FROM
    if not early:
        needed.append(first_assessment)
    found = [day for day in needed if day is not None]
    if len(found) < len(needed):
        return None
    return ClockStop(max(found), (max(found) - start).days)


class Parameters(Form):
    """Which spells count, and what stops the clock.

    A spell is all that one person has with one provider's teams, referrals joined where at most join_days lie between
    the end of one and the receipt of the next; of people who were adults when it began. teams: team types that count;
    those of the national measure unless given.

    The clock stops on the latest of four firsts inside the spell: an attended contact by which the person is spoken
    with, a score of any instrument, an assessment with the HoNOS cluster tool, and a care plan. The assessment is not
    asked for where spell and first contact both began before April 2024. A spell belongs to the period in which its
    clock stops, and one that never does to none. less_than_days: the clock stops in time after fewer days than these.
    """

    teams: tuple[Text, ...] = TEAMS
    join_days: Whole = 5
    less_than_days: Whole = 28


def reads(parameters: Parameters) -> tuple[str, ...]:
    """The table without which no clock stops."""
    return ("care_plans",)


def needs(parameters: Parameters) -> tuple[str, ...]:
    """The tables without which no clock starts or stops."""
    return ("referrals", "contacts", "scores", "people")


def count(
    store: Store, definition: Definition, parameters: Parameters, segments: ibis.Table, span: Period
) -> ibis.Table:
    """A row for each spell whose clock stopped in the span, and each segment the person was in on that day."""
    rows = _stopped(store, definition, parameters, span)[-1][1]
    month = month_of(rows.stopped)
    counted = rows.select(
        "person",
        "provider",
        unit=rows.provider + " " + rows.person + " " + rows.from_day.cast("string"),
        day=rows.stopped,
        from_month=month,
        to_month=month,
        numerator=rows.stopped < day_after(rows.from_day, days=int(parameters.less_than_days)),
        denominator=True,
    )
    return placed(store, definition, segments, counted)


def steps(store: Store, definition: Definition, parameters: Parameters, month: Period) -> list[tuple[str, ibis.Table]]:
    """How the referrals become spells, and which clocks stopped in the month."""
    return [*sent_rows(store, "referrals", "referrals"), *_stopped(store, definition, parameters, month)]


def _stopped(store: Store, definition: Definition, parameters: Parameters, span: Period) -> Narrowed:
    import ibis

    spells = _spells(store, definition, parameters)
    found: Narrowed = [("spells of adults with a team that counts", spells)]
    contacts = store.table("contacts")
    attended = contacts.filter(contacts.attendance.isin(ATTENDED), contacts.mechanism.isin(DIRECT).fill_null(False))
    firsts = {
        "contact": attended,
        "outcome": store.table("scores"),
        "assessment": store.table("honos_cluster_assessments"),
        "plan": store.table("care_plans"),
    }
    left = spells
    for name, events in firsts.items():
        left = _with_first(left, events, name)
    found.append(("with an attended contact", left.filter(left.contact.notnull())))
    day = ibis.literal(_ASSESSMENT_NEEDED_FROM)
    early = ((left.from_day < day) & (left.contact < day)).fill_null(False)
    asked = ibis.ifelse(early, left.contact, left.assessment)
    done = left.contact.notnull() & left.outcome.notnull() & left.plan.notnull() & asked.notnull()
    left = left.mutate(stopped=ibis.greatest(left.contact, left.outcome, left.plan, asked)).filter(done)
    found.append(("with everything that stops the clock", left))
    left = left.filter(left.stopped.between(span.start, span.end))
    return [*found, ("whose clock stopped in the period", left)]


def _spells(store: Store, definition: Definition, parameters: Parameters) -> ibis.Table:
    """(person, provider, from_day, to_day) of spells whose person was an adult on the first day."""
    import ibis

    days = open_days(store, Whom(teams=parameters.teams))
    only = only_provider(store, definition)
    if only is not None:
        days = days.filter(days.provider == only)
    apart = ibis.interval(days=int(parameters.join_days))
    longer = ibis.ifelse(days.to_day < FAR_AWAY, (days.to_day + apart).cast("date"), days.to_day)
    spells = merged(days.mutate(to_day=longer), ("person", "provider"))
    people = store.table("people").group_by("person").agg(born=lambda rows: rows.birth_month.max())
    known = spells.inner_join(people, "person")
    return known.filter(known.from_day >= day_after(known.born, months=12 * ADULT_FROM)).drop("born")


def _with_first(spells: ibis.Table, events: ibis.Table, name: str) -> ibis.Table:
    """The spells with the first day of an event of the same person and provider inside each, null without one."""
    events = events.select("person", "provider", "day").view()
    inside = ["person", "provider", spells.from_day <= events.day, events.day <= spells.to_day]
    same = ("person", "provider", "from_day")
    first = spells.inner_join(events, inside).group_by(*same).agg(**{name: lambda rows: rows.day.min()})
    both = spells.left_join(first, list(same), rname="{name}_of_" + name)
    return both.select(*spells.columns, name)
