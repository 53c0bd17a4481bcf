"""What nobody may learn: every small count of a base cell, every hidden total, and by how much a count was restated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from evenlode.disclosure.rules import Policy
from evenlode.disclosure.sums import Figure, Place
from evenlode.disclosure.system import COMPLEMENT, NUMERATOR, Column, Shown, System


@dataclass(frozen=True, slots=True)
class Target:
    """A count that has to stay uncertain: the weight of each column."""

    weights: tuple[tuple[int, int], ...]

    def beside(self, system: System, provider: str | None) -> Target:
        """What is left to learn of it for a provider that knows its own counts."""
        kept = [(one, times) for one, times in self.weights if system.columns[one].place.provider != provider]
        return Target(tuple(kept))

    def value(self, system: System) -> int:
        """What it truly is."""
        return sum(system.columns[column].value * times for column, times in self.weights)


def targets(system: System, releases: Sequence[Shown], policy: Policy) -> list[Target]:
    """Every count to protect, each once. Those of a provider's own cells are secret from everybody else."""
    found: dict[tuple[tuple[int, int], ...], Target] = {}
    for target in (*_cells(system), *_restated(system), *_totals(system, releases)):
        if _is_secret(target, system, policy):
            found.setdefault(target.weights, target)
    return list(found.values())


def _is_secret(target: Target, system: System, policy: Policy) -> bool:
    """Small, or the small difference between two versions of a count."""
    value = target.value(system)
    if any(times < 0 for _, times in target.weights):
        return 0 < abs(value) <= policy.small.to
    return policy.is_small(value)


def still_secret(target: Target, system: System, policy: Policy) -> bool:
    """True where something of the target is left to learn, and that is small."""
    return bool(target.weights) and _is_secret(target, system, policy)


def _versions(system: System) -> dict[Place, tuple[list[int], list[int]]]:
    found: dict[Place, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for number, column in enumerate(system.columns):
        found[column.place][column.which].append(number)
    return found


def _cells(system: System) -> Iterator[Target]:
    for numerators, complements in _versions(system).values():
        for column in (*numerators, *complements):
            yield Target(((column, 1),))
        for numerator, complement in zip(
            _stretched(numerators, complements), _stretched(complements, numerators), strict=True
        ):
            yield Target(tuple(sorted(((numerator, 1), (complement, 1)))))


def _stretched(some: list[int], others: list[int]) -> list[int]:
    """The versions, the last one repeated where the other part was restated more often."""
    return some + some[-1:] * (len(others) - len(some))


def _restated(system: System) -> Iterator[Target]:
    """The differences between a version and the next: a person who came in late is one of them."""
    for parts in _versions(system).values():
        for columns in parts:
            for before, after in pairwise(columns):
                yield Target(tuple(sorted(((after, 1), (before, -1)))))


def _totals(system: System, releases: Sequence[Shown]) -> Iterator[Target]:
    """The totals of more than one cell in the new release."""
    number = {column: place for place, column in enumerate(system.columns)}
    for release in releases:
        for figure in release.sheet.figures if release.is_new else ():
            if len(figure.cells) > 1:
                yield from _total(figure, release, number)


def _total(figure: Figure, release: Shown, number: dict[Column, int]) -> Iterator[Target]:
    cells = [release.sheet.cells[cell] for cell in figure.cells]
    sides = [
        [(number[Column(cell.place, which, cell.counts[which])], 1) for cell in cells]
        for which in (NUMERATOR, COMPLEMENT)
    ]
    for weights in (sides[0], sides[1], sides[0] + sides[1]):
        yield Target(tuple(sorted(weights)))
