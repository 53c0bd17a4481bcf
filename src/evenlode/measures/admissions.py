"""Admissions of the span that a measure is about."""

from __future__ import annotations

from evenlode.data.store import Store
from evenlode.measures.discharges import without
from evenlode.measures.referrals import Narrowed
from evenlode.population.caseload import only_provider
from evenlode.results import Period
from evenlode.terms.definitions import Definition


def admitted(
    store: Store, definition: Definition, sources: tuple[str, ...], ward_classes: tuple[str, ...], span: Period
) -> Narrowed:
    """The spells after each condition, the admissions of the span that are no transfers last."""
    spells = store.table("hospital_spells")
    left = spells.filter(spells.admitted.between(span.start, span.end))
    found: Narrowed = [("spells after the checks", spells), ("admitted in the period", left)]
    only = only_provider(store, definition)
    if only is not None:
        left = left.filter(left.provider == only)
        found.append(("by the lead provider", left))
    left = without(left, "admission_source", sources)
    found.append(("that are no transfers", left))
    if ward_classes:
        left = left.filter(left.ward_class.isnull() | left.ward_class.isin(ward_classes))
    return [*found, ("to a ward that counts", left)]
