"""People of the caseload on the last day of a month, and whether their latest review is recent enough."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Literal

from pydantic import model_validator

from evenlode.data.months import month_ends
from evenlode.data.rules import FAR_AWAY
from evenlode.data.store import Store
from evenlode.instruments.honos_clusters import HONOS_CLUSTERS
from evenlode.measures.changing import ToChange
from evenlode.measures.counted import Nature
from evenlode.measures.events import day_after
from evenlode.measures.reaching import held
from evenlode.measures.referrals import sent_rows
from evenlode.measures.statuses import beside, through_time
from evenlode.measures.whom import Whom, people, tables_of
from evenlode.population import in_force
from evenlode.population.caseload import Attribution, caseload
from evenlode.population.merging import shared
from evenlode.results import Period, say_day
from evenlode.terms.definitions import Definition
from evenlode.terms.form import Form
from evenlode.terms.values import Whole, wrong

if TYPE_CHECKING:
    import ibis

NATURE = Nature.SNAPSHOT
_TABLES = {"HoNOS cluster": "honos_cluster_assessments", "care programme": "care_programme_reviews"}


class Parameters(Form):
    """Which review is looked for, and how long one lasts.

    review: `HoNOS cluster`, any assessment with the HoNOS cluster tool, the first one too; or `care programme`, a
    formal review under the care programme approach, asked only of people who have been under it for longer than the
    limit.

    within_months: a review is in date while it is less than so many months old. Without it, the HoNOS cluster that is
    in force on the day sets the limit (from 28 days to 12 months), and somebody in none is not counted.

    attribution: a person under several providers is shown under each of them (and once in every total), or under one.
    whom: in place of the contract's segments, the people of an official measure. A review without a record was not
    made, so nobody is missing.
    """

    review: Literal["HoNOS cluster", "care programme"] = "HoNOS cluster"
    within_months: Whole | None = None
    attribution: Attribution = "every provider"
    whom: Whom | None = None

    @model_validator(mode="after")
    def _has_a_limit(self) -> Parameters:
        if self.review == "care programme" and not self.within_months:
            raise wrong("CFG.MISSING", "the care programme approach sets no limit", "Add within_months, for example 12")
        return self


def reads(parameters: Parameters) -> tuple[str, ...]:
    """The table the reviews are in."""
    return (_TABLES[parameters.review],)


def needs(parameters: Parameters) -> tuple[str, ...]:
    """The table that says of whom a review is asked, where not everybody's is."""
    asked = tables_of(parameters.whom)
    if parameters.review == "care programme":
        return ("care_programmes", *asked)
    return asked if parameters.within_months else ("honos_clusters", *asked)


def count(
    store: Store, definition: Definition, parameters: Parameters, segments: ibis.Table, span: Period
) -> ibis.Table:
    """A row for each person, provider and segment, cut where the answer changes; see evenlode.measures.counted."""
    import ibis

    if parameters.whom:
        counted = people(store, definition, parameters.whom, span)
    else:
        counted = caseload(store, segments, definition, span, parameters.attribution)
    parts = {"in_date": held(_in_date(store, parameters))}
    asked = _asked(store, parameters)
    if asked is not None:
        parts["asked"] = held(asked)
    together = beside(counted, through_time(counted, parts, *month_ends(span)))
    counts = ibis.literal(True) if asked is None else together.asked > 0
    return together.select(
        "person",
        "provider",
        "segment",
        "from_month",
        "to_month",
        numerator=counts & (together.in_date > 0),
        denominator=counts,
    )


def steps(store: Store, definition: Definition, parameters: Parameters, month: Period) -> list[tuple[str, ibis.Table]]:
    """How the reviews are narrowed down to those that are in date on the month's last day."""
    table = _TABLES[parameters.review]
    rows = store.table(table)
    ranges = _in_date(store, parameters)
    return [
        *sent_rows(store, table, f"rows of {table}"),
        ("reviews after the checks", rows),
        (f"on or before {say_day(month.end)}", rows.filter(rows.day <= month.end)),
        ("in date on that day", ranges.filter(ranges.from_day <= month.end, ranges.to_day >= month.end)),
    ]


def to_change(store: Store, definition: Definition, parameters: Parameters, days: Period) -> ToChange:
    """A review; the day is the last on which the latest one is in date."""
    ranges = _in_date(store, parameters)
    now = ranges.filter(ranges.from_day <= days.end, ranges.to_day >= days.end)
    return ToChange(
        fails=f"a {parameters.review} review",
        lapses=f"the next {parameters.review} review before the last one is out of date",
        due=now.group_by(unit=now.person).agg(by=now.to_day.max()),
    )


def _in_date(store: Store, parameters: Parameters) -> ibis.Table:
    """(person, from_day, to_day): the days on which each review is in date."""
    import ibis

    rows = store.table(_TABLES[parameters.review]).select("person", "day").distinct()
    if parameters.within_months is not None:
        until = day_after(rows.day, months=int(parameters.within_months))
        return rows.select("person", from_day=rows.day, to_day=_day_before(until))
    clusters = in_force.by_person(store)
    parts = []
    for (days, months), codes in _limits().items():
        until = day_after(rows.day, days=days, months=months)
        lasts = rows.select("person", from_day=rows.day, to_day=_day_before(until))
        of_limit = clusters.filter(clusters.code.isin(codes)).select("person", "from_day", "to_day")
        parts.append(shared(lasts, of_limit, ("person",)))
    return ibis.union(*parts)


def _asked(store: Store, parameters: Parameters) -> ibis.Table | None:
    """(person, from_day, to_day): the days on which a review is asked of somebody; None for everybody on all days."""
    if parameters.review == "care programme":
        rows = store.table("care_programmes")
        days = rows.select(
            "person",
            from_day=day_after(day_after(rows.from_day, months=int(parameters.within_months or 0)), days=1),
            to_day=rows.to_day.fill_null(FAR_AWAY),
        )
        return days.filter(days.from_day <= days.to_day)
    if parameters.within_months is not None:
        return None
    clusters = in_force.by_person(store)
    known = [code for codes in _limits().values() for code in codes]
    return clusters.filter(clusters.code.isin(known)).select("person", "from_day", "to_day")


def _limits() -> dict[tuple[int, int], list[str]]:
    """The HoNOS clusters by how long a review lasts: (days, months), one of the two 0."""
    found: dict[tuple[int, int], list[str]] = defaultdict(list)
    for one in HONOS_CLUSTERS.values():
        found[one.review_days or 0, one.review_months or 0].append(f"{one.code:02d}")
    return found


def _day_before(day: object) -> object:
    return day_after(day, days=-1)
