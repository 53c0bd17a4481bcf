"""Three projections of spending: do nothing, efficiency alone, and the outcomes contract with its savings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from evenlode.finance.assumptions import Assumptions
from evenlode.finance.thousands import Thousands


@dataclass(frozen=True, slots=True)
class Projection:
    """Amounts by year, in thousands of pounds; the first year is the base year, in which nothing is saved yet."""

    years: tuple[str, ...]
    do_nothing: tuple[Thousands, ...]
    efficiency_savings: tuple[Thousands, ...]
    contract_savings: tuple[Thousands, ...]

    @property
    def with_efficiency(self) -> tuple[Thousands, ...]:
        """Do nothing less the running sum of efficiency."""
        return tuple(a - b for a, b in zip(self.do_nothing, self.efficiency_savings, strict=True))

    @property
    def contract(self) -> tuple[Thousands, ...]:
        """Do nothing less the savings of the outcomes contract."""
        return tuple(a - b for a, b in zip(self.do_nothing, self.contract_savings, strict=True))

    def lines(self) -> tuple[tuple[str, tuple[Thousands, ...]], ...]:
        """Every line by its name, in the order of the printed table."""
        return (
            ("do nothing", self.do_nothing),
            ("efficiency savings", self.efficiency_savings),
            ("do nothing with efficiency", self.with_efficiency),
            ("outcomes contract savings", self.contract_savings),
            ("outcomes contract", self.contract),
        )


def project(
    years: Sequence[str],
    base: Thousands,
    efficiency_base: Thousands,
    savings: Sequence[Thousands],
    assumptions: Assumptions,
) -> Projection:
    """Spending by year from the base year on.

    base: spending in scope in the first year. efficiency_base: the part of it that efficiency is asked of. savings:
    those of the contract by year, cumulative, as claimed; the assumptions say how much of them is delivered in cash.

    Do nothing is base x growth^t. Efficiency is the running sum of its rate x efficiency_base x growth^k, k from 1 to
    t. Source: both are read from the printed figures of the business case of 2013, section 4.
    """
    growth = assumptions.growth
    do_nothing = tuple(base * growth**t for t in range(len(years)))
    asked = [Fraction(0), *(assumptions.efficiency * efficiency_base * growth**k for k in range(1, len(years)))]
    running = tuple(sum(asked[: t + 1], Fraction(0)) for t in range(len(years)))
    delivered = tuple(assumptions.cost.real(saving * assumptions.savings_delivered) for saving in savings)
    return Projection(tuple(years), do_nothing, running, delivered)
