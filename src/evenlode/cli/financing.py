"""How the financial case is told to a person: short tables, the comparison that the text does not make first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from evenlode.cli.output import aligned
from evenlode.finance.case import Case
from evenlode.finance.envelope import EnvelopeYear
from evenlode.finance.fan import Fan
from evenlode.finance.oddities import oddities
from evenlode.finance.spells import Supplied, model_savings
from evenlode.finance.thousands import Thousands, percent, said
from evenlode.finance.tornado import Bar
from evenlode.report.finance import case_tables, envelope_tables
from evenlode.report.tables import Table
from evenlode.results import Period


def case_in_words(case: Case, bars: Sequence[Bar], drawn: Fan | None, *, everything: bool = False) -> Iterator[str]:
    """The lines of the whole case. Amounts are thousands of pounds."""
    yield f"Amounts are £ thousand.{' Changed: ' + changed(case) if case.changes.any else ''}"
    yield from _shown(case_tables.against_efficiency(case))
    yield case.dominance.verdict + "."
    yield from _shown(case_tables.room(case))
    if any(not room.investment.is_printed for room in case.headroom):
        yield case_tables.FILLED_IN
    yield from _shown(case_tables.projections(case))
    if case.cells:
        yield from _compared(case, everything)
        yield from ("", "Oddities", *(f"  {one.table}: {one.what}." for one in oddities(case)))
        yield from _shown(case_tables.benchmark(case))
    if everything:
        yield from _shown(case_tables.fits(case))
        yield from ("", "Notes of the tables", *(f"  {title}: {note}" for title, note in case.declared.notes))
    if bars:
        yield from _shown(case_tables.tornado(bars))
    if drawn:
        yield from _shown(case_tables.fan(drawn))
        yield from _shown(case_tables.chances(drawn))
        yield case_tables.cheaper(drawn)


def changed(case: Case) -> str:
    """What was changed, as it was typed."""
    changes = case.changes
    said_ = [
        f"{name} = {('£' + said(value) + 'k') if name in ('cap', 'step') else percent(value, 2)}"
        for name, value in changes.figures.items()
    ]
    said_ += [f"lever {name} at {percent(value)}" for name, value in changes.levers.items()]
    said_ += [f"{name} = £{said(value)}k" for name, value in changes.scope.items()]
    return "; ".join(said_) + "."


def _compared(case: Case, everything: bool) -> Iterator[str]:
    yield from ("", case_tables.compared_in_words(case))
    shown = case_tables.cells("", case.cells) if everything else case_tables.differing(case)
    if shown.rows:
        yield aligned(shown.columns, shown.rows)


def model_in_words(case: Case, supplied: Supplied) -> Iterator[str]:
    """What the levers save of the spells supplied, in both orders, with and without inflation."""
    years = case.declared.saving_years
    found = model_savings(case.declared.levers, case.assumptions, supplied)
    rows = [(name, *(said(amount) for amount in amounts)) for name, amounts in found]
    mark = "INVENTED: " if supplied.invented else ""
    yield f"{mark}What the levers save of the spells supplied, £ thousand"
    yield aligned(("", *years), rows)


def envelope_in_words(
    years: Sequence[EnvelopeYear], by_contract_year: Mapping[Period, Thousands | None]
) -> Iterator[str]:
    """The lines of the envelope through time. Amounts are thousands of pounds."""
    yield "Amounts are £ thousand."
    yield from _shown(envelope_tables.by_year(years))
    yield envelope_tables.not_itemised(years)
    funded = envelope_tables.funders(years)
    if funded.rows:
        yield from _shown(funded)
        yield envelope_tables.REAL_MONEY
    beside = envelope_tables.beside(years)
    if beside.rows:
        yield from _shown(beside)
    yield from _shown(envelope_tables.by_contract_year(by_contract_year))


def _shown(table: Table) -> Iterator[str]:
    yield from ("", table.caption, aligned(table.columns, table.rows))
