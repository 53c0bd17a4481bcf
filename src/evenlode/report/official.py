"""Official measures worked out from the same rows, beside the indicator they differ from; never judged, never paid."""

from __future__ import annotations

from evenlode.report.given import Given
from evenlode.report.report import Benchmark
from evenlode.report.said import no_figure, unit_of
from evenlode.report.words import figure
from evenlode.results import EVERYONE, Grain, Kind, Outturn
from evenlode.terms.forms.official import OfficialForm


def official_beside(code: str, given: Given) -> tuple[Benchmark, ...]:
    """The figure of the report's year of each official measure that the contract puts beside the code, if measured."""
    found = []
    for form in given.contract.benchmarks:
        outturn = _of_year(form, given) if code in form.beside else None
        if outturn is not None and outturn.denominator:
            found.append(_benchmark(form, outturn))
    return tuple(found)


def _of_year(form: OfficialForm, given: Given) -> Outturn | None:
    everybody = (EVERYONE, EVERYONE, EVERYONE)
    own = (
        one
        for one in given.official
        if (one.indicator, one.grain, one.period) == (form.benchmark, Grain.CONTRACT_YEAR, given.year)
        and (one.provider, one.segment, one.stratum) == everybody
    )
    return next(own, None)


def _benchmark(form: OfficialForm, outturn: Outturn) -> Benchmark:
    unit = unit_of(outturn.kind)
    value = no_figure(outturn) if outturn.exact is None else figure(outturn.exact, unit)
    days = " days" if outturn.kind is Kind.MEDIAN and outturn.exact is not None else ""
    counted = f", {outturn.numerator:,} of {outturn.denominator:,}" if outturn.kind is Kind.PROPORTION else ""
    return Benchmark(
        label=f"{form.code} {form.title}",
        publication=f"Worked out from these rows by the definition of {form.measure_id}",
        period=f"{outturn.period}",
        said=f"{value}{days}{counted}",
        differs=form.said,
    )
