"""Listing: every outturn as a line of the workbook, under the names of the page."""

from __future__ import annotations

from collections.abc import Iterator

from evenlode.report.given import Given
from evenlode.report.names import provider_names
from evenlode.report.report import FigureLine
from evenlode.report.said import COMES_FROM, interval, no_figure, segment_name, unit_of
from evenlode.report.words import figure
from evenlode.results import Outturn
from evenlode.terms.contract import Contract
from evenlode.terms.forms.outcome import IndicatorForm, StandardForm


def figure_lines(given: Given) -> tuple[FigureLine, ...]:
    """Every outturn up to the end of the year: by indicator in the order of the contract, then by grain and period."""
    forms = dict(_forms(given.contract))
    places = {slug: place for place, slug in enumerate(forms)}
    providers = provider_names(given.contract)
    found = [one for one in given.outturns if one.indicator in forms and one.period.end <= given.year.end]
    found.sort(key=lambda one: (places[one.indicator], one.key))
    return tuple(_line(one, forms[one.indicator], providers.get(one.provider, one.provider)) for one in found)


def _forms(contract: Contract) -> Iterator[tuple[str, IndicatorForm | StandardForm]]:
    for outcome in contract.outcomes:
        yield from ((indicator.indicator, indicator) for indicator in outcome.indicators)
    yield from ((standard.standard, standard) for standard in contract.watched)


def _line(outturn: Outturn, form: IndicatorForm | StandardForm, provider: str) -> FigureLine:
    value = outturn.exact
    return FigureLine(
        code=form.code,
        title=form.title,
        grain=outturn.grain.value,
        period=outturn.period,
        provider=provider,
        segment=segment_name(outturn.segment),
        unit=unit_of(outturn.kind),
        numerator=outturn.numerator,
        denominator=outturn.denominator,
        value=value,
        said=no_figure(outturn) if value is None else figure(value, unit_of(outturn.kind)),
        interval=interval(outturn, unit_of(outturn.kind)),
        eligible=outturn.eligible,
        missing=outturn.missing,
        untimed=outturn.untimed,
        source=COMES_FROM[outturn.source],
        definition=outturn.definition,
    )
