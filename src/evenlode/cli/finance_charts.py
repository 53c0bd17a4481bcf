"""The financial case as pictures: projections with the cap, a fan for each projection, a tornado."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from evenlode.finance.case import Case
from evenlode.finance.fan import QUANTILES, Fan
from evenlode.finance.thousands import percent, said
from evenlode.finance.tornado import Bar
from evenlode.report import svg
from evenlode.report.colours import INK, ORANGE, OUTLINE, RULE, SECONDARY

_WIDTH, _LEFT, _RIGHT, _TOP, _BOTTOM = 720, 70, 190, 40, 300
_HEIGHT = 340


@dataclass(frozen=True, slots=True)
class Lines:
    """Named lines over the same years, in thousands of pounds, and a level across."""

    years: tuple[str, ...]
    lines: tuple[tuple[str, tuple[float, ...]], ...]
    level: float


def write_charts(to: Path, case: Case, bars: Sequence[Bar], drawn: Fan | None) -> list[Path]:
    """Write projections.svg, and tornado.svg and a fan a projection where these were asked for."""
    to.mkdir(parents=True, exist_ok=True)
    pictures = {"projections.svg": _projections(case)}
    if bars:
        pictures["tornado.svg"] = _tornado(case, bars)
    for line in dict.fromkeys(band.line for band in drawn.bands) if drawn else ():
        pictures[f"fan-{line.replace(' ', '-')}.svg"] = _fan(case, drawn, line) if drawn else ""
    for name, picture in pictures.items():
        (to / name).write_text(picture, encoding="utf-8", newline="\n")
    return [to / name for name in pictures]


def _projections(case: Case) -> str:
    wanted = ("do nothing", "do nothing with efficiency", "outcomes contract")
    lines = tuple((name, tuple(map(float, amounts))) for name, amounts in case.projection.lines() if name in wanted)
    title = f"Spending in £ thousand. {case.dominance.verdict}"
    return _picture(title, Lines(case.projection.years, lines, float(case.assumptions.cap)), INK)


def _fan(case: Case, drawn: Fan, line: str) -> str:
    bands = [band for band in drawn.bands if band.line == line]
    lines = tuple(
        (f"{quantile}%", tuple(band.quantiles[at] for band in bands)) for at, quantile in enumerate(QUANTILES)
    )
    title = f"{line[:1].upper()}{line[1:]} in £ thousand, {drawn.draws:,} draws"
    return _picture(title, Lines(case.projection.years, lines, float(case.assumptions.cap)), SECONDARY)


def _picture(title: str, shown: Lines, colour: str) -> str:
    return svg.picture(_WIDTH, _HEIGHT, title, _shapes(title, shown, colour))


def _shapes(title: str, shown: Lines, colour: str) -> Iterator[str]:
    values = [value for _, line in shown.lines for value in line] + [shown.level]
    low, high = min(values), max(values)
    span = high - low or 1.0
    step = (_WIDTH - _LEFT - _RIGHT) / max(len(shown.years) - 1, 1)

    def y(value: float) -> float:
        return _BOTTOM - (value - low) / span * (_BOTTOM - _TOP)

    yield svg.words(_LEFT, 20, title, INK, bold=True)
    for value in (low, (low + high) / 2, high):
        yield svg.rule(_LEFT, y(value), _WIDTH - _RIGHT, y(value), RULE)
        yield svg.words(_LEFT - 6, y(value) + 5, f"{value:,.0f}", SECONDARY, anchor="end")
    for at, year in enumerate(shown.years):
        yield svg.words(_LEFT + at * step, _BOTTOM + 24, year, SECONDARY, anchor="middle")
    yield svg.rule(_LEFT, y(shown.level), _WIDTH - _RIGHT, y(shown.level), ORANGE, 2)
    ends = [(y(shown.level), "cap", ORANGE)]
    for name, line in shown.lines:
        yield svg.polyline([(_LEFT + at * step, y(value)) for at, value in enumerate(line)], colour, 2)
        ends.append((y(line[-1]), name, colour))
    below = 0.0
    for place, name, ink in sorted(ends):
        below = max(place, below + 17)
        yield svg.words(_WIDTH - _RIGHT + 8, below + 5, name, ink)


def _tornado(case: Case, bars: Sequence[Bar]) -> str:
    title = f"Room under the cap in {case.projection.years[-1]}, £ thousand, investment in the savings already"
    return svg.picture(_WIDTH, 60 + 50 * len(bars), title, _bars(title, case, bars))


def _bars(title: str, case: Case, bars: Sequence[Bar]) -> Iterator[str]:
    middle = float(case.headroom[-1].net_of_investment)
    ends = [float(amount) for bar in bars for amount in (bar.headroom_at_low, bar.headroom_at_high)] + [middle]
    low, span = min(ends), (max(ends) - min(ends)) or 1.0
    left, right = 250, _WIDTH - 90

    def x(value: float) -> float:
        return left + (value - low) / span * (right - left)

    yield svg.words(10, 20, title, INK, bold=True)
    for at, bar in enumerate(bars):
        top = 40 + 50 * at
        first, last = sorted((x(float(bar.headroom_at_low)), x(float(bar.headroom_at_high))))
        yield svg.box(first, top, max(last - first, 1), 26, OUTLINE)
        yield svg.words(10, top + 18, f"{bar.assumption}, {percent(bar.low)} to {percent(bar.high)}", INK)
        for amount in (bar.headroom_at_low, bar.headroom_at_high):
            yield svg.words(x(float(amount)), top + 42, said(amount), SECONDARY, anchor="middle")
    yield svg.rule(x(middle), 34, x(middle), 40 + 50 * len(bars), ORANGE, 2)
