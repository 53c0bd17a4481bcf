"""One indicator: the finding first, then its chart, figures, groups, coverage, chance, definition and origin."""

from __future__ import annotations

from dataclasses import dataclass

from evenlode.money import pounds
from evenlode.report import funnel, tables
from evenlode.report.charts import NARROW, WIDE, draw
from evenlode.report.panels_drawn import NARROW_COLUMNS, WIDE_COLUMNS, draw_panels
from evenlode.report.report import Equity, Fact, IndicatorPage, Measured, StandardPage, YearStatus
from evenlode.report.tables import Table
from evenlode.report.words import in_units
from evenlode.web.shown.downloads import Named
from evenlode.web.shown.drawn import Mark, Picture, assurance_mark, status_mark, variation_mark
from evenlode.web.shown.kept import Kept


@dataclass(frozen=True, slots=True)
class YearOfFigures:
    """The figures of a contract year, newest first. The first is open on the page, the others are folded."""

    year: str
    table: Table


@dataclass(frozen=True, slots=True)
class Reached:
    """One attribute of the people counted: whether the result differs between its groups, and their figures."""

    attribute: str
    differs: str
    left_out: str
    table: Table


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the way from what was sent to what is paid. mark: the short hash that names it."""

    said: str
    mark: str = ""
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Indicator:
    """The page. money is empty where the reader does not see money, status for a standard, which is never judged."""

    slug: str
    code: str
    title: str
    outcome: str
    outcome_title: str
    headline: str
    kind: str
    better: str
    definition: str
    stage: str
    status: Mark | None
    statuses: tuple[YearStatus, ...]
    result: str
    interval: str
    target: str
    target_since: str
    variation: Mark
    assurance: Mark
    chart_says: str
    chart_notes: tuple[str, ...]
    false_signals: str
    points: int
    at_stake: str
    at_stake_units: str
    states: tuple[str, ...]
    because: str
    money: str
    luck: str
    printed: str
    picture: Picture | None
    figures: tuple[YearOfFigures, ...]
    segments: Table | None
    providers: Table | None
    standings: Table | None
    groups: Picture | None
    funnel: Picture | None
    coverage: Table | None
    coverage_said: str
    reached: tuple[Reached, ...]
    change: tuple[Fact, ...]
    benchmarks: Table | None
    defined: tuple[Fact, ...]
    readings: tuple[str, ...]
    history: Table | None
    way: tuple[Step, ...]
    before: str
    after: str
    tables: tuple[Named, ...]


def indicator(kept: Kept, slug: str, *, with_money: bool = True) -> Indicator | None:
    """The page of the indicator or local quality standard with this slug; None where the run has none."""
    page = next((one for one in kept.report.indicators if one.measured.slug == slug), None)
    if page is not None:
        return _page(kept, page.measured, page, None, with_money)
    standard = next((one for one in kept.report.standards if one.measured.slug == slug), None)
    return _page(kept, standard.measured, None, standard, with_money) if standard else None


def _page(
    kept: Kept, one: Measured, page: IndicatorPage | None, standard: StandardPage | None, with_money: bool
) -> Indicator:
    report, line = kept.report, _line_word(one, standard)
    split = page.split if page and with_money else None
    pot = report.pot
    in_force = next((step for step in one.history if step.in_force), None)
    row = next((row for row in report.outcomes if page and row.number == page.outcome), None)
    figures = tables.figures_by_year(one, line)
    names = [one.measured.slug for one in report.indicators] + [one.measured.slug for one in report.standards]
    at = names.index(one.slug)
    facts = {fact.term: fact.said for fact in one.comes_from}
    segments, providers = (
        tables.by_group(one.code, "Segment", one.segments),
        tables.by_group(one.code, "Provider", one.providers),
    )
    standings = tables.standings(one) if any(group.standing for group in one.providers) else None
    return Indicator(
        slug=one.slug,
        code=one.code,
        title=one.title,
        outcome=page.outcome if page else "",
        outcome_title=row.title if row else "",
        headline=page.finding if page else standard.finding if standard else "",
        kind="Indicator" if page else "Local quality standard",
        better=facts.get("Better", ""),
        definition=one.definition,
        stage=page.stage if page else "Only watched: never paid on",
        status=status_mark(page.status) if page else None,
        statuses=page.statuses if page else (),
        result=one.year_figure.said if one.year_figure else "not supplied",
        interval=one.interval or "",
        target=(page.target if page else in_force.said if in_force else None) or "none",
        target_since=_since(one),
        variation=variation_mark(one.chart.variation if one.chart else None),
        assurance=assurance_mark(one.chart.assurance if one.chart else None, one.chart is not None),
        chart_says=one.chart.finding if one.chart else "No period has a figure, so there is no chart.",
        chart_notes=one.chart.notes if one.chart else (),
        false_signals=one.chart.false_signals or "" if one.chart else "",
        points=one.chart.points if one.chart else 0,
        at_stake=pounds(split.total) if split else "",
        at_stake_units=in_units(pot.in_units(split.total), pot.unit) if split and pot else "",
        states=tuple(f"{pounds(amount)} {state.value}" for state, amount in split.parts() if amount) if split else (),
        because=page.because if page else "",
        money=page.money or "" if page and split and split.total else "",
        luck=page.luck or "" if page else "",
        printed=page.printed or "" if page else "",
        picture=_picture(one, line),
        figures=tuple(YearOfFigures(year, table) for year, table in figures),
        segments=segments,
        providers=providers,
        standings=standings,
        groups=group_panels(one),
        funnel=funnel_picture(one),
        coverage=tables.coverage(one),
        coverage_said=one.coverage.sentence if one.coverage else "",
        reached=tuple(reached(one.code, found) for found in one.equity),
        change=one.change,
        benchmarks=tables.benchmarks(one),
        defined=tuple(fact for fact in one.comes_from if fact.term != "Source"),
        readings=one.readings,
        history=tables.history(one, line),
        way=_way(kept, one, page, with_money),
        before=names[at - 1] if at else "",
        after=names[at + 1] if at + 1 < len(names) else "",
        tables=_named(one, figures, segments, providers, standings, tables.history(one, line), tables.benchmarks(one)),
    )


def _line_word(one: Measured, standard: StandardPage | None) -> str:
    if standard:
        return "threshold"
    return "levels" if one.history and one.history[0].value is None else "target"


def _since(one: Measured) -> str:
    step = next((step for step in one.history if step.in_force), None)
    if step is None:
        return ""
    return f"since {step.start.day} {step.start:%B %Y}" + (f", by {step.variation}" if step.variation else "")


def _picture(one: Measured, line: str) -> Picture | None:
    trend = one.trend
    if trend is None:
        return None
    said = ["Dark line: the figures."]
    if trend.limits:
        said.append("Grey band: where chance alone keeps them, around their mean.")
    if trend.steps:
        said.append(f"Orange: the {line} as it stood, in dated steps.")
    if any(row.value is None for row in trend.points):
        said.append("A question mark: no figure for the period, and no run is counted across it.")
    return Picture(trend.title, trend.subtitle, draw(trend, WIDE), draw(trend, NARROW), " ".join(said))


def group_panels(one: Measured) -> Picture | None:
    """The small panels of segments and providers, drawn; None where there are too few of them."""
    found = one.panels
    if found is None:
        return None
    wide, narrow = draw_panels(found, WIDE_COLUMNS), draw_panels(found, NARROW_COLUMNS)
    return Picture(found.title, found.subtitle, wide, narrow, "")


def funnel_picture(one: Measured) -> Picture | None:
    """Providers by size within the limits of chance, drawn; None where there is no funnel of them."""
    plot = one.funnel
    if plot is None:
        return None
    wide, narrow = (funnel.draw(plot, narrow=narrow) for narrow in (False, True))
    return Picture(plot.title, plot.subtitle, wide, narrow, "Each dot is a provider. Orange: beyond the 95% limits.")


def reached(code: str, found: Equity) -> Reached:
    """One attribute of the people counted, as a page shows it."""
    table = tables.by_group(code, found.attribute.capitalize(), found.groups)
    empty = Table(f"{code} by {found.attribute}", (found.attribute.capitalize(),), ())
    return Reached(found.attribute, found.differs, found.left_out or "", table or empty)


def _way(kept: Kept, one: Measured, page: IndicatorPage | None, with_money: bool) -> tuple[Step, ...]:
    """From what was sent to the statement, each step with the hash that names it."""
    hashes = {fact.term: fact.said[:12] for fact in kept.report.hashes}
    source = next((fact.said for fact in one.comes_from if fact.term == "Source"), "")
    steps = [Step("What providers sent", hashes.get("Data manifest", ""))]
    steps.append(Step(f"{source}, definition {one.definition}", hashes.get("Definitions", "")))
    if one.year_figure and one.year_figure.denominator is not None:
        steps.append(Step(f"{one.year_figure.denominator:,} people or events counted", hashes.get("Figures", "")))
    if page:
        steps.append(Step(page.because, hashes.get("Contract folder", "")))
        if with_money and page.split and page.split.total:
            steps.append(Step(f"{pounds(page.split.earned)} of {pounds(page.split.total)} earned"))
            named = kept.statement_sha256[:12] if kept.statement_sha256 else ""
            steps.append(Step("The year's statement", named, is_open=not named))
    return tuple(steps)


def _named(one: Measured, figures: tuple[tuple[str, Table], ...], *others: Table | None) -> tuple[Named, ...]:
    rows = tuple((year, *row) for year, table in figures for row in table.rows)
    columns = ("Contract year", *(figures[0][1].columns if figures else ()))
    found = [Named("figures", Table(f"Every period of {one.code}, newest first", columns, rows))] if rows else []
    names = ("segments", "providers", "limits", "targets", "official")
    return (*found, *(Named(name, table) for name, table in zip(names, others, strict=True) if table))
