"""Is it worth it and can it be paid for: the contract against efficiency alone, and headroom under the cap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from evenlode.finance.tables import Grid
from evenlode.finance.thousands import Thousands


@dataclass(frozen=True, slots=True)
class Dominance:
    """The contract against efficiency alone. less: thousands of pounds by which the contract costs less, by year."""

    years: tuple[str, ...]
    less: tuple[Thousands, ...]

    @property
    def in_all(self) -> Thousands:
        """What the contract saves beyond efficiency over all years; negative where it saves less."""
        return sum(self.less, Fraction(0))

    @property
    def verdict(self) -> str:
        """Which of the two costs less, in one sentence."""
        worse = [year for year, amount in zip(self.years, self.less, strict=True) if amount < 0]
        if not worse:
            return "The contract never costs more than efficiency alone"
        if len(worse) == len(self.years):
            return "Efficiency alone costs less in every year"
        return f"Efficiency alone costs less in {len(worse)} of {len(self.years)} years: {', '.join(worse)}"


@dataclass(frozen=True, slots=True)
class Invested:
    """Investment of a year, and whether the figure is printed or filled in by rule."""

    year: str
    amount: Thousands
    is_printed: bool


@dataclass(frozen=True, slots=True)
class Headroom:
    """What is left under the cap in a year: with the investment taken off already, and with it still to be paid."""

    year: str
    spending: Thousands
    net_of_investment: Thousands
    investment: Invested

    @property
    def before_investment(self) -> Thousands:
        """What is left if the savings do not yet allow for the investment; negative is over the cap."""
        return self.net_of_investment - self.investment.amount


def dominance(years: Sequence[str], alone: Sequence[Thousands], contract: Sequence[Thousands]) -> Dominance:
    """Efficiency alone less the contract, by year."""
    return Dominance(tuple(years), tuple(a - b for a, b in zip(alone, contract, strict=True)))


def headroom(
    years: Sequence[str], contract: Sequence[Thousands], cap: Thousands, invested: Sequence[Invested]
) -> tuple[Headroom, ...]:
    """Room under the cap by year; investment counted both ways."""
    by_year = {one.year: one for one in invested}
    return tuple(
        Headroom(year, spending, cap - spending, by_year.get(year, Invested(year, Fraction(0), False)))
        for year, spending in zip(years, contract, strict=True)
    )


def fill_investment(printed: Grid | None, years: Sequence[str]) -> tuple[Invested, ...]:
    """Investment of all kinds by year. Between two printed years a straight line; after the last, the last is held.

    Before the first printed year nothing is invested. Which years are printed is kept.
    """
    if printed is None:
        return ()
    filled = [_filled(printed, place, years) for place in range(len(printed.rows))]
    found = []
    for at, year in enumerate(years):
        parts = [line[at] for line in filled]
        amount = sum((part for part, _ in parts), Fraction(0))
        found.append(Invested(year, amount, all(known for _, known in parts)))
    return tuple(found)


def _filled(printed: Grid, place: int, years: Sequence[str]) -> list[tuple[Thousands, bool]]:
    known = [(at, printed.cells[place, year]) for at, year in enumerate(years) if (place, year) in printed.cells]
    found: list[tuple[Thousands, bool]] = []
    for at in range(len(years)):
        before = [pair for pair in known if pair[0] <= at]
        after = [pair for pair in known if pair[0] > at]
        if not before:
            found.append((Fraction(0), False))
        elif before[-1][0] == at or not after:
            found.append((before[-1][1], before[-1][0] == at))
        else:
            (left, low), (right, high) = before[-1], after[0]
            found.append((low + (high - low) * Fraction(at - left, right - left), False))
    return found
