"""Lines through years or months: projections with the cap, fans, what flat cash is worth, flows and waiting lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evenlode.finance.case import Case
from evenlode.finance.demand.flows import Month
from evenlode.finance.demand.measured import Measured
from evenlode.finance.fan import QUANTILES, Fan
from evenlode.report import svg
from evenlode.report.colours import BAND, INK, ORANGE, OUTLINE, RULE, SECONDARY
from evenlode.report.documents.document import Picture
from evenlode.statistics import Chart

WIDTH = 720
_LEFT, _RIGHT, _TOP, _BOTTOM, _HEIGHT = 70, 190, 40, 300, 340
_LABELS = 8
"""The most labels that stand below a picture."""


@dataclass(frozen=True, slots=True)
class Line:
    """A named line; None breaks it."""

    name: str
    values: tuple[float | None, ...]
    colour: str = INK


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines over the same years or months, and levels across. band: between two levels, the ends of what chance does.

    title: stands in the picture and says what is drawn and its unit; finding: what to see in it, in words.
    """

    title: str
    finding: str
    labels: tuple[str, ...]
    lines: tuple[Line, ...]
    levels: tuple[tuple[str, float], ...] = ()
    band: tuple[float, float] | None = None
    from_zero: bool = False
    invented: bool = False

    @property
    def ends(self) -> tuple[float, float]:
        """The least and greatest value that is drawn."""
        values = [value for line in self.lines for value in line.values if value is not None]
        values += [value for _, value in self.levels] + list(self.band or ()) + ([0.0] if self.from_zero else [])
        return min(values), max(values)


def projections(case: Case) -> Picture:
    """The three projections with the cap."""
    wanted = ("do nothing", "do nothing with efficiency", "outcomes contract")
    found = [(name, amounts) for name, amounts in case.projection.lines() if name in wanted]
    lines = tuple(Line(name, tuple(map(float, amounts))) for name, amounts in found)
    cap = float(case.assumptions.cap)
    title, finding = "Spending, £ thousand", f"{case.dominance.verdict}. The cap is {cap:,.0f}."
    return draw(Lines(title, finding, case.projection.years, lines, (("cap", cap),)))


def fans(case: Case, drawn: Fan) -> dict[str, Picture]:
    """A picture for each projection: its quantiles under the draws."""
    return {line: _fan(case, drawn, line) for line in dict.fromkeys(band.line for band in drawn.bands)}


def _fan(case: Case, drawn: Fan, line: str) -> Picture:
    bands = [band for band in drawn.bands if band.line == line]
    lines = tuple(
        Line(f"{quantile}%", tuple(band.quantiles[at] for band in bands), INK if quantile == 50 else OUTLINE)
        for at, quantile in enumerate(QUANTILES)
    )
    cap, last = float(case.assumptions.cap), bands[-1]
    title = f"{line[:1].upper()}{line[1:]}, £ thousand, {drawn.draws:,} draws"
    ends = f"{last.quantiles[0]:,.0f} and {last.quantiles[-1]:,.0f}"
    finding = f"In {last.year} nine draws of ten lie between {ends}; the cap is {cap:,.0f}."
    return draw(Lines(title, finding, case.projection.years, lines, (("cap", cap),)))


def flow(name: str, measured: Measured, chart: Chart) -> Picture:
    """A measured flow by month with its mean and the limits of chance."""
    last = chart.points[-1]
    labels = tuple(f"{month:%Y-%m}" for month in measured.months)
    line = Line(name, tuple(point.value for point in chart.points))
    levels = () if last.mean is None else (("mean", last.mean),)
    low, high = chart.shown_limits(last)
    band = None if low is None or high is None else (max(low, 0.0), high)
    verdict = str(chart.variation).replace("_", " ")
    title = f"{name[:1].upper()}{name[1:]} a month"
    finding = f"The last month: {verdict}. {_limits(band)}"
    return draw(Lines(title, finding, labels, (line,), levels, band, from_zero=True, invented=measured.invented))


def _limits(band: tuple[float, float] | None) -> str:
    return f"The limits are {band[0]:,.1f} and {band[1]:,.1f}." if band else "There are no limits yet."


def ahead(months: Sequence[Month], invented: bool) -> Picture:
    """The waiting list in the months to come."""
    labels = tuple(str(month.number) for month in months)
    line = Line("waiting", tuple(month.waiting for month in months))
    finding = (
        f"{months[0].waiting:,.0f} people wait after the first month and {months[-1].waiting:,.0f} after the last."
    )
    title = "People waiting at the end of each month ahead"
    return draw(Lines(title, finding, labels, (line,), from_zero=True, invented=invented))


def draw(shown: Lines) -> Picture:
    """The picture and its words. The same lines give the same bytes."""
    alt = f"{shown.title}. {shown.finding}"
    return Picture(svg.picture(WIDTH, _HEIGHT, alt, _shapes(shown)), alt)


def _shapes(shown: Lines) -> Iterator[str]:
    low, high = shown.ends
    span = high - low or 1.0
    step = (WIDTH - _LEFT - _RIGHT) / max(len(shown.labels) - 1, 1)
    right = WIDTH - _RIGHT

    def y(value: float) -> float:
        return _BOTTOM - (value - low) / span * (_BOTTOM - _TOP)

    if shown.band:
        yield svg.box(_LEFT, y(shown.band[1]), right - _LEFT, y(shown.band[0]) - y(shown.band[1]), BAND)
    yield svg.words(_LEFT, 20, shown.title, INK, bold=True)
    for value in (low, (low + high) / 2, high):
        yield svg.rule(_LEFT, y(value), right, y(value), RULE)
        yield svg.words(_LEFT - 6, y(value) + 5, f"{value:,.0f}", SECONDARY, anchor="end")
    for at in range(0, len(shown.labels), -(-len(shown.labels) // _LABELS)):
        yield svg.words(_LEFT + at * step, _BOTTOM + 24, shown.labels[at], SECONDARY, anchor="middle")
    ends = []
    for name, value in shown.levels:
        yield svg.rule(_LEFT, y(value), right, y(value), ORANGE, 2)
        ends.append((y(value), name, ORANGE))
    for line in shown.lines:
        points = [(_LEFT + at * step, y(value)) for at, value in enumerate(line.values) if value is not None]
        yield svg.polyline(points, line.colour, 2)
        if points:
            ends.append((points[-1][1], line.name, INK))
    below = 0.0
    for place, name, ink in sorted(ends):
        below = max(place, below + 17)
        yield svg.words(right + 8, below + 5, name, ink)
    if shown.invented:
        yield svg.words(WIDTH - 4, 16, "INVENTED", INK, anchor="end", bold=True)
