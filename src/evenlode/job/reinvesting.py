"""Reinvesting: where money that nobody earned waits, and giving it to a named scheme."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from evenlode.job.given import Given, contract_given
from evenlode.job.stating import year_of_statements
from evenlode.job.workspace import Workspace
from evenlode.money import Pence
from evenlode.records.journal import Journal
from evenlode.records.reinvesting import Allocation, YearOfMoney, allocate, allocations, money_by_year
from evenlode.results import Period


@dataclass(frozen=True, slots=True)
class Reinvested:
    """By contract year what came in, was given and waits; and every allocation in order."""

    years: tuple[YearOfMoney, ...]
    allocations: tuple[Allocation, ...]


def reinvest(
    given: Given,
    workspace: Workspace,
    scheme: str,
    amount: Pence,
    *,
    source: str,
    why: str,
    by: str,
    period: Period | None = None,
) -> Allocation:
    """Give money of a contract year (default: the last one with a statement) to a scheme. Raises a Refusal."""
    contract = contract_given(given)
    with Journal.open(workspace.records, create=False) as journal:
        slug, year = year_of_statements(journal, contract, period)
        today = datetime.now(UTC).date()
        new = Allocation(slug, year.start.isoformat(), scheme, source, amount, why, by, today)
        return allocate(journal, new, year)


def reinvested(given: Given, workspace: Workspace) -> Reinvested:
    """Where the money of every contract year is."""
    contract = contract_given(given)
    with Journal.open(workspace.records, create=False) as journal:
        slug, _ = year_of_statements(journal, contract, None)
        return Reinvested(tuple(money_by_year(journal, slug)), tuple(allocations(journal, slug)))
