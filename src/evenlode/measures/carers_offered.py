"""People of the caseload with a known carer on the last day of a month, and whether the carer was offered help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evenlode.data.rules import FAR_AWAY
from evenlode.data.store import Store
from evenlode.measures.counted import Nature
from evenlode.measures.events import day_after
from evenlode.measures.reaching import counted_in_reach
from evenlode.measures.referrals import sent_rows
from evenlode.population.caseload import Attribution, caseload
from evenlode.results import Period, say_day
from evenlode.terms.definitions import Definition
from evenlode.terms.form import Form
from evenlode.terms.values import Whole

if TYPE_CHECKING:
    import ibis

NATURE = Nature.SNAPSHOT


class Parameters(Form):
    """How recent the offer must be.

    within_months: an offer that many months ago or earlier does not count; without it, any offer up to the day does.
    The feed does not say since when a carer is known, so a carer counts on every day. Of several carers, an offer to
    one is enough. attribution: a person under several providers is shown under each of them (and once in every total),
    or under one.

    Somebody without a known carer is not counted at all; an offer without a record was not made.
    """

    within_months: Whole | None = None
    attribution: Attribution = "every provider"


def reads(parameters: Parameters) -> tuple[str, ...]:
    """The table the carers are in."""
    return ("carers",)


def count(
    store: Store, definition: Definition, parameters: Parameters, segments: ibis.Table, span: Period
) -> ibis.Table:
    """A row for each person with a carer, provider and segment; see evenlode.measures.counted."""
    carers = store.table("carers")
    people = caseload(store, segments, definition, span, parameters.attribution).semi_join(carers, "person")
    return counted_in_reach(people, _offers(store, parameters), span)


def steps(store: Store, definition: Definition, parameters: Parameters, month: Period) -> list[tuple[str, ibis.Table]]:
    """How the carers are narrowed down to those with an offer that counts."""
    offers = _offers(store, parameters)
    recent = offers.filter(offers.from_day <= month.end, offers.to_day >= month.end)
    return [
        *sent_rows(store, "carers", "carers"),
        ("carers after the checks", store.table("carers")),
        ("who were offered an assessment", offers),
        (f"recently enough on {say_day(month.end)}", recent),
    ]


def _offers(store: Store, parameters: Parameters) -> ibis.Table:
    """(person, from_day, to_day): the days on which each offer counts."""
    import ibis

    rows = store.table("carers")
    rows = rows.filter(rows.offered_day.notnull())
    until = ibis.literal(FAR_AWAY)
    if parameters.within_months is not None:
        until = day_after(day_after(rows.offered_day, months=int(parameters.within_months)), days=-1)
    return rows.select("person", from_day=rows.offered_day, to_day=until)
