"""Charts: a trend as a picture; the line of figures, the target in dated steps, and a gap where a figure is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import groupby

from evenlode.report import svg
from evenlode.report.colours import BAND, INK, ORANGE, OUTLINE, RULE, SECONDARY, WHITE
from evenlode.report.report import FigureRow, TargetStep, Trend
from evenlode.report.words import decimals
from evenlode.results import next_month

_TOP, _BOTTOM, _LABEL_HEIGHT = 50, 48, 17


@dataclass(frozen=True, slots=True)
class Size:
    """A whole picture in pixels, and the room for labels at the left and right of its plot."""

    width: int
    height: int
    left: int
    right: int


WIDE = Size(width=600, height=340, left=46, right=104)
NARROW = Size(width=288, height=300, left=40, right=56)


def draw(trend: Trend, size: Size) -> str:
    """The trend as SVG text. The same trend gives the same text."""
    plot = _Plot(trend, size)
    back = (plot.limits(), plot.axes(), plot.years(), plot.gaps())
    layers = (*back, plot.targets(), plot.line(), plot.labels(), plot.invented())
    return svg.picture(size.width, size.height, trend.alt, (shape for layer in layers for shape in layer))


class _Plot:
    """One picture: where days and values fall, and its layers from the back to the front."""

    def __init__(self, trend: Trend, size: Size) -> None:
        self.trend, self.size = trend, size
        self.scale = 1 if trend.unit == "number" else 100
        self.first = trend.points[0].period.start
        self.days = (trend.points[-1].period.end - self.first).days + 1
        values = [row.value for row in trend.points] + [step.value for step in trend.steps]
        values += [Fraction(edge) for one in trend.limits for edge in (one.lower, one.upper)]
        shown = [value * self.scale for value in values if value is not None]
        self.low, self.high, self.tick = _nice(min(shown), max(shown), is_share=trend.unit == "share")
        self.right_edge, self.bottom_edge = size.width - size.right, size.height - _BOTTOM

    def axes(self) -> Iterator[str]:
        """Faint rules with their figures at the left, and the months at the bottom."""
        unit = "%" if self.trend.unit == "share" else ""
        places = 0 if self.tick.denominator == 1 else 1 if (self.tick * 10).denominator == 1 else 2
        value = self.low
        while value <= self.high:
            y = self.y(value / self.scale)
            yield svg.rule(self.size.left, y, self.right_edge, y, RULE)
            said = decimals(value, places) + unit
            yield svg.words(self.size.left - 6, y + 5, said, SECONDARY, anchor="end")
            value += self.tick
        yield svg.rule(self.size.left, self.bottom_edge, self.right_edge, self.bottom_edge, SECONDARY)
        yield from self._months()

    def limits(self) -> Iterator[str]:
        """Behind everything: a grey band between the limits of each stretch that shares them, its mean a thin line."""
        for key, found in groupby(self.trend.limits, lambda one: (one.mean, one.lower, one.upper)):
            run = list(found)
            left, right = self.x(run[0].period.start), self._end(run[-1].period.end)
            mean, lower, upper = (self.y(Fraction(value)) for value in key)
            yield svg.box(left, upper, right - left, lower - upper, BAND)
            yield svg.rule(left, upper, right, upper, OUTLINE, dash="2 3")
            yield svg.rule(left, lower, right, lower, OUTLINE, dash="2 3")
            yield svg.rule(left, mean, right, mean, OUTLINE)

    def years(self) -> Iterator[str]:
        """A rule where each contract year starts, and its name above in as many words as fit."""
        starts = [(max(day, self.first), name) for day, name in self.trend.years]
        for place, (day, name) in enumerate(starts):
            x = self.x(day)
            end = self.x(starts[place + 1][0]) if place + 1 < len(starts) else self.right_edge
            if place:
                yield svg.rule(x, _TOP - 16, x, self.bottom_edge, OUTLINE)
            short = name.split(":")[0]
            said = next((text for text in (name, short) if svg.width_of(text) < end - x), short.removeprefix("Year "))
            yield svg.words(x + 4, _TOP - 8, said, SECONDARY)

    def gaps(self) -> Iterator[str]:
        """A dashed column with a question mark for each run of periods without a figure."""
        for is_gap, rows in groupby(self.trend.points, lambda row: row.value is None):
            run = list(rows)
            if is_gap:
                left, right = self.x(run[0].period.start), self._end(run[-1].period.end)
                yield svg.box(left, _TOP, right - left, self.bottom_edge - _TOP, WHITE, OUTLINE, dash="3 3")
                yield svg.words((left + right) / 2, self.bottom_edge - 10, "?", SECONDARY, anchor="middle", bold=True)

    def targets(self) -> Iterator[str]:
        """Each target over its own days, joined where it changes, and every one but the last with its figure."""
        steps = self.trend.steps
        alone = len({step.start for step in steps}) == len(steps)
        for place, step in enumerate(steps):
            left, right = self._span(step)
            y = self.y(_known(step.value))
            yield svg.rule(left, y, right, y, ORANGE, 2.5)
            if alone and place + 1 < len(steps):
                after = self.y(_known(steps[place + 1].value))
                yield svg.rule(right, y, right, after, ORANGE, 2.5)
                if right - left > svg.width_of(step.said):
                    yield svg.words(left + 3, y - 7, step.said, ORANGE, bold=True)
                if steps[place + 1].variation and self.size is WIDE:
                    yield svg.words(right + 5, max(y, after) + 15, steps[place + 1].variation or "", ORANGE)

    def line(self) -> Iterator[str]:
        """The figures: a line that breaks at each gap, and a dot a period."""
        for is_gap, rows in groupby(self.trend.points, lambda row: row.value is None):
            points = [] if is_gap else [(self._middle(row), self.y(_known(row.value))) for row in rows]
            if len(points) > 1:
                yield svg.polyline(points, INK, 1.5)
            yield from (svg.dot(x, y, INK) for x, y in points)

    def labels(self) -> Iterator[str]:
        """At the right end: the last figure in ink and the last target in orange, kept from touching each other."""
        last = next(row for row in reversed(self.trend.points) if row.value is not None)
        said = last.said.removesuffix(" percentage points")
        newest = max((step.start for step in self.trend.steps), default=None)
        wanted = [(self.y(_known(last.value)), said, INK)]
        for step in self.trend.steps:
            if step.start == newest:
                wanted.append((self.y(_known(step.value)), self._target_label(step), ORANGE))
        for y, text, colour in _apart(wanted, _TOP, self.bottom_edge):
            yield svg.words(self.right_edge + 6, y + 5, text, colour, bold=True)

    def invented(self) -> Iterator[str]:
        """The word INVENTED inside the picture, so that it stays with the picture wherever it is copied to."""
        if self.trend.invented:
            yield svg.words(self.size.width - 4, 16, "INVENTED", INK, anchor="end", bold=True)

    def x(self, day: date) -> float:
        """Where a day begins, from the left."""
        return self.size.left + (self.right_edge - self.size.left) * (day - self.first).days / self.days

    def y(self, value: Fraction) -> float:
        """Where a value falls, from the top."""
        share = (value * self.scale - self.low) / (self.high - self.low)
        return self.bottom_edge - (self.bottom_edge - _TOP) * float(share)

    def _end(self, day: date) -> float:
        """Where a day ends."""
        return self.x(day) + (self.right_edge - self.size.left) / self.days

    def _middle(self, row: FigureRow) -> float:
        return (self.x(row.period.start) + self._end(row.period.end)) / 2

    def _span(self, step: TargetStep) -> tuple[float, float]:
        right = self.right_edge if step.until is None else min(self._end(step.until), self.right_edge)
        return max(self.x(step.start), self.size.left), right

    def _months(self) -> Iterator[str]:
        """The months that fit, evenly apart, each over its year."""
        months = next(apart for apart in (1, 3, 6, 12, 24, 48) if 30.4 * apart * (self._day) > 44)
        start = self.first
        while (start - self.first).days < self.days - 15:
            x = self.x(start)
            yield svg.rule(x, self.bottom_edge, x, self.bottom_edge + 5, SECONDARY)
            yield svg.words(x, self.bottom_edge + 20, f"{start:%b}", SECONDARY, anchor="middle")
            yield svg.words(x, self.bottom_edge + 37, f"{start:%Y}", SECONDARY, anchor="middle")
            for _ in range(months):
                start = next_month(start)

    @property
    def _day(self) -> float:
        """The width of a day."""
        return (self.right_edge - self.size.left) / self.days

    def _target_label(self, step: TargetStep) -> str:
        has_name = any(letter.isalpha() for letter in step.said)
        return step.said if has_name or self.size is NARROW else f"Target {step.said}"


def _known(value: Fraction | None) -> Fraction:
    """A value that the caller knows to be there."""
    return Fraction(0) if value is None else value


def _nice(low: Fraction, high: Fraction, is_share: bool) -> tuple[Fraction, Fraction, Fraction]:
    """Round limits around the figures and the step between rules: at most six of them, and some air at either end."""
    span = max(high - low, Fraction(4) if is_share else abs(high) / 10 or Fraction(1))
    ticks = (base * Fraction(10) ** power for power in range(-4, 12) for base in (1, 2, 5))
    tick = next(tick for tick in ticks if span * Fraction(5, 4) / tick <= 5)
    bottom = tick * ((low - span / 8) // tick)
    top = -tick * ((-high - span / 8) // tick)
    if is_share:
        bottom, top = max(bottom, Fraction(0)), min(top, Fraction(100))
    return bottom, max(top, bottom + tick), tick


def _apart(wanted: Sequence[tuple[float, str, str]], top: float, bottom: float) -> list[tuple[float, str, str]]:
    """The labels from the top down, each moved down until it no longer touches the one above, all inside the plot."""
    placed: list[tuple[float, str, str]] = []
    for y, said, colour in sorted(wanted):
        placed.append((max(y, placed[-1][0] + _LABEL_HEIGHT) if placed else max(y, top), said, colour))
    over = max(placed[-1][0] - bottom, 0)
    return [(y - over, said, colour) for y, said, colour in placed]
