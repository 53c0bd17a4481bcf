"""Formal reviews of the care of people with a known carer, and whether a carer took part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evenlode.data.months import month_of
from evenlode.data.store import Store
from evenlode.measures.changing import ToChange
from evenlode.measures.counted import Nature
from evenlode.measures.events import placed
from evenlode.measures.referrals import Narrowed, sent_rows
from evenlode.population.caseload import only_provider
from evenlode.results import Period
from evenlode.terms.definitions import Definition
from evenlode.terms.form import Form

if TYPE_CHECKING:
    import ibis

NATURE = Nature.EVENT


class Parameters(Form):
    """Nothing to choose: a review of somebody with a carer in the feed of carers, under the care programme approach.

    One whose record does not say whether a carer took part is missing: eligible, and not in the denominator.
    """


def reads(parameters: Parameters) -> tuple[str, ...]:
    """The table the reviews are in."""
    return ("care_programme_reviews",)


def needs(parameters: Parameters) -> tuple[str, ...]:
    """The table that says who has a carer."""
    return ("carers",)


def count(
    store: Store, definition: Definition, parameters: Parameters, segments: ibis.Table, span: Period
) -> ibis.Table:
    """A row for each review in the span and each segment the person was in on that day."""
    rows = _reviews(store, definition, span)[-1][1]
    told = rows.carer_present.notnull()
    month = month_of(rows.day)
    counted = rows.select(
        "person",
        "provider",
        "day",
        unit=rows.provider + " " + rows.person + " " + rows.day.cast("string"),
        from_month=month,
        to_month=month,
        numerator=(rows.carer_present == "yes").fill_null(False),
        denominator=told,
        missing=~told,
    )
    return placed(store, definition, segments, counted)


def steps(store: Store, definition: Definition, parameters: Parameters, month: Period) -> list[tuple[str, ibis.Table]]:
    """How the reviews are narrowed down to those of people with a carer."""
    sent = sent_rows(store, "care_programme_reviews", "reviews")
    found = _reviews(store, definition, month)
    last = found[-1][1]
    return [*sent, *found, ("of these, that say whether a carer took part", last.filter(last.carer_present.notnull()))]


def to_change(store: Store, definition: Definition, parameters: Parameters, days: Period) -> ToChange:
    """What was not recorded can be; a review without the carer stays one."""
    return ToChange(fails=None, missing="whether a carer took part in the review")


def _reviews(store: Store, definition: Definition, span: Period) -> Narrowed:
    """The reviews after each condition, those of people with a carer last."""
    rows = store.table("care_programme_reviews")
    left = rows.filter(rows.day.between(span.start, span.end))
    found: Narrowed = [("reviews after the checks", rows), ("in the period", left)]
    only = only_provider(store, definition)
    if only is not None:
        left = left.filter(left.provider == only)
        found.append(("by the lead provider", left))
    return [*found, ("of people with a known carer", left.semi_join(store.table("carers"), "person"))]
