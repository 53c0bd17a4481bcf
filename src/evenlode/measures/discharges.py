"""Discharges from hospital that count: out of a ward that is asked for, alive, and not into another hospital."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evenlode.data.store import Store
from evenlode.measures.referrals import Narrowed
from evenlode.population.caseload import only_provider
from evenlode.results import Period
from evenlode.terms.definitions import Definition
from evenlode.terms.form import Form
from evenlode.terms.values import Text

if TYPE_CHECKING:
    import ibis


class DischargeForm(Form):
    """Which discharges count. The default lists are those of NHS England's published code for readmissions."""

    discharge_methods_excluded: tuple[Text, ...] = ("4", "6", "7", "8")
    destinations_excluded: tuple[Text, ...] = ("48", "49", "50", "53", "79", "84", "87")
    ward_classes: tuple[Text, ...] = ("10", "11", "12", "200", "201", "202")


def discharged(store: Store, definition: Definition, form: DischargeForm, span: Period) -> Narrowed:
    """The spells after each condition, the discharges that count last."""
    spells = store.table("hospital_spells")
    left = spells.filter(spells.discharged.between(span.start, span.end))
    found: Narrowed = [("spells after the checks", spells), ("discharged in the period", left)]
    only = only_provider(store, definition)
    if only is not None:
        left = left.filter(left.provider == only)
        found.append(("by the lead provider", left))
    left = without(left, "discharge_method", form.discharge_methods_excluded)
    found.append(("by a method that counts", left))
    left = without(left, "discharge_destination", form.destinations_excluded)
    found.append(("to a destination that counts", left))
    left = left.filter(left.ward_class.isnull() | left.ward_class.isin(form.ward_classes))
    return [*found, ("from a ward that counts", left)]


def without(spells: ibis.Table, column: str, excluded: tuple[str, ...]) -> ibis.Table:
    """The spells whose code is not excluded; a blank one stays in."""
    return spells.filter(spells[column].isnull() | spells[column].notin(excluded)) if excluded else spells
