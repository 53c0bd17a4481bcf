"""Levers as a working model: spells and unit costs by HoNOS cluster in, spending by HoNOS cluster out, step by step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from evenlode.finance.assumptions import SHIFT_THEN_REDUCE, CostShape
from evenlode.finance.tables import Lever
from evenlode.finance.thousands import Thousands
from evenlode.problems import refuse


@dataclass(frozen=True, slots=True)
class Caseload:
    """Spells and the cost of one spell (thousands of pounds) by HoNOS cluster; `invested` is spending beside them."""

    spells: Mapping[int, Fraction]
    unit_cost: Mapping[int, Thousands]
    invested: Thousands = Fraction(0)

    def cost(self, cluster: int) -> Thousands:
        """Spending on one HoNOS cluster."""
        return self.spells[cluster] * self.unit_cost[cluster]

    @property
    def spending(self) -> Thousands:
        """Spending in all, investment included."""
        return sum((self.cost(cluster) for cluster in self.spells), self.invested)

    def grown(self, activity: Fraction, price: Fraction = Fraction(0)) -> Caseload:
        """A year on: spells grow by one rate, the cost of each by the other (leave it out for constant prices)."""
        return Caseload(
            {cluster: count * (1 + activity) for cluster, count in self.spells.items()},
            {cluster: cost * (1 + price) for cluster, cost in self.unit_cost.items()},
            self.invested,
        )


class Step(Protocol):
    """Anything that makes one caseload of another."""

    def apply(self, caseload: Caseload) -> Caseload:
        """The caseload afterwards; the one before is not changed."""
        ...


@dataclass(frozen=True, slots=True)
class Reduce:
    """Fewer spells in some HoNOS clusters, by a share of those that are there when its turn comes."""

    clusters: tuple[int, ...]
    share: Fraction

    def apply(self, caseload: Caseload) -> Caseload:
        """Take the share out."""
        _check(caseload, self.clusters)
        taken = {cluster: caseload.spells[cluster] * (1 - self.share) for cluster in self.clusters}
        return Caseload({**caseload.spells, **taken}, caseload.unit_cost, caseload.invested)


@dataclass(frozen=True, slots=True)
class ShiftDown:
    """A share of the spells in each HoNOS cluster of a chain moves one step down it; the last only receives.

    All move at once, so that no spell moves more than one step.
    """

    chain: tuple[int, ...]
    share: Fraction

    def apply(self, caseload: Caseload) -> Caseload:
        """Move the share. The number of spells stays the same."""
        _check(caseload, self.chain)
        spells = dict(caseload.spells)
        for above, below in zip(self.chain, self.chain[1:], strict=False):
            moved = caseload.spells[above] * self.share
            spells[above] -= moved
            spells[below] += moved
        return Caseload(spells, caseload.unit_cost, caseload.invested)


@dataclass(frozen=True, slots=True)
class Invest:
    """Spending that is added beside the spells: thousands of pounds."""

    amount: Thousands

    def apply(self, caseload: Caseload) -> Caseload:
        """Add it."""
        return Caseload(caseload.spells, caseload.unit_cost, caseload.invested + self.amount)


def steps_of(levers: Sequence[Lever], year: int, order: str) -> tuple[Step, ...]:
    """The levers of one year (0 is the first with savings) as steps, in the order named; within it as written."""
    made: list[tuple[bool, Step]] = [
        (lever.shifts, (ShiftDown if lever.shifts else Reduce)(lever.clusters, lever.shares[year])) for lever in levers
    ]
    first = order == SHIFT_THEN_REDUCE
    return tuple(step for wanted in (first, not first) for shifts, step in made if shifts == wanted)


def apply(caseload: Caseload, steps: Sequence[Step]) -> Caseload:
    """The caseload after every step, in the order given."""
    for step in steps:
        caseload = step.apply(caseload)
    return caseload


@dataclass(frozen=True, slots=True)
class Saving:
    """What a year's steps save: on paper, in cash once the shape of cost is allowed for, and the investment in it."""

    on_paper: Thousands
    in_cash: Thousands
    invested: Thousands

    @property
    def net(self) -> Thousands:
        """Cash saved less the investment."""
        return self.in_cash - self.invested


def saving(caseload: Caseload, steps: Sequence[Step], cost: CostShape) -> Saving:
    """What the steps save of this caseload's spending."""
    after = apply(caseload, steps)
    invested = after.invested - caseload.invested
    on_paper = caseload.spending - after.spending + invested
    return Saving(on_paper, cost.real(on_paper), invested)


def _check(caseload: Caseload, clusters: Sequence[int]) -> None:
    missing = [cluster for cluster in clusters if cluster not in caseload.spells or cluster not in caseload.unit_cost]
    if missing:
        message = f"there are no spells or no unit cost for HoNOS cluster {', '.join(map(str, missing))}"
        raise refuse("CASE.SPELLS", message, "Give both for every HoNOS cluster that a lever names")
