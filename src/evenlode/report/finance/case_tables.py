"""The financial case as tables of text, for the page and for the command line alike. Amounts are £ thousand."""

from __future__ import annotations

from collections.abc import Sequence

from evenlode.finance.case import Case
from evenlode.finance.compared import Cell
from evenlode.finance.fan import QUANTILES, Fan
from evenlode.finance.figures import decimal
from evenlode.finance.thousands import Thousands, percent, said
from evenlode.finance.tornado import Bar
from evenlode.report.tables import Table

FILLED_IN = "~ not printed: a straight line between printed years, the last one held."
"""What the mark beside an investment means."""


def against_efficiency(case: Case) -> Table:
    """The contract beside efficiency alone, year by year and in all."""
    found, printed = case.dominance, None if case.changes.any else case.dominance_as_printed
    projection = case.projection
    rows = [
        (*_row("efficiency alone", projection.with_efficiency[1:]), ""),
        (*_row("outcomes contract", projection.contract[1:]), ""),
        _row("contract costs less by", (*found.less, found.in_all)),
    ]
    if printed:
        rows.append(_row("the same as printed", (*printed.less, printed.in_all)))
    return _figures("The contract against efficiency alone", ("line", *found.years, "in all"), rows)


def room(case: Case) -> Table:
    """Room under the cap, investment counted both ways."""
    rooms, printed = case.headroom, () if case.changes.any else case.headroom_as_printed
    marked = [said(one.investment.amount) + ("" if one.investment.is_printed else "~") for one in rooms]
    rows = [_row("investment in the savings already", [one.net_of_investment for one in rooms])]
    if printed:
        rows.append(_row("  the same as printed", [one.net_of_investment for one in printed]))
    rows += [("investment", *marked), _row("investment still to be paid", [one.before_investment for one in rooms])]
    title = f"Room under the cap of {said(case.assumptions.cap)}"
    return _figures(title, ("line", *(one.year for one in rooms)), rows)


def projections(case: Case) -> Table:
    """Every line of the projection by year."""
    rows = [_row(name, amounts) for name, amounts in case.projection.lines()]
    return _figures("Projections", ("line", *case.projection.years), rows)


def compared_in_words(case: Case) -> str:
    """How many printed cells come out the same."""
    differ = [cell for cell in case.cells if cell.difference]
    beyond = [cell for cell in case.cells if not cell.is_close]
    return (
        f"{len(case.cells)} printed cells compared: {len(case.cells) - len(differ)} the same, {len(differ)} differ, "
        f"{len(beyond)} of them by more than £1 thousand"
    )


def differing(case: Case) -> Table:
    """The printed cells that do not come out the same."""
    return cells("Cells that differ", [cell for cell in case.cells if cell.difference])


def cells(caption: str, found: Sequence[Cell]) -> Table:
    """Printed cells beside what they are computed to be."""
    rows = tuple(
        (cell.table, cell.line, cell.column, f"{cell.printed:,}", f"{cell.computed:,}", str(cell.difference))
        for cell in found
    )
    return Table(caption, ("table", "line", "column", "printed", "computed", "difference"), rows, (3, 4, 5))


def benchmark(case: Case) -> Table:
    """Each claim of the case studies, adjusted."""
    rows = tuple(
        (one.claim.study, one.claim.claim, one.claim.adjusted_as_printed, one.said, one.claim.population)
        for one in case.benchmark
    )
    columns = ("case study", "claim", "adjusted as printed", "computed", "population")
    return Table("Benchmark from case studies", columns, rows)


def fits(case: Case) -> Table:
    """What the printed savings by HoNOS cluster behave like."""
    rows = tuple(
        (
            *(str(fit.cluster), said(fit.base), percent(fit.growth, 2), decimal(fit.misfit)),
            " and ".join(fit.levers) + ("" if fit.named else " (which does not name it)"),
        )
        for fit in case.fits
    )
    columns = ("HoNOS cluster", "base", "growth", "largest misfit", "behaves like")
    return Table("What the savings by HoNOS cluster behave like", columns, rows, (1, 2, 3))


def tornado(bars: Sequence[Bar]) -> Table:
    """Each assumption alone over its range."""
    rows = tuple(
        (
            *(bar.assumption, percent(bar.low), percent(bar.high)),
            *(said(bar.headroom_at_low), said(bar.headroom_at_high), said(bar.swing)),
            *(said(bar.beyond_at_low), said(bar.beyond_at_high)),
        )
        for bar in bars
    )
    headroom = ("headroom at low", "headroom at high", "swing")
    columns = ("assumption", "low", "high", *headroom, "beyond efficiency at low", "at high")
    return Table("Tornado: each assumption alone over its range", columns, rows, tuple(range(1, 8)))


def fan(drawn: Fan) -> Table:
    """The quantiles of each projection by year."""
    rows = tuple((band.line, band.year, *(f"{amount:,.0f}" for amount in band.quantiles)) for band in drawn.bands)
    columns = ("line", "year", *(f"{quantile}%" for quantile in QUANTILES))
    return Table(f"Fan: {drawn.draws:,} draws, seed {drawn.seed}", columns, rows, tuple(range(2, len(columns))))


def chances(drawn: Fan) -> Table:
    """Share of the draws within the cap, investment counted both ways."""
    rows = tuple((chance.year, f"{chance.net:.1%}", f"{chance.paid:.1%}") for chance in drawn.chances)
    columns = ("year", "investment in the savings already", "investment still to be paid")
    return Table("Chance of staying within the cap", columns, rows, (1, 2))


def cheaper(drawn: Fan) -> str:
    """How often the contract costs less than efficiency alone."""
    return f"The contract costs less than efficiency alone over all years in {drawn.cheaper:.1%} of the draws."


def _row(name: str, amounts: Sequence[Thousands]) -> tuple[str, ...]:
    return (name, *(said(amount) for amount in amounts))


def _figures(title: str, columns: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Table:
    """A table of figures in every column but the first; a short row ends with blanks."""
    filled = tuple((*row, *[""] * (len(columns) - len(row))) for row in rows)
    return Table(title, columns, filled, tuple(range(1, len(columns))))
