"""Outturns: counted rows summed up into figures of every grain, provider and segment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from evenlode.measures.counted import Counted, Measured, Nature
from evenlode.outturn.calendar import Span, contract_start, spans
from evenlode.outturn.changes import with_changes
from evenlode.outturn.summing import Counts, Series, Tell, read_series
from evenlode.outturn.values import with_values
from evenlode.results import EVERYONE, Grain, Outturn, Period
from evenlode.terms.definitions import Definition

_Figures = Mapping[tuple[str, str], Mapping[Grain, Series]]
"""An indicator's series, by provider and segment."""


def outturns(
    counted: Counted,
    definitions: Sequence[Definition],
    contract_years: Sequence[Period],
    span: Period,
    as_known_on: date | None,
    tell: Tell = lambda done, of: None,
) -> list[Outturn]:
    """Every outturn of the measured definitions inside the span, sorted by its key. tell: how far it has come.

    Grains: month, quarter and contract year, and rolling 12 months for an indicator whose own grain that is. A
    period is given when all its days lie in the span and in the data, and a version of the definition that could
    be measured is in force on its last day; the outturn carries that version, and all of the period's months count
    even where an earlier version measured them. A rolling year also needs the indicator to be in force throughout.

    A quarter of snapshots is its last month's end. A quarter of events is counted over the quarter. A contract year
    follows the indicator's annual rule, and so does a rolling year:

    - last: its last month;
    - sum: its months added up;
    - mean of snapshots: numerators over its month ends added up, over denominators added up; the counts are then
      person-months;
    - recount: measured again over the whole year, so that a unit with several events counts once; for snapshots the
      last month.

    A definition of the kind change gives the share less that of its baseline contract year; see outturn.changes. Rates
    and medians get a value of their own; see outturn.values.

    A figure with nobody in it is left out, except the contract year of everybody in every segment: data that hold
    nobody are not the same as data that have not come.
    """
    start = contract_start(contract_years)
    versions = _versions(counted, definitions)
    rolling = frozenset(name for name, known in versions.items() if any(_rolls(one.definition) for one in known))
    series: dict[str, dict[tuple[str, str], Mapping[Grain, Series]]] = defaultdict(dict)
    for figure, by_grain in read_series(counted, start, rolling, tell).items():
        series[figure.indicator][figure.provider, figure.segment] = by_grain
    periods = list(spans(contract_years, _inside(counted, span)))
    found = [
        outturn
        for indicator, known in versions.items()
        for period in periods
        for outturn in _of_period(indicator, known, period, series.get(indicator, {}), as_known_on)
    ]
    return sorted(with_values(with_changes(found, definitions), counted), key=lambda outturn: outturn.key)


def _rolls(definition: Definition) -> bool:
    return definition.grain is Grain.ROLLING_YEAR


def _versions(counted: Counted, definitions: Sequence[Definition]) -> dict[str, list[Measured]]:
    """The measured versions of each indicator among the definitions."""
    wanted = {(one.indicator, one.version) for one in definitions}
    found: dict[str, list[Measured]] = defaultdict(list)
    for one in counted.measured:
        if (one.definition.indicator, one.version) in wanted:
            found[one.definition.indicator].append(one)
    return found


def _inside(counted: Counted, span: Period) -> Period:
    """The days of the span that the data cover."""
    store = counted.store
    start = max(span.start, store.data_from or span.start)
    return Period(start, max(start, min(span.end, store.data_to)))


def _of_period(
    indicator: str, known: Sequence[Measured], period: Span, figures: _Figures, as_known_on: date | None
) -> Iterator[Outturn]:
    """The outturns of one indicator and period, for every provider and segment with somebody in it."""
    days = period.period
    version = next((one for one in known if days.end in one.definition.in_force), None)
    if version is None:
        return
    definition, said = version.definition, version.version
    if period.grain is Grain.ROLLING_YEAR:
        since = min(one.definition.in_force.start for one in known)
        if not _rolls(definition) or days.start < since:
            return
    whole: dict[tuple[str, str], Mapping[Grain, Series]] = (
        {(EVERYONE, EVERYONE): {}} if period.grain is Grain.CONTRACT_YEAR else {}
    )
    for (provider, segment), series in {**whole, **figures}.items():
        counts = _counts(version, period, series)
        if counts.eligible or counts.untimed or (provider, segment) in whole:
            yield Outturn(
                indicator=indicator,
                definition=said,
                kind=definition.kind,
                grain=period.grain,
                period=days,
                provider=provider,
                segment=segment,
                numerator=counts.numerator,
                denominator=counts.denominator,
                eligible=counts.eligible,
                missing=counts.missing,
                untimed=counts.untimed,
                as_known_on=as_known_on,
            )


def _counts(version: Measured, period: Span, series: Mapping[Grain, Series]) -> Counts:
    """A figure's counts in the period, by the rule for its grain."""
    months = series.get(Grain.MONTH, {})
    rule = version.definition.annual if period.grain in (Grain.CONTRACT_YEAR, Grain.ROLLING_YEAR) else "recount"
    if rule in ("sum", "mean of snapshots"):
        total = Counts()
        for month in period.months:
            total = total.plus(months.get(month, Counts()))
        return total
    if rule == "last" or version.nature is Nature.SNAPSHOT:
        return months.get(period.last, Counts())
    return series.get(period.grain, {}).get(period.number, Counts())
