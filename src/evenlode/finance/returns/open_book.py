"""The open book: who has a deficit and who pays for it, what flat cash has lost, what care costs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from evenlode.finance.returns.finance_return import FinanceReturn, in_order
from evenlode.finance.thousands import whole
from evenlode.finance.years import name_of
from evenlode.money import Pence


@dataclass(frozen=True, slots=True)
class Position:
    """Surplus or deficit of one provider in one year, and what made up a deficit."""

    provider: str
    year: str
    income: Pence
    direct_cost: Pence
    sub_contracts: Pence
    overhead: Pence
    result: Pence
    fundraising_used: Pence
    reserves_used: Pence

    @property
    def not_covered(self) -> Pence:
        """The part of a deficit that neither fundraising nor reserves made up."""
        return max(-self.result - self.fundraising_used - self.reserves_used, 0)


@dataclass(frozen=True, slots=True)
class Erosion:
    """A sub-contract's cash of a year in money of the first year, by a yearly rate of inflation."""

    provider: str
    year: str
    cash: Pence
    real: Pence
    lost: Fraction


@dataclass(frozen=True, slots=True)
class Uplift:
    """Uplift that the lead provider received in a year and passed down. share is None where it received none."""

    year: str
    received: Pence
    passed_down: Pence
    share: Fraction | None


@dataclass(frozen=True, slots=True)
class UnitCost:
    """What one person of a service cost its provider, direct cost alone; None where no people were returned."""

    provider: str
    year: str
    service: str
    cost: Pence
    people: int | None
    per_person: Pence | None


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Where the lead provider and a partner return different amounts for the same payment."""

    year: str
    partner: str
    paid: Pence
    received: Pence


class Signal(StrEnum):
    """How stable a provider looks from its finance returns."""

    STABLE = "stable"
    WATCH = "watch"
    CONCERN = "concern"
    NOT_KNOWN = "not known"


STABILITY_RULE = (
    "Concern: reserves below 30 days of spending, or a deficit in each of the last three years that grew each time. "
    "Watch: reserves below 90 days, or any deficit in the last year. Stable: neither. "
    "Not known: no reserves or no spending returned. The rule is ours."
)
_FEW_DAYS, _SOME_DAYS = 30, 90


@dataclass(frozen=True, slots=True)
class Stability:
    """Days of spending that free reserves would pay for, and the signal with its reason."""

    provider: str
    year: str
    days: int | None
    signal: Signal
    reason: str


def positions(returns: Sequence[FinanceReturn]) -> tuple[Position, ...]:
    """A position for each finance return, by provider and year."""
    return tuple(
        Position(
            one.provider,
            one.year,
            one.income,
            one.direct_cost,
            one.sub_contracts,
            one.overhead,
            one.result,
            one.pence("Position", "fundraising-used"),
            one.pence("Position", "reserves-used"),
        )
        for one in in_order(returns)
    )


def erosion(returns: Sequence[FinanceReturn], inflation: Fraction) -> tuple[Erosion, ...]:
    """What each sub-contract is worth in money of its first year returned; lost is 1 - real / first cash."""
    found = []
    for provider, own in _by_provider(returns).items():
        held = [one for one in own if one.pence("Income", "sub-contract")]
        for one in held:
            years = int(one.year[:4]) - int(held[0].year[:4])
            cash, first = one.pence("Income", "sub-contract"), held[0].pence("Income", "sub-contract")
            real = whole(cash / (1 + inflation) ** years)
            found.append(Erosion(provider, one.year, cash, real, 1 - Fraction(real, first)))
    return tuple(found)


def uplifts(returns: Sequence[FinanceReturn]) -> tuple[Uplift, ...]:
    """Uplift received by whoever pays sub-contracts, against what it passed down, by year."""
    found: dict[str, tuple[int, int]] = {}
    for one in in_order(returns):
        if one.rows("Sub-contracts"):
            received, passed = found.get(one.year, (0, 0))
            found[one.year] = received + one.pence("Position", "uplift"), passed + one.sum("Sub-contracts", "uplift")
    return tuple(
        Uplift(year, received, passed, Fraction(passed, received) if received else None)
        for year, (received, passed) in sorted(found.items())
    )


def unit_costs(returns: Sequence[FinanceReturn]) -> tuple[UnitCost, ...]:
    """Direct cost of each service by person, to the nearest penny."""
    found = []
    for one in in_order(returns):
        for service in one.rows("Direct cost"):
            cost, people = one.service_cost(service), one.count("Activity", service, "people")
            per_person = whole(Fraction(cost, people)) if people else None
            found.append(UnitCost(one.provider, one.year, service, cost, people, per_person))
    return tuple(found)


def mismatches(returns: Sequence[FinanceReturn]) -> tuple[Mismatch, ...]:
    """Payments that lead provider and partner return differently, by more than a pound; both must have returned."""
    by_key = {(one.provider, one.year): one for one in returns}
    found = []
    for one in in_order(returns):
        for partner in one.rows("Sub-contracts"):
            other = by_key.get((partner, one.year))
            paid = one.pence("Sub-contracts", partner, "paid")
            if other and abs(paid - (received := other.pence("Income", "sub-contract"))) > 100:
                found.append(Mismatch(one.year, partner, paid, received))
    return tuple(found)


def days_of_reserves(found: FinanceReturn) -> int | None:
    """Free reserves as days of the organisation's spending, rounded down; None where either was not returned."""
    if not found.text("Position", "reserves") or not found.pence("Position", "spending"):
        return None
    return found.pence("Position", "reserves") * 365 // found.pence("Position", "spending")


