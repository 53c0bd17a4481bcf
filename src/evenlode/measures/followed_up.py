"""Discharges from hospital, and whether the person was seen, or admitted again, in the days after."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Literal

from evenlode.data.months import month_of
from evenlode.data.store import Store
from evenlode.measures.contacts import ATTENDED, DIRECT, DIRECT_BEFORE_VERSION_5, VERSION_5
from evenlode.measures.counted import Nature
from evenlode.measures.discharges import DischargeForm, discharged
from evenlode.measures.events import day_after, judged_events
from evenlode.measures.referrals import Narrowed, sent_rows
from evenlode.population.merging import merged
from evenlode.results import Period
from evenlode.terms.definitions import Definition
from evenlode.terms.values import Text, Whole, YesNo

if TYPE_CHECKING:
    import ibis

NATURE = Nature.EVENT


class Parameters(DischargeForm):
    """Which discharges count, and what is a follow-up.

    within_days: an attended contact on one of so many days after the day of discharge, with the provider that
    discharged. same_day: whether one on the day of discharge counts. mechanisms: of the contacts that count; those
    by which the person is spoken with, unless given. new_spell: with `yes` an admission on one of those days counts
    too.

    shift_days: a discharge belongs to the period that holds the day so many days later, so that the last days of a
    period are followed up before it is over. Somebody who died within the days is left out, as far as deaths are
    known. care_programme: with `yes` only people under the care programme approach on the day of discharge.

    A discharge whose days are not all in the data is counted as untimed, and in neither numerator nor denominator.
    """

    discharge_methods_excluded: tuple[Text, ...] = ("4", "5")
    within_days: Whole = 3
    same_day: Literal["counts", "does not count"] = "does not count"
    mechanisms: tuple[Text, ...] = ()
    new_spell: YesNo = True
    shift_days: Whole = 4
    care_programme: YesNo = False


def reads(parameters: Parameters) -> tuple[str, ...]:
    """The table without which nobody knows of a contact."""
    return ("contacts",)


def needs(parameters: Parameters) -> tuple[str, ...]:
    """The table it counts, and the one that says who is under the care programme approach."""
    return ("hospital_spells", "care_programmes") if parameters.care_programme else ("hospital_spells",)


def count(
    store: Store, definition: Definition, parameters: Parameters, segments: ibis.Table, span: Period
) -> ibis.Table:
    """A row for each discharge whose shifted day lies in the span, and each segment the person was in when it was."""
    eligible = _counted(store, definition, parameters, span)[-1][1]
    seen = _followed_up(store, parameters, eligible)
    rows = eligible.left_join(seen, ["provider", "spell"], rname="{name}_seen")
    over = day_after(rows.discharged, days=int(parameters.within_days)) <= store.data_to
    return judged_events(
        store,
        definition,
        segments,
        rows,
        unit=rows.provider + " " + rows.spell,
        day=rows.discharged,
        met=rows.provider_seen.notnull(),
        judged=over,
        month=month_of(day_after(rows.discharged, days=int(parameters.shift_days))),
    )


def steps(store: Store, definition: Definition, parameters: Parameters, month: Period) -> list[tuple[str, ibis.Table]]:
    """How the spells are narrowed down to the discharges that count, and those that were followed up."""
    found = _counted(store, definition, parameters, month)
    rows = found[-1][1]
    seen = rows.semi_join(_followed_up(store, parameters, rows), ["provider", "spell"])
    return [*sent_rows(store, "hospital_spells", "spells"), *found, ("of these, followed up in time", seen)]


def _counted(store: Store, definition: Definition, parameters: Parameters, span: Period) -> Narrowed:
    """The discharges after each condition; those of the period as it is shifted."""
    shift = timedelta(days=int(parameters.shift_days))
    found = discharged(store, definition, parameters, Period(span.start - shift, span.end - shift))
    left = found[-1][1]
    if parameters.care_programme:
        given = store.table("care_programmes")
        held = merged(given.mutate(to_day=given.to_day.fill_null(span.end)), ("person",))
        left = left.semi_join(held, ["person", left.discharged >= held.from_day, left.discharged <= held.to_day])
        found.append(("of people under the care programme approach", left))
    dead = _deaths(store).view()
    soon = day_after(left.discharged, days=int(parameters.within_days))
    left = left.mutate(until=soon)
    left = left.anti_join(dead, ["person", left.until >= dead.died_day]).drop("until")
    return [*found, ("and alive to be followed up", left)]


def _deaths(store: Store) -> ibis.Table:
    """(person, died_day), from registration and from what providers sent of their people."""
    registered, sent = store.table("deaths"), store.table("people")
    known = sent.filter(sent.died_day.notnull()).select("person", "died_day")
    return registered.select("person", died_day=registered.day).union(known)


def _followed_up(store: Store, parameters: Parameters, rows: ibis.Table) -> ibis.Table:
    """(provider, spell) of the discharges that were followed up in time."""
    until = day_after(rows.discharged, days=int(parameters.within_days))
    since = rows.discharged if parameters.same_day == "counts" else day_after(rows.discharged, days=1)
    left = rows.select("person", "provider", "spell", "discharged", since=since, until=until)
    contacts = store.table("contacts")
    contacts = contacts.filter(contacts.attendance.isin(ATTENDED), _counts(contacts, parameters))
    contacts = contacts.select("person", "provider", "day")
    near = ["person", "provider", left.since <= contacts.day, contacts.day <= left.until]
    found = left.inner_join(contacts, near).select("provider", "spell")
    if not parameters.new_spell:
        return found.distinct()
    spells = store.table("hospital_spells").select("person", "provider", "admitted", again="spell").view()
    back = left.inner_join(spells, ["person", "provider", left.since <= spells.admitted, spells.admitted <= left.until])
    return found.union(back.filter(back.again != back.spell).select("provider", "spell"), distinct=True)


def _counts(contacts: Any, parameters: Parameters) -> Any:
    """True where the mechanism of a contact is one that counts."""
    if parameters.mechanisms:
        return contacts.mechanism.isin(parameters.mechanisms).fill_null(False)
    before = contacts.mechanism.isin(DIRECT_BEFORE_VERSION_5) & (contacts.day < VERSION_5)
    return (contacts.mechanism.isin(DIRECT) | before).fill_null(False)
