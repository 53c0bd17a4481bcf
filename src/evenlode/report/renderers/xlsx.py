"""XLSX: the report as a workbook: every figure in full, pounds to the penny, and what it all rests on."""

from __future__ import annotations

from fractions import Fraction

from evenlode.report.report import (
    Fact,
    FigureLine,
    GroupRow,
    IndicatorPage,
    Measured,
    OutcomeRow,
    Report,
    Split,
    StandardPage,
)
from evenlode.report.sure import ChartFound, Standing
from evenlode.report.workbook import Cell, Pounds, Share, Sheet, workbook
from evenlode.results import say_day

SUFFIX = "xlsx"

_CHART = ("Variation", "Assurance", "Figures in the chart", "What the chart says", "False signals", "Chart rules")
_CHART_WIDTHS = (26, 30, 12, 60, 60, 16)
_STATES = ("Earned", "Held", "Not earned", "Not on offer")


def render(report: Report) -> bytes:
    """The workbook. The same report gives the same bytes."""
    sheets = (
        _summary(report),
        _outcomes(report),
        _indicators(report),
        _figures(report),
        _providers(report),
        _payment(report),
        _standards(report),
        _about(report),
    )
    mark = "INVENTED. No figure, person or organisation in this file is real." if report.invented else ""
    return workbook(f"{report.contract}: {report.headline}", report.year_label, mark, sheets)


def _summary(report: Report) -> Sheet:
    rows: list[tuple[Cell, ...]] = [
        ("Contract", report.contract),
        ("Year", report.year_label),
        ("Standing", report.standing),
        ("Data to", report.data_to or "not stated"),
        ("Statement", report.statement_sha256 or "none"),
    ]
    if report.pot:
        rows.append(("The pot", Pounds(report.pot.amount)))
        rows += [(state.capitalize(), Pounds(amount)) for state, amount in report.pot.split.parts()]
    rows += [(notice.title, " ".join([notice.text, *notice.points]).strip()) for notice in report.notices]
    return Sheet("Summary", (report.headline, report.lede), ("What", "Said"), tuple(rows), (32, 90))


def _outcomes(report: Report) -> Sheet:
    columns = ("Outcome", "Title", "Finding", "Status", "Last year", _unit(report), "Share of the pot", *_STATES)
    rows = tuple(_outcome(report, row) for row in (*report.outcomes, *report.others))
    widths = (9, 34, 60, 20, 26, 12, 16, 16, 16, 16, 16)
    return Sheet("Outcomes", ("Outcomes",), columns, rows, widths, totals=(6, 7, 8, 9, 10) if report.pot else ())


def _outcome(report: Report, row: OutcomeRow) -> tuple[Cell, ...]:
    status = row.status.capitalize() if row.status else None
    return (row.number, row.title, row.finding, status, row.before, *_money(report, row.split))


def _indicators(report: Report) -> Sheet:
    columns = (
        *("Indicator", "Title", "Outcome", "Status", "Numerator", "Denominator", "Result", "95% interval", "Target"),
        *("Target in force since", "Set by", "Stage", "Finding", "Because", "Chance", *_CHART, "Definition"),
        _unit(report),
        *("Share of the pot", *_STATES),
    )
    widths = (10, 44, 9, 20, 12, 12, 12, 18, 18, 18, 10, 30, 50, 50, 50, *_CHART_WIDTHS, 24, 12, 16, 16, 16, 16, 16)
    rows = tuple(_indicator(report, page) for page in report.indicators)
    return Sheet("Indicators", ("Indicators",), columns, rows, widths)


def _indicator(report: Report, page: IndicatorPage) -> tuple[Cell, ...]:
    one = page.measured
    step = next((step for step in one.history if step.in_force), None)
    status = page.status.capitalize() if page.status else None
    return (
        *(one.code, one.title, page.outcome, status, *_result(one), page.target),
        *(step.start if step else None, step.variation if step else None, page.stage),
        *(page.finding, page.because, page.luck, *_charted(one), one.definition),
        *_money(report, page.split),
    )


def _charted(one: Measured) -> tuple[Cell, ...]:
    """What the chart of the periods says; blank where there is none."""
    chart = one.chart
    if chart is None:
        return (None,) * len(_CHART)
    return (chart.variation.capitalize(), (chart.assurance or "").capitalize(), chart.points, *_why(chart))


def _why(chart: ChartFound) -> tuple[Cell, ...]:
    return (" ".join((chart.finding, *chart.notes)), chart.false_signals, chart.rules)


def _result(one: Measured) -> tuple[Cell, ...]:
    """Numerator, denominator, result and interval of the year."""
    row = one.year_figure
    if row is None or row.value is None:
        return (None, None, row.said if row else "not supplied", None)
    return (row.numerator, row.denominator, _value(row.value, one.unit == "number"), one.interval)


