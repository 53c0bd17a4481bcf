"""Follow the pound: each funder's money through lead provider, partners and services to people and outcomes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from evenlode.finance.returns.finance_return import FinanceReturn
from evenlode.finance.thousands import whole
from evenlode.money import Pence, share_out
from evenlode.problems import refuse

FUNDERS = ("health", "council")
"""Rows of the lead provider's income that pay for the contract. Section 75 is beside it and is not followed."""


@dataclass(frozen=True, slots=True)
class Flow:
    """Money of one funder that passes from one place to the next in a year."""

    funder: str
    origin: str
    to: str
    stage: str
    amount: Pence


@dataclass(frozen=True, slots=True)
class Reached:
    """What of a funder's money reached a service of a provider, and how many people were behind it."""

    funder: str
    provider: str
    service: str
    amount: Pence
    people: int | None
    eligible: int | None

    @property
    def per_eligible(self) -> Pence | None:
        """The funder's money by person eligible under the Care Act; None where nobody was returned as eligible."""
        return whole(Fraction(self.amount, self.eligible)) if self.eligible else None


@dataclass(frozen=True, slots=True)
class Followed:
    """Every flow of a year and where it ended. Each stage adds up to what came in."""

    year: str
    flows: tuple[Flow, ...]
    reached: tuple[Reached, ...]


def follow(returns: Sequence[FinanceReturn], year: str, lead: str, outcomes: Mapping[str, Sequence[int]]) -> Followed:
    """The money of each funder in one year, pence by pence.

    A pound is spent by the lead provider as all its contract money is: on partners, its own services and overhead in
    proportion to their cost; by a partner on its services and overhead likewise; by a service for its outcomes in
    equal parts. So what is followed is income; a deficit is not shared out. outcomes: numbers by service.
    Raises a Refusal where the lead provider has no finance return for the year or no income.
    """
    held = {one.provider: one for one in returns if one.year == year}
    if lead not in held:
        raise refuse("FINANCE.LEAD", f"the lead provider has no finance return for {year}", "Receive it first")
    trail = _Trail(held, outcomes)
    for funder in FUNDERS:
        amount = held[lead].pence("Income", funder)
        if amount:
            trail.flows.append(Flow(funder, funder, lead, "to the lead provider", amount))
            trail.spend(funder, lead, amount)
    if not trail.flows:
        raise refuse(
            "FINANCE.LEAD", f"the lead provider returned no contract income for {year}", "Correct its finance return"
        )
    return Followed(year, tuple(trail.flows), tuple(trail.reached))


class _Trail:
    """Flows as they are found, from a provider on downwards."""

    def __init__(self, held: Mapping[str, FinanceReturn], outcomes: Mapping[str, Sequence[int]]) -> None:
        self.held, self.outcomes = held, outcomes
        self.flows: list[Flow] = []
        self.reached: list[Reached] = []

    def spend(self, funder: str, provider: str, amount: Pence) -> None:
        """Divide a funder's money by what the provider spends on services, overhead and partners."""
        found = self.held[provider]
        services = {service: found.service_cost(service) for service in found.rows("Direct cost")}
        partners = {partner: found.pence("Sub-contracts", partner, "paid") for partner in found.rows("Sub-contracts")}
        weights = [*services.values(), *partners.values(), found.overhead]
        if not any(weights):
            raise refuse("FINANCE.NO_COST", f"{provider} returned income and no cost", "Correct its finance return")
        *parts, overhead = share_out(amount, weights)
        for service, part in zip(services, parts, strict=False):
            self._serve(funder, found, service, part)
        for partner, part in zip(partners, parts[len(services) :], strict=True):
            is_known = partner in self.held
            stage = "to a partner" if is_known else "to a partner without a finance return"
            self.flows.append(Flow(funder, provider, partner, stage, part))
            if is_known:
                self.spend(funder, partner, part)
        self.flows.append(Flow(funder, provider, "overhead", "to overhead", overhead))

    def _serve(self, funder: str, found: FinanceReturn, service: str, amount: Pence) -> None:
        """Money that reaches a service, the people there and its outcomes."""
        self.flows.append(Flow(funder, found.provider, service, "to a service", amount))
        people, eligible = (found.count("Activity", service, name) for name in ("people", "eligible"))
        self.reached.append(Reached(funder, found.provider, service, amount, people, eligible))
        numbers = self.outcomes.get(service, ())
        for number, part in zip(numbers, share_out(amount, [1] * len(numbers)) if numbers else [], strict=True):
            self.flows.append(Flow(funder, service, f"outcome {number}", "to an outcome", part))


def by_outcome(followed: Followed) -> dict[tuple[str, str], Pence]:
    """What of each funder's money ended at each outcome, and under overhead; the rest had no outcome."""
    found: dict[tuple[str, str], Pence] = {}
    for flow in followed.flows:
        if flow.stage in ("to an outcome", "to overhead"):
            found[flow.funder, flow.to] = found.get((flow.funder, flow.to), 0) + flow.amount
    return dict(sorted(found.items()))
