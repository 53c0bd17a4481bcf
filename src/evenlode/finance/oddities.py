"""Oddities: all in the printed case that does not add up or that the text does not say, found from its tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from evenlode.finance.benchmark import claimed_twice
from evenlode.finance.case import Case
from evenlode.finance.compared import repeated, split_services
from evenlode.finance.declared import cluster_number
from evenlode.finance.thousands import percent, said
from evenlode.terms.forms.finance import SCOPE_COLUMNS

_WORKS = 10
"""Thousands of pounds by which a fitted saving may miss a printed one in any year, and still be called explained."""


@dataclass(frozen=True, slots=True)
class Oddity:
    """One thing to know before relying on the case: the table, and what is odd in a sentence."""

    table: str
    what: str


def oddities(case: Case) -> tuple[Oddity, ...]:
    """All that is found, by table. Amounts are thousands of pounds."""
    return tuple(
        Oddity(name, what)
        for name, found in (
            ("affordability", _affordability(case)),
            ("projection", _projection(case)),
            ("scope", _scope(case)),
            ("envelope", _envelope(case)),
            ("HoNOS cluster savings", _savings(case)),
            ("case studies", _studies(case)),
        )
        for what in found
    )


def _affordability(case: Case) -> Iterator[str]:
    found = case.dominance
    if any(amount < 0 for amount in found.less):
        more = ", ".join(said(-amount) for amount in found.less if amount < 0)
        yield (
            f"{found.verdict}. The contract then costs {more} more, {said(-found.in_all)} more in all, "
            "and the text does not say so"
        )
    over = [room for room in case.headroom if room.before_investment < 0 <= room.net_of_investment]
    if over:
        years = ", ".join(f"{room.year} by {said(-room.before_investment)}" for room in over)
        yield f"If the savings do not yet allow for the investment, the cap is passed in {years}"
    declared = case.declared
    for place, clusters in enumerate(declared.paid_from):
        for year in declared.saving_years:
            printed = declared.investments.cells.get((place, year)) if declared.investments else None
            saved = sum((_saved(case, cluster, year) for cluster in clusters), Fraction(0))
            if printed is not None and printed > saved + 5:
                names = f"{clusters[0]} to {clusters[-1]}" if len(clusters) > 1 else str(clusters[0])
                yield (
                    f"{said(printed)} of investment in {year} is to be a part of the savings of HoNOS clusters "
                    f"{names}, which are {said(saved)}"
                )


def _projection(case: Case) -> Iterator[str]:
    for cell in case.cells:
        if cell.table == "projection" and cell.difference:
            yield f"{cell.line} {cell.column} is printed as {cell.printed:,} and comes out at {cell.computed:,}"
    known = case.assumptions.known or {}
    for name, how in known.items():
        if how.startswith("implied"):
            yield f"{name[:1].upper()}{name[1:]} is not printed, but {how}"


def _scope(case: Case) -> Iterator[str]:
    yield from _sums(case, "scope")
    for cell in case.cells:
        if cell.table == "scope" and cell.line != "total" and cell.difference:
            yield f"The columns of {cell.line} add to {cell.computed:,}, where {cell.printed:,} is printed"
    for service, parts in split_services(case.declared.scope, SCOPE_COLUMNS):
        yield f"{service} is split: {', '.join(f'{said(amount)} {column}' for column, amount in parts.items())}"
    for service in repeated(case.declared.scope.rows):
        yield f"{service} stands more than once"


def _envelope(case: Case) -> Iterator[str]:
    yield from _sums(case, "envelope")
    envelope = case.declared.envelope
    for place, service in enumerate(envelope.rows):
        plan = envelope.cells.get((place, "plan"), Fraction(0))
        for column in envelope.columns:
            amount = envelope.cells.get((place, column), plan)
            if amount != plan:
                yield f"{service} is {said(amount)} in {column} against {said(plan)} in the plan, and the plan is kept"


def _savings(case: Case) -> Iterator[str]:
    yield from _sums(case, "HoNOS cluster savings")
    named = {cluster for lever in case.declared.levers for cluster in lever.clusters}
    for fit in case.fits:
        if fit.cluster not in named:
            base, like = said(fit.base), " and ".join(fit.levers)
            yield f"HoNOS cluster {fit.cluster} saves and no lever names it; it behaves like {base} under {like}"
    numbers = [cluster_number(label) for label in case.declared.savings.rows]
    absent = sorted(set(range(min(numbers), max(numbers))) - set(numbers))
    if absent:
        yield f"HoNOS cluster {', '.join(map(str, absent))} is not in the table"
    for label, description in zip(case.declared.savings.rows, case.declared.descriptions, strict=True):
        if len(description.split()) == 1:
            yield f"{label} is described only as {description}"
    shared = sorted({c for lever in case.declared.levers for c in lever.clusters if _levers_on(case, c) > 1})
    if shared:
        yield f"HoNOS clusters {', '.join(map(str, shared))} stand in two levers, and no order of the levers is printed"
    worked = [fit for fit in case.fits if fit.misfit <= _WORKS]
    if len(worked) < len(case.fits):
        poor = ", ".join(f"{fit.cluster} (by {said(fit.misfit)})" for fit in case.fits if fit.misfit > _WORKS)
        yield f"No lever explains the savings of HoNOS cluster {poor}"
    if worked:
        low, high = min(fit.growth for fit in worked), max(fit.growth for fit in worked)
        yield (
            f"The text grows the savings by {percent(case.assumptions.growth - 1)} a year; those that a lever explains "
            f"to within {_WORKS} grow by {percent(low, 2)} to {percent(high, 2)}"
        )
    added = [fit for fit in case.fits if len(fit.levers) > 1 and fit.named]
    if added:
        clusters = ", ".join(str(fit.cluster) for fit in added)
        yield f"HoNOS clusters {clusters} behave as if a spell that steps down saved its whole cost"


def _studies(case: Case) -> Iterator[str]:
    for study in claimed_twice(case.declared.claims):
        both = [one for one in case.declared.claims if one.study == study and one.low is not None]
        said_ = " and ".join(f"{one.claim} ({one.printed_in})" for one in both)
        yield f"{study} has two claims: {said_}; both are kept"
    for adjusted in case.benchmark:
        claim = adjusted.claim
        if adjusted.said and not adjusted.agrees:
            yield f"{claim.study} is printed as {claim.adjusted_as_printed}; its own adjustment gives {adjusted.said}"
    populations = dict.fromkeys(one.claim.population for one in case.benchmark if one.said and one.claim.population)
    if populations:
        yield f"The claims behind the benchmark are about {', '.join(populations)}"
    year = len(case.projection.years) - 1
    savings = case.projection.contract_savings[year]
    if case.asked and case.declared.benchmark_as_printed:
        whole = percent(savings / case.projection.do_nothing[year])
        part = percent(savings / (case.asked * case.assumptions.growth**year))
        yield (
            f"The benchmark is {case.declared.benchmark_as_printed}; the savings of {case.projection.years[year]} are "
            f"{whole} of all spending and {part} of the spending they come from"
        )


def _sums(case: Case, name: str) -> Iterator[str]:
    for cell in case.cells:
        if cell.table == name and cell.line == "total" and cell.difference:
            sums = f"{cell.computed:,}, where {cell.printed:,} is printed"
            yield f"The rows of {cell.column} add to {sums}; both are kept"


def _levers_on(case: Case, cluster: int) -> int:
    return sum(cluster in lever.clusters for lever in case.declared.levers)


def _saved(case: Case, cluster: int, year: str) -> Fraction:
    places = [at for at, label in enumerate(case.declared.savings.rows) if cluster_number(label) == cluster]
    return sum((case.declared.savings.cells.get((at, year), Fraction(0)) for at in places), Fraction(0))