def _figures(report: Report) -> Sheet:
    columns = (
        *("Indicator", "Title", "Grain", "From", "To", "Provider", "Segment", "Numerator", "Denominator", "Figure"),
        *("95% interval", "Eligible", "Missing", "Untimed", "Source", "Definition"),
    )
    widths = (10, 44, 16, 14, 14, 28, 20, 12, 12, 14, 18, 10, 10, 10, 34, 24)
    rows = tuple(_figure(line) for line in report.figures)
    return Sheet("Figures", ("Every figure, with its counts",), columns, rows, widths)


def _figure(line: FigureLine) -> tuple[Cell, ...]:
    value: Cell = line.said if line.value is None else _value(line.value, line.unit == "number")
    return (
        *(line.code, line.title, line.grain, line.period.start, line.period.end, line.provider, line.segment),
        *(line.numerator, line.denominator, value, line.interval, line.eligible, line.missing, line.untimed),
        *(line.source, line.definition),
    )


def _providers(report: Report) -> Sheet:
    columns = (
        "Indicator",
        "Title",
        "Provider",
        "Figure",
        "95% interval",
        "95% limits at its size",
        "Found",
        "Expected",
    )
    measured = [page.measured for page in report.indicators] + [page.measured for page in report.standards]
    rows = tuple(_stands(one, row, row.standing) for one in measured for row in one.providers if row.standing)
    above = ("Providers within the limits of chance", "In the order of the contract: nothing is ranked")
    return Sheet("Providers", above, columns, rows, (10, 44, 28, 14, 18, 22, 22, 40))


def _stands(one: Measured, row: GroupRow, standing: Standing) -> tuple[Cell, ...]:
    return (one.code, one.title, row.name, row.said, row.interval, standing.limits, standing.found, standing.expected)


def _payment(report: Report) -> Sheet:
    columns = ("Outcome", "Indicator", "Title", "Status", "Level", _unit(report), "Share of the pot", *_STATES, "Why")
    rows = tuple(
        (
            *(line.outcome, line.indicator, line.title, line.status.capitalize(), line.level),
            *_money(report, line.split),
            line.because,
        )
        for line in report.lines
    )
    widths = (34, 10, 44, 20, 14, 12, 16, 16, 16, 16, 16, 60)
    said = (
        "Where every penny of the pot goes" if report.pot else "Published statuses are never money, so nothing is paid"
    )
    return Sheet("Payment", (said,), columns, rows, widths, totals=(6, 7, 8, 9, 10))


def _standards(report: Report) -> Sheet:
    figures = ("Standard", "Title", "Numerator", "Denominator", "Result", "95% interval", "Finding")
    columns = (*figures, *_CHART, "Definition")
    rows = tuple((*_standard(page), *_charted(page.measured), page.measured.definition) for page in report.standards)
    above = ("Local quality standards", "Watched and reported, never paid on")
    return Sheet("Standards", above, columns, rows, (10, 50, 12, 12, 12, 18, 60, *_CHART_WIDTHS, 24))


def _standard(page: StandardPage) -> tuple[Cell, ...]:
    one = page.measured
    return (one.code, one.title, *_result(one), page.finding)


def _about(report: Report) -> Sheet:
    rows: list[tuple[Cell, ...]] = []
    rows += _facts("What is what", report.marks)
    rows += [("Illustrative", one.reason, "; ".join(one.applies_to)) for one in report.illustrative]
    rows += [("Contradiction", one.conflict, f"{one.option}, since {say_day(one.since)}") for one in report.switches]
    rows += [("Finding", one.said, f"{one.count:,} times; {one.effect}. {one.fix}") for one in report.findings]
    rows += _facts("Method", report.method)
    rows += _facts("Party", report.parties)
    rows += _facts("SHA-256", report.hashes)
    said = "What this workbook rests on, and which of its values are illustrative"
    return Sheet("About", (said,), ("Kind", "What", "Said"), tuple(rows), (16, 60, 90))


def _facts(kind: str, facts: tuple[Fact, ...]) -> list[tuple[Cell, ...]]:
    return [(kind, fact.term, fact.said) for fact in facts]


def _money(report: Report, split: Split | None) -> tuple[Cell, ...]:
    """Points or per cent of the pot, the share of the pot in pounds, and its four states."""
    if split is None or report.pot is None:
        return (None,) * 6
    return (report.pot.in_units(split.total), Pounds(split.total), *(Pounds(amount) for _, amount in split.parts()))


def _unit(report: Report) -> str:
    return report.pot.unit.capitalize() if report.pot else "Points"


def _value(value: Fraction, is_number: bool) -> Cell:
    return value if is_number else Share(value)