def stability(returns: Sequence[FinanceReturn]) -> tuple[Stability, ...]:
    """The signal of each provider's last finance return, by STABILITY_RULE."""
    return tuple(_stability(own) for own in _by_provider(returns).values())


def _stability(own: Sequence[FinanceReturn]) -> Stability:
    last, days = own[-1], days_of_reserves(own[-1])
    results = [one.result for one in own]
    consecutive = [int(one.year[:4]) for one in own[-3:]]
    is_run = len(own) >= 3 and consecutive == list(range(consecutive[0], consecutive[0] + 3))
    grew = is_run and results[-1] < results[-2] < results[-3] < 0
    if days is None:
        return Stability(last.provider, last.year, None, Signal.NOT_KNOWN, "no reserves or no spending returned")
    if days < _FEW_DAYS:
        return Stability(last.provider, last.year, days, Signal.CONCERN, f"{days} days of reserves")
    if grew:
        return Stability(last.provider, last.year, days, Signal.CONCERN, "a deficit in three years running that grew")
    if results[-1] < 0:
        return Stability(last.provider, last.year, days, Signal.WATCH, "a deficit in the last year")
    if days < _SOME_DAYS:
        return Stability(last.provider, last.year, days, Signal.WATCH, f"{days} days of reserves")
    return Stability(last.provider, last.year, days, Signal.STABLE, "no deficit, and reserves for 90 days or more")


@dataclass(frozen=True, slots=True)
class PlacementLine:
    """Spending on one sort of placement by all providers in a year, and the change from the year before."""

    service: str
    year: str
    cost: Pence
    people: int
    days: int
    change: Pence | None


def placements(returns: Sequence[FinanceReturn], services: Sequence[str]) -> Iterator[PlacementLine]:
    """Out-of-area, residential and spot placements as lines of their own, by service and year."""
    years = sorted({one.year for one in returns})
    for service in services:
        before: tuple[str, Pence] | None = None
        for year in years:
            own = [one for one in returns if one.year == year]
            cost = sum(one.service_cost(service) for one in own)
            people, days = (
                sum(one.count("Activity", service, name) or 0 for one in own) for name in ("people", "days")
            )
            follows = before is not None and name_of(int(before[0][:4]) + 1) == year
            yield PlacementLine(service, year, cost, people, days, cost - before[1] if before and follows else None)
            before = year, cost


@dataclass(frozen=True, slots=True)
class Workforce:
    """Staff of one provider in one year: FTE in thousandths, and what bank and agency cost as a share of all pay."""

    provider: str
    year: str
    established: int
    vacant: int
    pay: Pence
    bank: Pence
    agency: Pence

    @property
    def vacancy_rate(self) -> Fraction | None:
        """Vacant FTE of established FTE; None where none is established."""
        return Fraction(self.vacant, self.established) if self.established else None

    @property
    def temporary_share(self) -> Fraction | None:
        """Bank and agency of all that staff cost; None where staff cost nothing."""
        paid = self.pay + self.bank + self.agency
        return Fraction(self.bank + self.agency, paid) if paid else None


def workforce(returns: Sequence[FinanceReturn]) -> tuple[Workforce, ...]:
    """Staff of each finance return, by provider and year."""
    return tuple(
        Workforce(
            one.provider,
            one.year,
            one.sum("Staffing", "established"),
            one.sum("Staffing", "vacant"),
            one.sum("Staffing", "pay"),
            one.sum("Staffing", "bank"),
            one.sum("Staffing", "agency"),
        )
        for one in in_order(returns)
    )


def _by_provider(returns: Sequence[FinanceReturn]) -> Mapping[str, list[FinanceReturn]]:
    found: dict[str, list[FinanceReturn]] = {}
    for one in in_order(returns):
        found.setdefault(one.provider, []).append(one)
    return found
