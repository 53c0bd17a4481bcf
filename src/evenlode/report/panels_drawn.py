"""Panels drawn: small pictures in rows, all on one scale, as SVG text."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import zip_longest

from evenlode.report import svg
from evenlode.report.colours import INK, OUTLINE, RULE, SECONDARY
from evenlode.report.sure import Line, Panels
from evenlode.report.words import decimals

WIDE_COLUMNS, NARROW_COLUMNS = 4, 1
_WIDTH, _HEIGHT, _GAP, _TOP = 250, 120, 16, 40


def draw_panels(found: Panels, columns: int) -> str:
    """The panels as SVG text, so many in a row. The same panels give the same text."""
    rows = -(-len(found.panels) // columns)
    width, height = columns * (_WIDTH + _GAP) - _GAP, rows * (_HEIGHT + _TOP + _GAP) + 20
    return svg.picture(width, height, found.alt, _shapes(found, columns, width))


def _shapes(found: Panels, columns: int, width: int) -> Iterator[str]:
    values = [value for line in (found.everybody, *(panel.line for panel in found.panels)) for _, value in line]
    low, high = min(values), max(values)
    spare = (high - low) / 10 or Fraction(1, 100)
    low, high = low - spare, high + spare
    if found.unit == "share":
        low, high = max(low, Fraction(0)), min(high, Fraction(1))
    scale = _Scale(low, high, found.periods)
    for place, panel in enumerate(found.panels):
        left, top = place % columns * (_WIDTH + _GAP), place // columns * (_HEIGHT + _TOP + _GAP) + _TOP
        yield svg.words(left, top - 22, panel.name, INK, bold=True)
        yield svg.words(left, top - 6, panel.last, SECONDARY)
        yield svg.rule(left, top + _HEIGHT, left + _WIDTH, top + _HEIGHT, OUTLINE)
        yield svg.rule(left, top, left + _WIDTH, top, RULE)
        yield from _drawn(found.everybody, scale, left, top, OUTLINE, 1)
        yield from _drawn(panel.line, scale, left, top, INK, 2)
    times, unit = (1, "") if found.unit == "number" else (100, "%" if found.unit == "share" else " points")
    ends = f"{decimals(low * times, 1)}{unit} to {decimals(high * times, 1)}{unit}"
    bottom = -(-len(found.panels) // columns) * (_HEIGHT + _TOP + _GAP) + 12
    yield svg.words(0, bottom, f"Every panel runs from {ends}", SECONDARY)
    if found.invented:
        yield svg.words(width - 4, bottom, "INVENTED", INK, anchor="end", bold=True)


class _Scale:
    """Where periods and values fall in a panel."""

    def __init__(self, low: Fraction, high: Fraction, periods: int) -> None:
        self.low, self.high, self.periods = low, high, max(periods - 1, 1)

    def at(self, place: int, value: Fraction, left: float, top: float) -> tuple[float, float]:
        """The point in the picture."""
        down = float((self.high - value) / (self.high - self.low))
        return left + 4 + (_WIDTH - 8) * place / self.periods, top + _HEIGHT * down


def _drawn(line: Line, scale: _Scale, left: float, top: float, colour: str, width: float) -> Iterator[str]:
    """The line, broken where a period is missing; a figure between two gaps is a dot."""
    run: list[tuple[float, float]] = []
    nexts = [place for place, _ in line[1:]]
    for (place, value), after in zip_longest(line, nexts):
        run.append(scale.at(place, value, left, top))
        if after != place + 1:
            yield svg.polyline(run, colour, width) if len(run) > 1 else svg.dot(*run[0], colour, 2)
            run = []
