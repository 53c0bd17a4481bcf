"""Discharges from hospital, and whether the person stayed out for the days after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from evenlode.data.months import month_of
from evenlode.data.store import Store
from evenlode.measures.counted import Nature
from evenlode.population.caseload import only_provider
from evenlode.population.segments import is_known
from evenlode.results import Period
from evenlode.terms.definitions import Definition
from evenlode.terms.form import Form
from evenlode.terms.values import Text, Whole

if TYPE_CHECKING:
    import ibis

NATURE = Nature.EVENT


class Parameters(Form):
    """Which discharges count, and what is a readmission.

    days: a readmission within this many days of the discharge fails it. last_day: whether the last of these days
    counts. same_day: whether an admission on the day of discharge counts.

    counting: `spells`, each discharge once; or `people`, each person once a period, who fails if any of their
    discharges in it did. readmission: to any provider in the data, or to the one that discharged. exclude_sources:
    sources of admission that are transfers, so no readmission. admission_methods: the methods of admission that
    make a readmission; empty for any. discharge_methods_excluded, destinations_excluded: discharges that are not
    counted. ward_classes: classes of the last ward that are counted. A blank source, method, destination or ward
    class leaves the spell in.

    The default lists are those of NHS England's published code for readmissions (MHSDS versions 5 and 6).
    """

    days: Whole
    last_day: Literal["counts", "does not count"] = "counts"
    same_day: Literal["counts", "does not count"] = "counts"
    counting: Literal["spells", "people"] = "spells"
    readmission: Literal["any provider", "same provider"] = "any provider"
    exclude_sources: tuple[Text, ...] = ("49", "53", "87")
    admission_methods: tuple[Text, ...] = ()
    discharge_methods_excluded: tuple[Text, ...] = ("4", "6", "7", "8")
    destinations_excluded: tuple[Text, ...] = ("48", "49", "50", "53", "79", "84", "87")
    ward_classes: tuple[Text, ...] = ("10", "11", "12", "200", "201", "202")


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
    import ibis

    eligible = _narrowed(store, definition, parameters, span)[-1][1]
    returned = _returned(store, parameters, eligible)
    rows = eligible.left_join(returned, ["provider", "spell"], rname="{name}_returned")
    followed = (rows.discharged + ibis.interval(days=int(parameters.days))).cast("date") <= store.data_to
    month = month_of(rows.discharged)
    rows = rows.select(
        "person",
        "provider",
        "discharged",
        unit=rows.person if parameters.counting == "people" else rows.provider + " " + rows.spell,
        from_month=month,
        to_month=month,
        numerator=followed & rows.provider_returned.isnull(),
        denominator=followed,
        untimed=~followed,
    )
    return _with_segments(store, definition, segments, rows)


def steps(store: Store, definition: Definition, parameters: Parameters, month: Period) -> list[tuple[str, ibis.Table]]:
    """How the spells are narrowed down to the discharges that count."""
    sent = [("spells that were sent", store.as_sent("hospital_spells").rows)] if store.has("hospital_spells") else []
    return sent + _narrowed(store, definition, parameters, month)


def _narrowed(store: Store, definition: Definition, parameters: Parameters, span: Period) -> list[tuple[str, Any]]:
    """The spells after each condition, the eligible discharges last."""
    spells = store.table("hospital_spells")
    left = spells.filter(spells.discharged.between(span.start, span.end))
    found = [("spells after the checks", spells), ("discharged in the period", left)]
    only = only_provider(store, definition)
    if only is not None:
        left = left.filter(left.provider == only)
        found.append(("by the lead provider", left))
    left = _without(left, "discharge_method", parameters.discharge_methods_excluded)
    found.append(("by a method that counts", left))
    left = _without(left, "discharge_destination", parameters.destinations_excluded)
    found.append(("to a destination that counts", left))
    left = left.filter(left.ward_class.isnull() | left.ward_class.isin(parameters.ward_classes))
    return [*found, ("from a ward that counts", left)]


def _returned(store: Store, parameters: Parameters, eligible: ibis.Table) -> ibis.Table:
    """Which eligible discharges (provider, spell) were followed by a readmission in time.

    A readmission is a later spell: one admitted after this one, or on the same day and later by provider and name,
    so that of two spells on one day just one follows the other.
    """
    import ibis

    back = _without(store.table("hospital_spells"), "admission_source", parameters.exclude_sources)
    if parameters.admission_methods:
        back = back.filter(back.admission_method.isin(parameters.admission_methods))
    back = back.select("person", "provider", "spell", "admitted").view()
    until = eligible.discharged + ibis.interval(days=int(parameters.days))
    return (
        eligible.inner_join(
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
        .select("provider", "spell")
        .distinct()
    )


def _later(one: Any, other: Any) -> Any:
    """True where the one spell follows the other: by day of admission, then provider, then name."""
    by_name = (one.provider > other.provider) | ((one.provider == other.provider) & (one.spell > other.spell))
    return (one.admitted > other.admitted) | ((one.admitted == other.admitted) & by_name)


def _without(spells: ibis.Table, column: str, excluded: tuple[str, ...]) -> ibis.Table:
    """The spells whose code is not excluded; a blank one stays in."""
    return spells.filter(spells[column].isnull() | spells[column].notin(excluded)) if excluded else spells


def _with_segments(store: Store, definition: Definition, segments: ibis.Table, rows: ibis.Table) -> ibis.Table:
    """Each row once for every segment the person is in on the day of discharge, under whichever provider.

    Where the definition names segments, only discharges of people in one of them that day stay.
    """
    import ibis

    if not is_known(store):
        return rows.mutate(segment=ibis.null("string"))
    held = segments.select("person", "segment", "from_day", "to_day")
    there = ["person", rows.discharged >= held.from_day, rows.discharged <= held.to_day]
    within = rows.left_join(held, there, rname="{name}_held")
    placed = within.select(*rows.columns, "segment").distinct()
    if not definition.segments:
        return placed
    named = placed.filter(placed.segment.isin(definition.segments)).select("unit", "discharged").distinct()
    return placed.semi_join(named, ["unit", "discharged"])
