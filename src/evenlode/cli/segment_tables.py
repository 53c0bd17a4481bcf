"""Tables of `evenlode segments`: schemes side by side, moves between HoNOS clusters, and the scope of a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from evenlode.cli.output import Row, note, print_rows
from evenlode.cli.settings import Format
from evenlode.data.months import last_day, month_number

if TYPE_CHECKING:
    from evenlode.data.store import Store
    from evenlode.population.schemes.compared import Move
    from evenlode.population.scope import Decision

CATEGORIES = {
    "organic": "organic conditions",
    "alcohol_substance": "alcohol and substance misuse",
    "anxiety_depression": "anxiety and depression",
    "behavioural_developmental": "behavioural and developmental",
    "children_young_people": "children and young people",
    "healthy_people": "healthy people",
    "physical_comorbidity": "physical comorbidity",
}
"""Blended segments in words; every other category is one already."""

BECAUSE = {
    "service": "the service is not in the contract",
    "age": "age",
    "cluster_18_21": "HoNOS cluster 18 to 21",
    "cluster_invalid": "no valid HoNOS cluster",
    "cluster": "HoNOS cluster 4 to 8 or 10 to 17",
    "cluster_1_3": "HoNOS cluster 1 to 3",
    "pre_cluster": "being assessed, no HoNOS cluster yet",
    "primary_diagnosis": "first diagnosis",
    "distress_similar_need": "impaired, with needs alike",
    "homeless": "homeless, and no other rule",
    "no_rule": "no rule lets it in",
}
"""Why a rule of the scope fires, in words."""


def print_shared(
    format: Format, store: Store, names: Sequence[str], day: date, given: dict[str, dict[str, str]]
) -> None:
    """How many people each category of one scheme shares with each of another."""
    from evenlode.population.schemes.compared import compared

    shared = compared(store, names, day, given)
    rows: list[Row] = [(*(CATEGORIES.get(name, name) for name in one.categories), one.people) for one in shared]
    print_rows(format, (*names, "people"), rows)


def print_moves(format: Format, store: Store, before: date, after: date, as_matrix: bool) -> None:
    """The moves between two days, a line each or as a matrix, with how many of each kind there are."""
    from evenlode.population.schemes.compared import moves

    found = moves(store, before, after)
    if as_matrix:
        codes = sorted({code for one in found for code in (one.before, one.after)})
        people = {(one.before, one.after): one.people for one in found}
        rows: list[Row] = [(code, *(people.get((code, to)) for to in codes)) for code in codes]
        print_rows(format, (f"{before} \\ {after}", *codes), rows)
    else:
        cells = [(one.before, one.after, one.people, _way(one)) for one in found]
        print_rows(format, (f"on {before}", f"on {after}", "people", "move"), cells)
    kinds: Counter[str] = Counter()
    for one in found:
        kinds[_way(one)] += one.people
    said = "; ".join(f"{name} {number:,}" for name, number in kinds.most_common())
    note(f"People with a HoNOS cluster on either day: {said or 'nobody'}")


def print_moves_by_quarter(format: Format, store: Store, before: date, after: date) -> None:
    """The moves of every three months up to the day, one after the other."""
    from evenlode.population.schemes.compared import moves

    rows = [
        (str(one), str(two), move.before, move.after, move.people, _way(move))
        for one, two in pairwise(_quarters(before, after))
        for move in moves(store, one, two)
    ]
    print_rows(format, ("from", "to", "before", "after", "people", "move"), rows)


def print_scope(format: Format, store: Store, day: date, age_to: int, rows: bool) -> None:
    """Each rule that fired with its numbers, or each referral with its rule."""
    from evenlode.population.scope_on_day import by_rule, of_people, scope_on

    placed = scope_on(store, day, age_to)
    if rows:
        cells = [(one.person, one.provider, one.referral, *_decided(one.decision, age_to)) for one in placed]
        print_rows(format, ("person", "provider", "referral", "scope", "rule", "because"), cells)
        return
    found = [(*_decided(one.decision, age_to), one.referrals, one.people) for one in by_rule(placed)]
    print_rows(format, ("scope", "rule", "because", "referrals", "people"), found)
    said = "; ".join(f"{name} {number:,}" for name, number in of_people(placed).items())
    note(f"People by all their open referrals on {day}: {said or 'nobody'}")


def _decided(one: Decision, age_to: int) -> tuple[str, int, str]:
    words = BECAUSE[one.because]
    if one.because == "age":
        words = "younger than 18" if one.rule == _TOO_YOUNG else f"older than {age_to}"
    return (one.scope, one.rule, words)


_TOO_YOUNG = 2


def _quarters(first: date, last: date) -> list[date]:
    """The first day, the ends of every third month after it, and the last day."""
    month, found = month_number(first) + 3, [first]
    while last_day(month) < last:
        found.append(last_day(month))
        month += 3
    return [*found, last]


def _way(move: Move) -> str:
    if move.transition is None:
        return "came" if move.before == "none" else "left"
    return move.transition.replace("_", " ")
