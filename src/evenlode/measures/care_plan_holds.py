"""People of the caseload on the last day of a month, and whether a recent care plan of theirs holds what is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evenlode.data.store import Store
from evenlode.measures.changing import ToChange
from evenlode.measures.counted import Nature
from evenlode.measures.events import day_after
from evenlode.measures.reaching import counted_in_reach
from evenlode.measures.referrals import sent_rows
from evenlode.population.caseload import Attribution, caseload
from evenlode.results import Period, say_day
from evenlode.terms.definitions import Definition
from evenlode.terms.form import Form
from evenlode.terms.values import Text, Whole

if TYPE_CHECKING:
    import ibis

NATURE = Nature.SNAPSHOT


class Parameters(Form):
    """What a plan must hold, and how recent it must be.

    holds: any one of these, as the feed names them; empty for a plan of any kind. recency_months: a plan of a day that
    is so many months ago does not count. attribution: a person under several providers is shown under each of them
    (and once in every total), or under one.

    Without a plan there is none, so nobody is missing: whoever has none fails.
    """

    holds: tuple[Text, ...] = ()
    recency_months: Whole = 12
    attribution: Attribution = "every provider"


def reads(parameters: Parameters) -> tuple[str, ...]:
    """The table the plans are in."""
    return ("care_plans",)


def count(
    store: Store, definition: Definition, parameters: Parameters, segments: ibis.Table, span: Period
) -> ibis.Table:
    """A row for each person, provider and segment, cut where the answer changes; see evenlode.measures.counted."""
    people = caseload(store, segments, definition, span, parameters.attribution)
    plans = _plans(store, parameters)
    until = day_after(day_after(plans.day, months=int(parameters.recency_months)), days=-1)
    in_reach = plans.select("person", from_day=plans.day, to_day=until)
    return counted_in_reach(people, in_reach, span)


def steps(store: Store, definition: Definition, parameters: Parameters, month: Period) -> list[tuple[str, ibis.Table]]:
    """How the plans are narrowed down to those that hold what is asked."""
    plans = _plans(store, parameters)
    return [
        *sent_rows(store, "care_plans", "rows of care_plans"),
        ("rows of care_plans after the checks", store.table("care_plans")),
        ("that hold what is asked", plans),
        (f"dated on or before {say_day(month.end)}", plans.filter(plans.day <= month.end)),
    ]


def to_change(store: Store, definition: Definition, parameters: Parameters, days: Period) -> ToChange:
    """A plan; the day is the last on which the latest one is recent enough."""
    plans = _plans(store, parameters)
    last = plans.filter(plans.day <= days.end).group_by("person").agg(day=lambda rows: rows.day.max())
    past = day_after(last.day, months=int(parameters.recency_months))
    holding = f" that holds {' or '.join(parameters.holds)}" if parameters.holds else ""
    return ToChange(
        fails=f"a care plan{holding}",
        lapses=f"a new care plan{holding} before the last one is too old",
        due=last.select(unit=last.person, by=day_after(past, days=-1)),
    )


def _plans(store: Store, parameters: Parameters) -> ibis.Table:
    plans = store.table("care_plans")
    return plans.filter(plans.holds.isin(parameters.holds)) if parameters.holds else plans
