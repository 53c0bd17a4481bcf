"""What a contract wants from a national publication: benchmarks beside an indicator, and figures that feed one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext

from evenlode.data.supplied.findings import Findings
from evenlode.data.supplied.known import Known, Named, natural_grain, slug_of
from evenlode.problems import Level
from evenlode.results import Kind, Outturn, Period, Source
from evenlode.terms.definitions import Definition
from evenlode.terms.forms.outcome import BenchmarkForm, IndicatorForm, StandardForm

SUPPLIED_MEASURE = "supplied"
"""The name of the measure whose figures come from outside and are not counted from rows."""


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """One row of a publication: the measure at a level over a period. value is None where it is suppressed."""

    line: int
    measure: str
    level: str
    breakdown: str
    period: Period
    value: str | None


Figures = Mapping[tuple[str, str, Period], PublishedFigure]
"""Every figure the contract wants, by measure, level and period."""


@dataclass(frozen=True, slots=True)
class Benchmark:
    """An official measure that stands beside an indicator. Its periods are those printed, not the contract's."""

    indicator: str
    form: BenchmarkForm

    def wanted(self) -> set[tuple[str, str]]:
        """Measure and level."""
        return {(self.form.measure_id, self.form.level)}

    def outturns(self, figures: Figures, known: Known, received: date, findings: Findings) -> Iterator[Outturn]:
        """One outturn a period. The unit per cent becomes a share of 1; counts and days stay as they are."""
        for figure in _of(figures, self.form.measure_id, self.form.level):
            grain = natural_grain(figure.period)
            if grain is None:
                message = f"a period of {self.form.measure_id} is not one, three or twelve whole months"
                findings.add("PERIOD.GRAIN", message, "None needed: it is left out", line=figure.line, level=Level.WARN)
                continue
            if not known.span.covers(figure.period):
                message = f"{self.form.measure_id} is about a time outside the contract, so it is a benchmark alone"
                findings.add("PERIOD.OUTSIDE", message, "None needed", line=figure.line, level=Level.ACCEPT)
            is_share = self.form.unit == "per cent"
            yield Outturn(
                indicator=self.indicator,
                definition=f"{self.form.publication}: {self.form.measure_id}",
                kind=Kind.PROPORTION if is_share else Kind.SUPPLIED_VALUE,
                grain=grain,
                period=figure.period,
                stratum=benchmark_stratum(self.form),
                value=_share(figure.value) if is_share else figure.value,
                source=Source.SUPPLIED,
                as_known_on=received,
            )


@dataclass(frozen=True, slots=True)
class Feed:
    """A supplied indicator whose definition names the publication that its figures are taken from."""

    named: Named
    versions: tuple[Definition, ...]

    def wanted(self) -> set[tuple[str, str]]:
        """Every measure and level that any version names."""
        return {(measure, _level(one)) for one in self.versions for measure in _measures(one).values()}

    def outturns(self, figures: Figures, known: Known, received: date, findings: Findings) -> Iterator[Outturn]:
        """One outturn for each period that is one of the indicator's own; the others are left out, and said so."""
        periods = {figure.period: figure for key, figure in figures.items() if key[:2] in self.wanted()}
        for period, figure in sorted(periods.items()):
            version = known.definition_on(self.named, period.end) or self.versions[0]
            if version not in self.versions:
                continue
            wrong = known.why_not(version.grain, period)
            if wrong:
                message = f"{self.named.slug} is counted by {version.grain} of the contract, and this period is none"
                fix = "None needed: it is left out"
                findings.add(wrong[0], message, fix, line=figure.line, level=Level.REJECT_RECORD)
                continue
            found = {
                role: figures.get((measure, _level(version), period)) for role, measure in _measures(version).items()
            }
            yield _fed(self.named.slug, version, period, found, received, findings)


def benchmark_stratum(form: BenchmarkForm) -> str:
    """The stratum of a benchmark's outturns: publication, measure and level, so that no two benchmarks mix."""
    return f"{form.publication} / {form.measure_id} / {form.level}"


def benchmarks_of(known: Known) -> list[Benchmark]:
    """Every benchmark that an indicator or a standard of the contract names."""
    contract = known.contract
    forms: list[IndicatorForm | StandardForm] = [form for outcome in contract.outcomes for form in outcome.indicators]
    forms.extend(contract.standards)
    return [Benchmark(slug_of(form), benchmark) for form in forms for benchmark in form.benchmarks]


def feeds_of(known: Known) -> list[Feed]:
    """Every supplied indicator with a version that names a publication, a measure of it and a level."""
    feeds = []
    for slug, versions in known.versions.items():
        fed = tuple(one for one in versions if one.measure == SUPPLIED_MEASURE and _measures(one) and _level(one))
        named = known.indicator(slug)
        if fed and isinstance(named, Named):
            feeds.append(Feed(named, fed))
    return feeds


def _fed(
    slug: str,
    version: Definition,
    period: Period,
    found: Mapping[str, PublishedFigure | None],
    received: date,
    findings: Findings,
) -> Outturn:
    """The outturn of one period. Counts are taken where both of their measures are named, else the printed figure."""
    told = {role: figure.value for role, figure in found.items() if figure is not None}
    value = None if _has_counts(version) else told.get("value")
    line = min(figure.line for figure in found.values() if figure is not None)
    message = f"{slug} is fed by published figures, which are rounded"
    fix = "Pay on the provider's own counts; a publication is for standards and indicators that are only watched"
    findings.add("VALUE.ROUNDED", message, fix, line=line, level=Level.WARN)
    return Outturn(
        indicator=slug,
        definition=version.version,
        kind=version.kind,
        grain=version.grain,
        period=period,
        numerator=_whole(told.get("numerator"), found.get("numerator"), findings),
        denominator=_whole(told.get("denominator"), found.get("denominator"), findings),
        value=_share(value) if version.kind is Kind.PROPORTION else value,
        source=Source.SUPPLIED,
        as_known_on=received,
    )


def _measures(version: Definition) -> dict[str, str]:
    """The measures that the version's parameters name, by what they give."""
    names = {"value": "publication_measure", "numerator": "numerator_measure", "denominator": "denominator_measure"}
    return {role: str(version.parameters[name]) for role, name in names.items() if version.parameters.get(name)}


def _has_counts(version: Definition) -> bool:
    return {"numerator", "denominator"} <= set(_measures(version))


def _level(version: Definition) -> str:
    return str(version.parameters.get("level", ""))


def _of(figures: Figures, measure: str, level: str) -> list[PublishedFigure]:
    return sorted((figure for key, figure in figures.items() if key[:2] == (measure, level)), key=lambda one: one.line)


def _share(percent: str | None) -> str | None:
    """A published per cent as a share of 1, exactly: '10.64024' is '0.1064024'."""
    if percent is None:
        return None
    with localcontext(prec=60):
        return f"{Decimal(percent).scaleb(-2):f}"


def _whole(text: str | None, figure: PublishedFigure | None, findings: Findings) -> int | None:
    """A published count; a count with decimals is left out, and said so."""
    if text is None:
        return None
    number = Decimal(text)
    if number != number.to_integral_value():
        message, fix = "a published count is not a whole number", "Check which measure the contract names"
        line = figure.line if figure else None
        findings.add("VALUE.NUMBER", message, fix, line=line, field="measure_value", level=Level.REJECT_RECORD)
        return None
    return int(number)
