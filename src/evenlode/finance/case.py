"""The financial case: scope, envelope, three projections, savings, investment and benchmark, computed and compared."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from evenlode.finance.affordability import Dominance, Headroom, Invested, dominance, fill_investment, headroom
from evenlode.finance.assumptions import Assumptions
from evenlode.finance.benchmark import Adjusted, adjust
from evenlode.finance.calibration import Fit, calibrate, modelled
from evenlode.finance.changes import NO_CHANGES, Changes
from evenlode.finance.compared import Cell, compare_envelope, compare_projection, compare_rows, compare_sums
from evenlode.finance.declared import Declared, cluster_number, read_declared
from evenlode.finance.projection import Projection, project
from evenlode.finance.scope import by_service
from evenlode.finance.thousands import Thousands
from evenlode.terms.contract import Contract
from evenlode.terms.forms.finance import SCOPE_COLUMNS


@dataclass(frozen=True, slots=True)
class Case:
    """A financial case with its changes, and everything computed from it. Amounts are thousands of pounds.

    claimed: savings by year before the assumptions say how much of them is delivered; asked: the spending in the base
    year that efficiency is asked of.
    """

    declared: Declared
    changes: Changes
    assumptions: Assumptions
    fits: tuple[Fit, ...]
    claimed: tuple[Thousands, ...]
    asked: Thousands
    projection: Projection
    invested: tuple[Invested, ...]

    @property
    def dominance(self) -> Dominance:
        """The contract against efficiency alone, from the first year with savings on."""
        found = self.projection
        return dominance(found.years[1:], found.with_efficiency[1:], found.contract[1:])

    @property
    def headroom(self) -> tuple[Headroom, ...]:
        """Room under the cap from the first year with savings on, investment counted both ways."""
        return headroom(self.projection.years[1:], self.projection.contract[1:], self.assumptions.cap, self.invested)

    @property
    def dominance_as_printed(self) -> Dominance | None:
        """The same from the printed lines; None where either is not printed."""
        alone, contract = self._printed("do nothing with efficiency"), self._printed("outcomes contract")
        return dominance(self.declared.saving_years, alone, contract) if alone and contract else None

    @property
    def headroom_as_printed(self) -> tuple[Headroom, ...]:
        """The same from the printed line; nothing where it is not printed."""
        contract = self._printed("outcomes contract")
        years, cap = self.declared.saving_years, self.declared.assumptions.cap
        return headroom(years, contract, cap, self.invested) if contract else ()

    def _printed(self, line: str) -> tuple[Thousands, ...]:
        printed = self.declared.printed
        return tuple(printed.cell(line, year) for year in self.declared.saving_years) if line in printed.rows else ()

    @property
    def benchmark(self) -> tuple[Adjusted, ...]:
        """Each claim of the case studies, adjusted."""
        return tuple(adjust(claim) for claim in self.declared.claims)

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Every printed cell beside the computed one; nothing where the case was changed."""
        if self.changes.any:
            return ()
        declared = self.declared
        return (
            *compare_projection(declared.printed, self.projection),
            *compare_sums("scope", declared.scope),
            *compare_rows("scope", declared.scope, "estimated spend", SCOPE_COLUMNS),
            *compare_sums("envelope", declared.envelope),
            *compare_envelope(declared.scope, declared.envelope),
            *compare_sums("HoNOS cluster savings", declared.savings),
        )


def make_case(contract: Contract, changes: Changes = NO_CHANGES) -> Case:
    """The case that the contract declares. Raises a Refusal where a table is missing or cannot be used."""
    declared = read_declared(contract)
    return recompute(declared, fit_savings(declared), changes)


def fit_savings(declared: Declared) -> tuple[Fit, ...]:
    """The spending by HoNOS cluster that the printed savings behave like."""
    years = declared.saving_years
    savings = {
        cluster_number(label): [declared.savings.cells.get((place, year), Fraction(0)) for year in years]
        for place, label in enumerate(declared.savings.rows)
    }
    return calibrate(savings, declared.levers)


def recompute(declared: Declared, fits: tuple[Fit, ...], changes: Changes) -> Case:
    """The case with changes, from what was read and fitted once."""
    assumptions = changes.on(declared.assumptions)
    before, after = by_service(declared.scope, "initial scope"), _changed_scope(declared, changes)
    base = declared.scope.total("initial scope") + sum(after.values()) - sum(before.values())
    asked = sum((after[service] for service in assumptions.applies_to), Fraction(0))
    asked_before = sum((before[service] for service in assumptions.applies_to), Fraction(0))
    share = asked / asked_before if asked_before else Fraction(1)
    savings = tuple(amount * share for amount in _savings(declared, fits, changes))
    invested = fill_investment(declared.investments, declared.saving_years)
    return Case(
        declared=declared,
        changes=changes,
        assumptions=assumptions,
        fits=fits,
        claimed=savings,
        asked=asked,
        projection=project(declared.years, base, asked, savings, assumptions),
        invested=invested,
    )


def _savings(declared: Declared, fits: tuple[Fit, ...], changes: Changes) -> tuple[Thousands, ...]:
    """The printed savings by year; where a lever is scaled, plus what the fitted model says that is worth."""
    printed = [declared.savings.total(year) for year in declared.years]
    for fit in fits if changes.levers else ():
        pairs = zip(modelled(fit, declared.levers, changes.levers), fit.modelled, strict=True)
        for at, (changed, unchanged) in enumerate(pairs, start=1):
            printed[at] += changed - unchanged
    return tuple(printed)


def _changed_scope(declared: Declared, changes: Changes) -> dict[str, Thousands]:
    return {**by_service(declared.scope, "initial scope"), **changes.scope}
