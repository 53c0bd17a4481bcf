"""Discharges from hospital, and whether the person stayed out for the days after."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Literal

from evenlode.data.store import Store
from evenlode.measures.changing import ToChange
from evenlode.measures.counted import Nature
from evenlode.measures.discharges import DischargeForm, discharged, without
from evenlode.measures.events import day_after, judged_events
from evenlode.measures.referrals import sent_rows
from evenlode.population.caseload import only_provider
from evenlode.results import Period
from evenlode.terms.definitions import Definition
from evenlode.terms.values import Text, Whole

if TYPE_CHECKING:
    import ibis

NATURE = Nature.EVENT


class Parameters(DischargeForm):
    """Which discharges count, and what is a readmission.

    days: a readmission within this many days of the discharge fails it. last_day: whether the last of these days
    counts. same_day: whether an admission on the day of discharge counts.

    counting: `spells`, each discharge once; or `people`, each person once a period, who fails if any of their
    discharges in it did. before_readmission: where several discharges that count come before one readmission, it
    fails every one of them, or `last discharge` counts and the earlier ones do not. readmission: to any provider in
    the data, or to the one that discharged. exclude_sources: sources of admission that are transfers, so no
    readmission. admission_methods: the methods of admission that make a readmission; empty for any.
    discharge_methods_excluded, destinations_excluded: discharges that are not counted. ward_classes: classes of the
    last ward that are counted. A blank source, method, destination or ward class leaves the spell in.

    The default lists are those of NHS England's published code for readmissions (MHSDS versions 5 and 6).
    """

    days: Whole
    last_day: Literal["counts", "does not count"] = "counts"
    same_day: Literal["counts", "does not count"] = "counts"
    counting: Literal["spells", "people"] = "spells"
    before_readmission: Literal["every discharge", "last discharge"] = "every discharge"
    readmission: Literal["any provider", "same provider"] = "any provider"
    exclude_sources: tuple[Text, ...] = ("49", "53", "87")
    admission_methods: tuple[Text, ...] = ()


def reads(parameters: Parameters) -> tuple[str, ...]:
    """The table it counts."""
    return ("hospital_spells",)


def count(
    store: Store, definition: Definition, parameters: Parameters, segments: ibis.Table, span: Period
) -> ibis.Table:
    """A row for each eligible discharge in the span and each segment the person was in on that day.

    A discharge so late that the days after it are not all in the data is counted as untimed, and in neither the
    numerator nor the denominator, whatever is known of it so far.
    """
    eligible = discharged(store, definition, parameters, span)[-1][1]
    returned = _returned(store, definition, parameters, span)
    rows = eligible.left_join(returned, ["provider", "spell"], rname="{name}_returned")
    rows = rows.filter(rows.counts.fill_null(True))
    followed = day_after(rows.discharged, days=int(parameters.days)) <= store.data_to
    return judged_events(
        store,
        definition,
        segments,
        rows,
        unit=rows.person if parameters.counting == "people" else rows.provider + " " + rows.spell,
        day=rows.discharged,
        met=rows.provider_returned.isnull(),
        judged=followed,
    )


def steps(store: Store, definition: Definition, parameters: Parameters, month: Period) -> list[tuple[str, ibis.Table]]:
    """How the spells are narrowed down to the discharges that count."""
    return sent_rows(store, "hospital_spells", "spells") + discharged(store, definition, parameters, month)


def to_change(store: Store, definition: Definition, parameters: Parameters, days: Period) -> ToChange:
    """Nothing undoes a readmission. The day is the last on which one would count."""
    rows = discharged(store, definition, parameters, days)[-1][1]
    rows = rows.select(
        unit=rows.person if parameters.counting == "people" else rows.provider + " " + rows.spell,
        by=day_after(rows.discharged, days=int(parameters.days)),
    )
    return ToChange(
        fails=None,
        open=f"no readmission within {parameters.days} days of the discharge",
        due=rows.group_by("unit").agg(by=rows.by.max()),
    )


def left_out(store: Store, definition: Definition, parameters: Parameters) -> ibis.Table:
    """(provider, day, out) of every discharge: whether its method, destination or ward leaves it out."""
    span = Period(definition.in_force.start, min(definition.in_force.end, store.data_to))
    every = store.table("hospital_spells")
    every = every.filter(every.discharged.between(span.start, span.end))
    only = only_provider(store, definition)
    if only is not None:
        every = every.filter(every.provider == only)
    kept = discharged(store, definition, parameters, span)[-1][1].select("provider", "spell")
    both = every.left_join(kept, ["provider", "spell"], rname="{name}_kept")
    return both.select("provider", day=both.discharged, out=both.provider_kept.isnull())


def _returned(store: Store, definition: Definition, parameters: Parameters, span: Period) -> ibis.Table:
    """Eligible discharges that were followed by a readmission in time: (provider, spell, counts).

    A readmission is a later spell: one admitted after this one, or on the same day and later by provider and name,
    so that of two spells on one day just one follows the other. A discharge does not count where each of its
    readmissions has a later one before it and the definition wants the last discharge alone: that one may lie
    outside the span, so those of the days after it are looked at too.
    """
    import ibis

    wider = Period(span.start, span.end + timedelta(days=int(parameters.days)))
    eligible = discharged(store, definition, parameters, wider)[-1][1]
    back = without(store.table("hospital_spells"), "admission_source", parameters.exclude_sources)
    if parameters.admission_methods:
        back = back.filter(back.admission_method.isin(parameters.admission_methods))
    back = back.select("person", "provider", "spell", "admitted").view()
    until = eligible.discharged + ibis.interval(days=int(parameters.days))
    pairs = eligible.inner_join(
        back,
        [
            eligible.person == back.person,
            back.admitted >= eligible.discharged
            if parameters.same_day == "counts"
            else back.admitted > eligible.discharged,
            back.admitted <= until if parameters.last_day == "counts" else back.admitted < until,
            _later(back, eligible),
            *([eligible.provider == back.provider] if parameters.readmission == "same provider" else []),
        ],
        rname="{name}_back",
    )
    if parameters.before_readmission == "every discharge":
        return pairs.select("provider", "spell", counts=ibis.literal(True)).distinct()
    order = [ibis.desc("discharged"), ibis.desc("provider"), ibis.desc("spell")]
    place = ibis.row_number().over(group_by=("provider_back", "spell_back"), order_by=order)
    ranked = pairs.select("provider", "spell", last=place == 0)
    return ranked.group_by("provider", "spell").agg(counts=ranked["last"].any())


def _later(one: Any, other: Any) -> Any:
    """True where the one spell follows the other: by day of admission, then provider, then name."""
    by_name = (one.provider > other.provider) | ((one.provider == other.provider) & (one.spell > other.spell))
    return (one.admitted > other.admitted) | ((one.admitted == other.admitted) & by_name)
