"""People of the caseload on the last day of a month, and whether all their physical checks were made recently."""

from __future__ import annotations

from functools import reduce
from operator import add
from typing import TYPE_CHECKING, Literal

from pydantic import model_validator

from evenlode.data.months import month_ends
from evenlode.data.store import Store
from evenlode.measures.changing import ToChange
from evenlode.measures.counted import Nature
from evenlode.measures.events import day_after
from evenlode.measures.referrals import sent_rows
from evenlode.measures.statuses import FIRST_ANSWER, beside, changes_of, through_time
from evenlode.population.caseload import Attribution, caseload
from evenlode.results import Period, say_day
from evenlode.terms.definitions import Definition
from evenlode.terms.form import Form
from evenlode.terms.values import Whole, wrong

if TYPE_CHECKING:
    import ibis

NATURE = Nature.SNAPSHOT

Check = Literal["bmi", "smoking", "blood_pressure", "glucose", "lipids", "alcohol"]


class Parameters(Form):
    """Which checks make up a full assessment, and how recent each must be.

    checks: all of them must have been made, on any days. recency_months: a check made earlier than so many months
    before the day does not count. The reading itself is not looked at. attribution: a person under several providers
    is shown under each of them (and once in every total), or under one: the lead provider if the person is under it,
    else the first by name.

    A check without a record was not made, so nobody is missing: whoever has none fails.
    """

    checks: tuple[Check, ...] = ("bmi", "smoking", "blood_pressure", "glucose", "lipids", "alcohol")
    recency_months: Whole = 12
    attribution: Attribution = "every provider"

    @model_validator(mode="after")
    def _some(self) -> Parameters:
        if not self.checks or len(set(self.checks)) < len(self.checks):
            raise wrong("CFG.DEFINITION", "it needs one check or more, each once", "Write each check once")
        return self


def reads(parameters: Parameters) -> tuple[str, ...]:
    """The table the checks are in."""
    return ("physical_health",)


def count(
    store: Store, definition: Definition, parameters: Parameters, segments: ibis.Table, span: Period
) -> ibis.Table:
    """A row for each person, provider and segment, cut where the answer changes; see evenlode.measures.counted."""
    people = caseload(store, segments, definition, span, parameters.attribution)
    made = _made(store, parameters)
    made = made.select("person", "check", "day", state=FIRST_ANSWER)
    changes = changes_of(made, int(parameters.recency_months), ("person", "check"))
    through = through_time(people, {"in_reach": changes}, *month_ends(span))
    through = through.select("person", "from_month", "to_month", complete=through.in_reach == len(parameters.checks))
    together = beside(people, through)
    return together.select(
        "person", "provider", "segment", "from_month", "to_month", numerator=together.complete, denominator=True
    )


def steps(store: Store, definition: Definition, parameters: Parameters, month: Period) -> list[tuple[str, ibis.Table]]:
    """How the records are narrowed down to the checks that count."""
    made = _made(store, parameters)
    return [
        *sent_rows(store, "physical_health", "records of physical_health"),
        ("records of physical_health after the checks", store.table("physical_health")),
        ("of a check that counts", made),
        (f"dated on or before {say_day(month.end)}", made.filter(made.day <= month.end)),
    ]


def to_change(store: Store, definition: Definition, parameters: Parameters, days: Period) -> ToChange:
    """The checks that are not there or too old, by name; the day is the last on which all are recent enough."""
    import ibis

    made = _made(store, parameters)
    made = made.filter(made.day <= days.end)
    since = day_after(ibis.literal(days.end), months=-int(parameters.recency_months))
    last = {check: made.day.max(where=made.check == check) for check in parameters.checks}
    people = made.group_by(unit=made.person).agg(first=made.day.min(), **last)
    in_reach = [(check, (people[check] > since).fill_null(False)) for check in parameters.checks]
    named = [ibis.ifelse(there, "", f"{check.replace('_', ' ')}, ") for check, there in in_reach]
    text = reduce(add, named)
    oldest = reduce(ibis.least, (people[check] for check in parameters.checks))
    past = day_after(oldest, months=int(parameters.recency_months))
    return ToChange(
        fails="the checks that are not there or too old",
        lapses="the oldest check made again before it is too old",
        due=people.select("unit", by=day_after(past, days=-1), what=text.re_replace(", $", "")),
    )


def _made(store: Store, parameters: Parameters) -> ibis.Table:
    rows = store.table("physical_health")
    return rows.filter(rows.check.isin(parameters.checks))
