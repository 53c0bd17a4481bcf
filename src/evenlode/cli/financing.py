"""How the financial case is told to a person: short tables, the comparison that the text does not make first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from evenlode.cli.output import aligned
from evenlode.finance.case import Case
from evenlode.finance.envelope import EnvelopeYear
from evenlode.finance.fan import QUANTILES, Fan
from evenlode.finance.oddities import oddities
from evenlode.finance.spells import Supplied, model_savings
from evenlode.finance.thousands import Thousands, percent, said, whole
from evenlode.finance.tornado import Bar
from evenlode.results import Period


def case_in_words(case: Case, bars: Sequence[Bar], drawn: Fan | None, *, everything: bool = False) -> Iterator[str]:
    """The lines of the whole case. Amounts are thousands of pounds."""
    yield f"Amounts are £ thousand.{' Changed: ' + changed(case) if case.changes.any else ''}"
    yield from _titled("The contract against efficiency alone", _dominance(case))
    yield case.dominance.verdict + "."
    yield from _titled(f"Room under the cap of {said(case.assumptions.cap)}", _headroom(case))
    if any(not room.investment.is_printed for room in case.headroom):
        yield "~ not printed: a straight line between printed years, the last one held."
    yield from _titled("Projections", _projections(case))
    if case.cells:
        yield from _compared(case, everything)
        yield from ("", "Oddities", *(f"  {one.table}: {one.what}." for one in oddities(case)))
        yield from _titled("Benchmark from case studies", _benchmark(case))
    if everything:
        yield from _titled("What the savings by HoNOS cluster behave like", _fits(case))
        yield from ("", "Notes of the tables", *(f"  {title}: {note}" for title, note in case.declared.notes))
    if bars:
        yield from _titled("Tornado: each assumption alone over its range", _tornado(bars))
    if drawn:
        yield from _titled(f"Fan: {drawn.draws:,} draws, seed {drawn.seed}", _fan(drawn))
        yield from _titled("Chance of staying within the cap", _chances(drawn))
        yield f"The contract costs less than efficiency alone over all years in {drawn.cheaper:.1%} of the draws."


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


def _titled(title: str, table: str) -> Iterator[str]:
    yield from ("", title, table)


def _row(name: str, amounts: Sequence[Thousands]) -> tuple[str, ...]:
    return (name, *(said(amount) for amount in amounts))


def _dominance(case: Case) -> str:
    found, printed = case.dominance, None if case.changes.any else case.dominance_as_printed
    projection = case.projection
    rows = [
        (*_row("efficiency alone", projection.with_efficiency[1:]), ""),
        (*_row("outcomes contract", projection.contract[1:]), ""),
        _row("contract costs less by", (*found.less, found.in_all)),
    ]
    if printed:
        rows.append(_row("the same as printed", (*printed.less, printed.in_all)))
    return aligned(("", *found.years, "in all"), rows)


def _headroom(case: Case) -> str:
    rooms, printed = case.headroom, () if case.changes.any else case.headroom_as_printed
    marked = [said(room.investment.amount) + ("" if room.investment.is_printed else "~") for room in rooms]
    rows = [_row("investment in the savings already", [room.net_of_investment for room in rooms])]
    if printed:
        rows.append(_row("  the same as printed", [room.net_of_investment for room in printed]))
    rows += [
        ("investment", *marked),
        _row("investment still to be paid", [room.before_investment for room in rooms]),
    ]
    return aligned(("", *(room.year for room in rooms)), rows)


def _projections(case: Case) -> str:
    return aligned(("", *case.projection.years), [_row(name, amounts) for name, amounts in case.projection.lines()])


def _compared(case: Case, everything: bool) -> Iterator[str]:
    differ = [cell for cell in case.cells if cell.difference]
    beyond = [cell for cell in case.cells if not cell.is_close]
    yield ""
    yield (
        f"{len(case.cells)} printed cells compared: {len(case.cells) - len(differ)} the same, {len(differ)} differ, "
        f"{len(beyond)} of them by more than £1 thousand"
    )
    rows = [
        (cell.table, cell.line, cell.column, f"{cell.printed:,}", f"{cell.computed:,}", cell.difference)
        for cell in (case.cells if everything else differ)
    ]
    if rows:
        yield aligned(("table", "line", "column", "printed", "computed", "difference"), rows)


def _benchmark(case: Case) -> str:
    rows = [
        (one.claim.study, one.claim.claim, one.claim.adjusted_as_printed, one.said, one.claim.population)
        for one in case.benchmark
    ]
    return aligned(("case study", "claim", "adjusted as printed", "computed", "population"), rows)


def _fits(case: Case) -> str:
    rows = [
        (
            fit.cluster,
            said(fit.base),
            percent(fit.growth, 2),
            f"{whole(fit.misfit * 10) / 10:.1f}",
            " and ".join(fit.levers) + ("" if fit.named else " (which does not name it)"),
        )
        for fit in case.fits
    ]
    return aligned(("HoNOS cluster", "base", "growth", "largest misfit", "behaves like"), rows)


def _tornado(bars: Sequence[Bar]) -> str:
    rows = [
        (
            *(bar.assumption, percent(bar.low), percent(bar.high)),
            *(said(bar.headroom_at_low), said(bar.headroom_at_high), said(bar.swing)),
            *(said(bar.beyond_at_low), said(bar.beyond_at_high)),
        )
        for bar in bars
    ]
    headroom = ("headroom at low", "headroom at high", "swing")
    return aligned(("assumption", "low", "high", *headroom, "beyond efficiency at low", "at high"), rows)


def _fan(drawn: Fan) -> str:
    rows = [(band.line, band.year, *(f"{amount:,.0f}" for amount in band.quantiles)) for band in drawn.bands]
    return aligned(("line", "year", *(f"{quantile}%" for quantile in QUANTILES)), rows)


def _chances(drawn: Fan) -> str:
    rows = [(chance.year, f"{chance.net:.1%}", f"{chance.paid:.1%}") for chance in drawn.chances]
    return aligned(("year", "investment in the savings already", "investment still to be paid"), rows)


def model_in_words(case: Case, supplied: Supplied) -> Iterator[str]:
    """What the levers save of the spells supplied, in both orders, with and without inflation."""
    years = case.declared.saving_years
    found = model_savings(case.declared.levers, case.assumptions, supplied)
    rows = [_row(name, amounts) for name, amounts in found]
    mark = "INVENTED: " if supplied.invented else ""
    yield f"{mark}What the levers save of the spells supplied, £ thousand"
    yield aligned(("", *years), rows)


def envelope_in_words(
    years: Sequence[EnvelopeYear], by_contract_year: Mapping[Period, Thousands | None]
) -> Iterator[str]:
    """The lines of the envelope through time. Amounts are thousands of pounds."""
    yield "Amounts are £ thousand."
    rows: list[tuple[str, str, str, str]] = []
    for year in years:
        rows.append((year.year, "opening", said(year.opening), ""))
        rows += [("", line.what, said(line.amount), line.source) for line in year.lines]
        rows.append(("", "envelope", said(year.closing), ""))
    yield from _titled("Envelope by financial year", aligned(("year", "line", "amount", "source"), rows))
    lost = sum((year.not_explained for year in years[1:]), Fraction(0))
    yield f"Since the start £{said(lost)}k of the change is not itemised in any document."
    funded = [
        (year.year, line.what, said(line.amount), said(year.real(line)), said(year.rest))
        for year in years
        for line in year.contributions
    ]
    if funded:
        real = f"in money of {years[0].year}"
        yield from _titled(
            "Funders", aligned(("year", "contribution", "cash", real, "left for the health funder"), funded)
        )
        yield "Money of the first year is by the inflators printed above alone; a year without one is taken as none."
    beside = [(year.year, line.what, said(line.amount)) for year in years for line in year.beside]
    if beside:
        yield from _titled("Beside the envelope", aligned(("year", "what", "amount"), beside))
    spans = [
        (str(period), "a part of it has no value" if amount is None else said(amount))
        for period, amount in by_contract_year.items()
    ]
    yield from _titled(
        "By contract year, each financial year by its twelfths", aligned(("contract year", "envelope"), spans)
    )
