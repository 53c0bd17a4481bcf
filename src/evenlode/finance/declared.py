"""What a contract folder declares of its financial case: every table of finance/ as typed values, read once."""

from __future__ import annotations

from dataclasses import dataclass

from evenlode.finance.assumptions import Assumptions, read_assumptions
from evenlode.finance.scope import Move, read_moves
from evenlode.finance.tables import (
    Claim,
    Fact,
    Grid,
    Lever,
    Range,
    claims,
    facts,
    grid,
    levers,
    needed,
    ranges,
    table,
)
from evenlode.problems import refuse
from evenlode.terms.contract import Contract
from evenlode.terms.forms.finance import SCOPE_COLUMNS, read_clusters


@dataclass(frozen=True, slots=True)
class Declared:
    """The tables of a case. years: the base year and those projected; savings: rows are HoNOS clusters.

    investments and ranges are None and empty where the contract has no such table.
    """

    years: tuple[str, ...]
    scope: Grid
    moves: tuple[Move, ...]
    envelope: Grid
    printed: Grid
    levers: tuple[Lever, ...]
    savings: Grid
    descriptions: tuple[str, ...]
    claims: tuple[Claim, ...]
    benchmark_as_printed: str
    assumptions: Assumptions
    investments: Grid | None
    paid_from: tuple[tuple[int, ...], ...]
    ranges: tuple[Range, ...]
    facts: tuple[Fact, ...]
    notes: tuple[tuple[str, str], ...]

    @property
    def saving_years(self) -> tuple[str, ...]:
        """The years that can have savings: all but the base year."""
        return self.years[1:]


def read_declared(contract: Contract) -> Declared:
    """The case of the contract. Raises a Refusal that names every table it needs and has not, or that does not fit."""
    scope, envelope, printed, lever_table, savings, assumed = needed(
        contract, "scope", "envelope", "projection", "savings levers", "HoNOS cluster savings", "assumptions"
    )
    years = printed.years
    studies, value = table(contract, "case studies"), table(contract, "contract value")
    invested, spread = table(contract, "investments"), table(contract, "ranges")
    for form in (lever_table, savings, *([invested] if invested else [])):
        if form.years not in (years, years[1:]):
            message = f"its years are {', '.join(form.years)}, and the projection's are {', '.join(years)}"
            raise refuse("CASE.YEARS", message, "Use the same years", file=f"finance/ ({form.table})")
    made = grid(scope, "service", ("estimated spend", *SCOPE_COLUMNS))
    assumptions = read_assumptions(assumed)
    for service in assumptions.applies_to:
        if service not in made.rows:
            message = f'efficiency applies to "{service}", which is no service of the scope'
            raise refuse("CASE.ASSUMPTION", message, "Use its name there", file=f"finance/ ({assumed.table})")
    return Declared(
        years=years,
        scope=made,
        moves=read_moves(table(contract, "scope moves")),
        envelope=grid(envelope, "service", tuple(column for column in envelope.columns if column != "service")),
        printed=grid(printed, "line", years),
        levers=levers(lever_table),
        savings=grid(savings, "HoNOS cluster", years),
        descriptions=tuple(row["description"] for row in savings.rows),
        claims=claims(studies) if studies else (),
        benchmark_as_printed=studies.totals_as_printed.get("benchmark", "") if studies else "",
        assumptions=assumptions,
        investments=grid(invested, "investment", years[1:]) if invested else None,
        paid_from=tuple(read_clusters(row["paid from savings of HoNOS clusters"]) for row in invested.rows)
        if invested
        else (),
        ranges=ranges(spread) if spread else (),
        facts=facts(value) if value else (),
        notes=tuple((form.title, note) for form in contract.finance for note in form.notes),
    )


def cluster_number(label: str) -> int:
    """4 from P04. Raises ValueError for a label that is no HoNOS cluster."""
    return read_clusters(label)[0]
