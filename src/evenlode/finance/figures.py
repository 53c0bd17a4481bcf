"""Every figure of the case and of the envelope as rows for a machine: open data, one figure a row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from evenlode.finance.case import Case
from evenlode.finance.envelope import EnvelopeYear
from evenlode.finance.fan import QUANTILES, Fan
from evenlode.finance.oddities import oddities
from evenlode.finance.spells import Supplied, model_savings
from evenlode.finance.thousands import percent, whole
from evenlode.finance.tornado import Bar
from evenlode.results import Period


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the case for a machine: where it stands, as printed and as computed, its unit, and what to know."""

    part: str
    line: str
    column: str
    printed: str | None
    value: str | None
    unit: str
    note: str = ""


K = "GBP thousand"


def case_figures(case: Case, bars: Sequence[Bar] = (), drawn: Fan | None = None) -> tuple[Figure, ...]:
    """Every figure of the case, part by part: the comparison that the text does not make comes first."""
    return (
        *_affordability(case),
        *_projection(case),
        *_cells(case),
        *(Figure("oddity", one.table, "", None, None, "", one.what) for one in oddities(case)),
        *_benchmark(case),
        *_fits(case),
        *(Figure("note", title, "", None, None, "", note) for title, note in case.declared.notes),
        *_tornado(bars),
        *(_fan(drawn) if drawn else ()),
    )


def model_figures(case: Case, supplied: Supplied) -> tuple[Figure, ...]:
    """What the levers save of spells that somebody supplied, as rows."""
    note = "INVENTED" if supplied.invented else ""
    return tuple(
        Figure("levers on supplied spells", name, year, None, decimal(amount), K, note)
        for name, amounts in model_savings(case.declared.levers, case.assumptions, supplied)
        for year, amount in zip(case.declared.saving_years, amounts, strict=True)
    )


def _affordability(case: Case) -> Iterator[Figure]:
    printed = None if case.changes.any else case.dominance_as_printed
    found = case.dominance
    for at, (year, less) in enumerate(zip(found.years, found.less, strict=True)):
        as_printed = str(whole(printed.less[at])) if printed else None
        yield Figure("against efficiency alone", "contract costs less by", year, as_printed, str(whole(less)), K)
    total = str(whole(printed.in_all)) if printed else None
    yield Figure(
        "against efficiency alone",
        "contract costs less by",
        "in all",
        total,
        str(whole(found.in_all)),
        K,
        found.verdict,
    )
    known = () if case.changes.any else case.headroom_as_printed
    for at, room in enumerate(case.headroom):
        filled = "investment as printed" if room.investment.is_printed else "investment filled in by rule"
        amounts = (
            (
                "investment in the savings already",
                room.net_of_investment,
                known[at].net_of_investment if known else None,
            ),
            ("investment still to be paid", room.before_investment, known[at].before_investment if known else None),
        )
        for line, amount, before in amounts:
            as_printed = None if before is None else str(whole(before))
            yield Figure("headroom under the cap", line, room.year, as_printed, str(whole(amount)), K, filled)


def _projection(case: Case) -> Iterator[Figure]:
    printed = case.declared.printed
    for line, amounts in case.projection.lines():
        for year, amount in zip(case.projection.years, amounts, strict=True):
            known = not case.changes.any and line in printed.rows
            as_printed = str(whole(printed.cell(line, year))) if known else None
            yield Figure("projection", line, year, as_printed, str(whole(amount)), K)


def _cells(case: Case) -> Iterator[Figure]:
    for cell in case.cells:
        if cell.table != "projection":
            note = f"differs by {cell.difference}" if cell.difference else ""
            yield Figure(cell.table, cell.line, cell.column, str(cell.printed), str(cell.computed), K, note)


def _benchmark(case: Case) -> Iterator[Figure]:
    for one in case.benchmark:
        claim = one.claim
        note = f"{claim.claim}; {claim.printed_in}; {claim.population}"
        yield Figure(
            "benchmark", claim.study, "adjusted", claim.adjusted_as_printed or None, one.said or None, "", note
        )
    if case.declared.benchmark_as_printed:
        yield Figure("benchmark", "all", "benchmark", case.declared.benchmark_as_printed, None, "")


def _fits(case: Case) -> Iterator[Figure]:
    for fit in case.fits:
        line = f"HoNOS cluster {fit.cluster}"
        like = " and ".join(fit.levers)
        yield Figure("calibration", line, "base spending", None, str(whole(fit.base)), K, like)
        yield Figure("calibration", line, "growth a year", None, percent(fit.growth, 2), "", like)
        yield Figure("calibration", line, "largest misfit", None, decimal(fit.misfit), K, like)


def _tornado(bars: Sequence[Bar]) -> Iterator[Figure]:
    for bar in bars:
        for end, at, room in (("low", bar.low, bar.headroom_at_low), ("high", bar.high, bar.headroom_at_high)):
            yield Figure("tornado", bar.assumption, f"headroom at {percent(at)}", None, str(whole(room)), K, end)


def _fan(drawn: Fan) -> Iterator[Figure]:
    how = f"{drawn.draws} draws, seed {drawn.seed}"
    for band in drawn.bands:
        for quantile, amount in zip(QUANTILES, band.quantiles, strict=True):
            yield Figure("fan", band.line, f"{band.year} at {quantile}%", None, f"{amount:.0f}", K, how)
    for chance in drawn.chances:
        yield Figure(
            "chance within the cap",
            "investment in the savings already",
            chance.year,
            None,
            f"{chance.net:.3f}",
            "share",
            how,
        )
        yield Figure(
            "chance within the cap",
            "investment still to be paid",
            chance.year,
            None,
            f"{chance.paid:.3f}",
            "share",
            how,
        )
    yield Figure(
        "chance of costing less than efficiency alone", "", "in all", None, f"{drawn.cheaper:.3f}", "share", how
    )


def decimal(amount: Fraction) -> str:
    """The amount with one decimal."""
    return f"{whole(amount * 10) / 10:.1f}"


def envelope_figures(
    years: Sequence[EnvelopeYear], by_contract_year: Mapping[Period, Fraction | None]
) -> tuple[Figure, ...]:
    """The envelope through time as rows."""
    found: list[Figure] = []
    for year in years:
        found.append(Figure("envelope", "opening", year.year, None, decimal(year.opening), K))
        for line in year.lines:
            found.append(Figure("envelope", line.what, year.year, None, decimal(line.amount), K, line.source))
        found.append(Figure("envelope", "closing", year.year, None, decimal(year.closing), K))
        for line in year.contributions:
            found.append(Figure("funders", line.what, year.year, None, decimal(line.amount), K, line.source))
            real = decimal(year.real(line))
            found.append(Figure("funders", f"{line.what}, in money of {years[0].year}", year.year, None, real, K))
        found.append(Figure("funders", "left for the health funder", year.year, None, decimal(year.rest), K))
        for line in year.beside:
            found.append(
                Figure("beside the envelope", line.what, year.year, None, decimal(line.amount), K, line.source)
            )
    for period, amount in by_contract_year.items():
        value = None if amount is None else decimal(amount)
        note = "" if value else "a part of this year has no value"
        found.append(Figure("contract year", "envelope by twelfths", str(period), None, value, K, note))
    return tuple(found)
