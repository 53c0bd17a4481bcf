"""Measured: what an indicator and a local quality standard share on the page: figures, groups, coverage, definition."""

from __future__ import annotations

from collections.abc import Mapping

from evenlode.report.benchmarks import benchmarks_of
from evenlode.report.change_beside import change_beside
from evenlode.report.charted import chart_found
from evenlode.report.comes_from import comes_from
from evenlode.report.compared import funnel_of, separate, standings
from evenlode.report.equity import equity_of
from evenlode.report.figures import Figures, coverage_of
from evenlode.report.funnel import funnel_plot
from evenlode.report.given import Given
from evenlode.report.names import provider_names
from evenlode.report.official import official_beside
from evenlode.report.panels import panels_of
from evenlode.report.report import Measured
from evenlode.report.said import interval, unit_of
from evenlode.report.targets import history
from evenlode.report.trend import trend_of
from evenlode.results import Period
from evenlode.terms.contract import Contract
from evenlode.terms.forms.outcome import IndicatorForm, StandardForm


def measured(form: IndicatorForm | StandardForm, given: Given) -> Measured:
    """Everything known of one indicator or standard up to the end of the year."""
    kind, slug = ("standard", form.standard) if isinstance(form, StandardForm) else ("indicator", form.indicator)
    contract, year = given.contract, given.year
    own = [one for one in given.outturns if one.indicator == slug and one.period.end <= year.end]
    unit, steps = unit_of(form.kind), history(form, year.end, _variation_titles(contract))
    figures = Figures(tuple(own), year, contract.year_number(year), unit, steps)
    rows, (row, judged) = figures.rows(form.period), figures.of_year()
    chart = chart_found(rows, steps, form.polarity, form.period, unit, contract.form.watched.chart_rules)
    parts = separate({one.segment: one.honos_clusters for one in contract.population.segments})
    stands, funnel = standings(own, year, unit, parts), funnel_of(own, year, unit)
    definition = next((one for one in contract.definitions(Period(year.end, year.end)) if one.indicator == slug), None)
    return Measured(
        slug=slug,
        code=form.code,
        title=form.title,
        anchor=f"{kind}-{form.code.lower().replace(' ', '-')}",
        unit=unit,
        figures=rows,
        year_figure=row,
        interval=interval(judged, unit) if judged else None,
        coverage=coverage_of(judged, unit),
        segments=figures.by_segment([one.segment for one in contract.population.segments]),
        providers=figures.by_provider(provider_names(contract), stands),
        benchmarks=(*benchmarks_of(form, slug, given.benchmarks), *official_beside(form.code, given)),
        definition=definition.version if definition else "none in force",
        comes_from=comes_from(form, definition, own, judged, replay=given.replay),
        readings=(*([form.note] if form.note else []), *form.readings),
        history=steps,
        trend=trend_of(form, rows, steps, contract, year, given.invented, chart.limits if chart else ()),
        chart=chart,
        equity=equity_of(own, year, unit),
        notes=tuple(one for one in given.notes if one.indicator == slug and one.period.end <= year.end),
        change=change_beside(definition, given, judged),
        funnel=funnel_plot(form.title, funnel[1], funnel[0], provider_names(contract), stands, given.invented)
        if funnel
        else None,
        panels=panels_of(
            form.title,
            rows,
            [one for one in own if one.grain is form.period],
            provider_names(contract),
            [one.segment for one in contract.population.segments],
            unit,
            given.invented,
        ),
    )


def _variation_titles(contract: Contract) -> Mapping[str, str]:
    """The title of each agreed change by its number."""
    return {one.variation: one.title for one in contract.variations.variations}
