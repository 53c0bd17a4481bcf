"""People of the caseload on the last day of a month, and whether their need stepped up or down since a year before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from evenlode.data.months import last_month_end_by, month_ends, month_of
from evenlode.data.rules import FAR_AWAY
from evenlode.data.store import Store
from evenlode.instruments.honos_clusters import HONOS_CLUSTERS, Transition, transition
from evenlode.measures.counted import Nature
from evenlode.measures.reaching import changes_at
from evenlode.measures.referrals import sent_rows
from evenlode.measures.statuses import beside, through_time
from evenlode.population import in_force
from evenlode.population.caseload import Attribution, caseload
from evenlode.results import Period
from evenlode.terms.definitions import Definition
from evenlode.terms.form import Form
from evenlode.terms.values import Whole

if TYPE_CHECKING:
    import ibis

NATURE = Nature.SNAPSHOT
_TABLES = {"HoNOS clusters": "honos_clusters", "housing support": "housing_support"}
_WAYS = {"down": Transition.STEP_DOWN, "up": Transition.STEP_UP, "no step": Transition.SAME}


class Parameters(Form):
    """What is compared, how long ago, and which way counts.

    of: `HoNOS clusters`, where 1 to 5, 11 to 14 and 18 to 20 are three ladders and no other two HoNOS clusters compare;
    or `housing support`, where a lower tier is less intensive. months: so long before, at a month's end. counts: the
    way that is in the numerator; `no step` is staying where one was.

    among: `comparable`, everybody who held something at both ends that compares; or `everybody` on the caseload, so
    that whoever cannot be compared is missing and does not count.

    attribution: a person under several providers is shown under each of them (and once in every total), or under one.
    """

    of: Literal["HoNOS clusters", "housing support"] = "HoNOS clusters"
    months: Whole = 12
    counts: Literal["down", "up", "no step"] = "down"
    among: Literal["comparable", "everybody"] = "comparable"
    attribution: Attribution = "every provider"


def reads(parameters: Parameters) -> tuple[str, ...]:
    """The table that says what people held."""
    return (_TABLES[parameters.of],)


def count(
    store: Store, definition: Definition, parameters: Parameters, segments: ibis.Table, span: Period
) -> ibis.Table:
    """A row for each person, provider and segment, cut where the answer changes; see evenlode.measures.counted."""
    import ibis

    people = caseload(store, segments, definition, span, parameters.attribution)
    pairs = _pairs(store, parameters)
    one, counts = ibis.literal(1, "int64"), pairs.counts.cast("int64")
    parts = {"compared": changes_at(pairs, one), "stepped": changes_at(pairs, counts)}
    together = beside(people, through_time(people, parts, *month_ends(span)))
    compared = together.compared > 0
    return together.select(
        "person",
        "provider",
        "segment",
        "from_month",
        "to_month",
        numerator=together.stepped > 0,
        denominator=ibis.literal(True) if parameters.among == "everybody" else compared,
        missing=~compared,
    )


def steps(store: Store, definition: Definition, parameters: Parameters, month: Period) -> list[tuple[str, ibis.Table]]:
    """How the rows are narrowed down to what people held at both ends."""
    table = _TABLES[parameters.of]
    pairs = _pairs(store, parameters)
    number = month_ends(month)[1]
    return [
        *sent_rows(store, table, f"rows of {table}"),
        (f"rows of {table} after the checks", store.table(table)),
        ("held at both ends, and comparable", pairs.filter(pairs["first"] <= number, pairs["last"] >= number)),
    ]


def _pairs(store: Store, parameters: Parameters) -> ibis.Table:
    """(person, first, last, counts): the months at whose end what a person holds compares with what they held then."""
    import ibis

    now = _held(store, parameters)
    then = now.select(
        "person",
        before="holds",
        first_of_then=now["first"] + int(parameters.months),
        last_of_then=now["last"] + int(parameters.months),
    ).view()
    both = now.inner_join(
        then, ["person", now["first"] <= then.last_of_then, then.first_of_then <= now["last"]], rname="{name}_then"
    )
    compares, counts = _compared(parameters, both.before, both.holds)
    found = both.select(
        "person",
        first=ibis.greatest(both["first"], both.first_of_then),
        last=ibis.least(both["last"], both.last_of_then),
        compares=compares,
        counts=counts,
    )
    return found.filter(found.compares).drop("compares")


def _held(store: Store, parameters: Parameters) -> ibis.Table:
    """(person, first, last, holds): the months at whose end a person holds a HoNOS cluster, or a tier in thousandths.

    Of several tiers in force at once the one that started last holds, and of those the least intensive.
    """
    if parameters.of == "HoNOS clusters":
        rows = in_force.by_person(store)
        return _by_month(rows.mutate(holds=rows.code.cast("int64")))
    given = store.table("housing_support")
    given = given.mutate(to_day=given.to_day.fill_null(FAR_AWAY), holds=(given.tier * 1000).cast("int64"))
    months = _by_month(given)
    lasts = months.group_by("person", "first").agg(last=months["last"].max(), holds=months.holds.min())
    following = lasts["first"].lead().over(group_by="person", order_by="first")
    return lasts.mutate(last=_least(lasts["last"], following - 1))


def _by_month(rows: ibis.Table) -> ibis.Table:
    """(person, holds, first, last): ranges of days as the months at whose end they hold; those of none are left out."""
    found = rows.select("person", "holds", first=month_of(rows.from_day), last=last_month_end_by(rows.to_day))
    return found.filter(found["first"] <= found["last"])


def _least(one: Any, other: Any) -> Any:
    """The lesser of two numbers of which the other may be blank."""
    import ibis

    return ibis.ifelse(other.isnull() | (one <= other), one, other)


def _compared(parameters: Parameters, before: Any, now: Any) -> tuple[Any, Any]:
    """Whether the two compare, and whether the way counts, as expressions."""
    if parameters.of == "housing support":
        way = {"down": now < before, "up": now > before, "no step": now == before}[parameters.counts]
        return now.notnull(), way
    ways = {(one, two): transition(one, two) for one in HONOS_CLUSTERS for two in HONOS_CLUSTERS}
    pair = before * 100 + now
    compares = [one * 100 + two for (one, two), way in ways.items() if way in _WAYS.values()]
    wanted = [one * 100 + two for (one, two), way in ways.items() if way is _WAYS[parameters.counts]]
    return pair.isin(compares), pair.isin(wanted)
