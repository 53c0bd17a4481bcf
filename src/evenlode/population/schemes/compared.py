"""Schemes side by side: how many people each category of one shares with each of another, and moves through time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from evenlode.data.store import Store
from evenlode.instruments.honos_clusters import Transition, transition
from evenlode.population import in_force
from evenlode.population.schemes import Known, scheme
from evenlode.population.under_care import is_told, under_care

if TYPE_CHECKING:
    import ibis

NONE = "none"
"""Where somebody with a HoNOS cluster on one day has none on the other."""


@dataclass(frozen=True, slots=True)
class Shared:
    """How many people are in one category of each scheme, in the order in which the schemes were asked."""

    categories: tuple[str, ...]
    people: int


@dataclass(frozen=True, slots=True)
class Move:
    """How many people went from one HoNOS cluster to another; what such a move is, None for coming or leaving."""

    before: str
    after: str
    people: int
    transition: Transition | None


def compared(
    store: Store, names: Sequence[str], day: date, mappings: Mapping[str, Mapping[str, str]] | None = None
) -> list[Shared]:
    """People under care on the day by their category in each of the schemes, the most frequent first.

    Where nobody says who is under care, everybody with a HoNOS cluster in force is. Numbers of people only, and small
    ones among them: they belong where the rows are. A Refusal for a name that is no scheme.
    """
    given = mappings or {}
    asked = [(name, scheme(name)) for name in names]
    found: Counter[tuple[str, ...]] = Counter()
    for one, people in _known(store, day):
        found[tuple(each.category(one, given.get(name, {})) for name, each in asked)] += people
    return [Shared(*cell) for cell in sorted(found.items(), key=lambda cell: (-cell[1], cell[0]))]


def moves(store: Store, before: date, after: date) -> list[Move]:
    """The matrix of HoNOS clusters on two days: everybody who held one on either, by the two codes."""
    clusters = in_force.by_person(store)
    first, last = (_on(clusters, day).select("person", "code") for day in (before, after))
    both = first.outer_join(last, "person", rname="{name}_after")
    cells = both.group_by(before=both.code, after=both.code_after).agg(people=both.count())
    rows = [(row["before"] or NONE, row["after"] or NONE, int(row["people"])) for row in store.fetch(cells)]
    return [
        Move(one, two, people, None if NONE in (one, two) else transition(one, two))
        for one, two, people in sorted(rows)
    ]


def _known(store: Store, day: date) -> Iterator[tuple[Known, int]]:
    """What is known of people on the day, with how many of them there are of whom just that is known."""
    import ibis

    clusters = _on(in_force.by_person(store), day).select("person", "code")
    who = _on(under_care(store), day) if is_told(store) else clusters
    made = store.table("diagnoses")
    made = made.filter(made["rank"] == "primary", made.day <= day)
    last = made.group_by("person").agg(last=made.day.max())
    latest = made.inner_join(last, ["person", made.day == last["last"]]).group_by("person")
    codes = latest.agg(dx=lambda rows: rows.code.max())
    born = store.table("people").group_by("person").agg(born=lambda rows: rows.birth_month.max())
    rows = who.select("person").distinct()
    for other in (clusters, codes, born):
        rows = rows.left_join(other, "person", rname="{name}_again").drop("person_again")
    same = rows.group_by("code", "dx", age=_age(rows.born, ibis.literal(day))).agg(people=rows.count())
    together: dict[Known, int] = defaultdict(int)
    for row in store.fetch(same):
        together[Known(row["code"], row["dx"], row["age"])] += int(row["people"])
    yield from together.items()


def _age(born: Any, day: Any) -> Any:
    """Whole years: an age is reached on the first day of the month of birth."""
    return ((day.year() * 12 + day.month()) - (born.year() * 12 + born.month())) // 12


def _on(rows: ibis.Table, day: date) -> ibis.Table:
    return rows.filter(rows.from_day <= day, rows.to_day >= day)
