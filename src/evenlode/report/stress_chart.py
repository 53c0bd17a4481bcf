"""The frontier as a picture: what one point of improvement pays, against how much pay luck moves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from evenlode.report import svg
from evenlode.report.colours import INK, OUTLINE, RULE, SECONDARY
from evenlode.stress.advice import Design
from evenlode.stress.words import thousands

_PLOT, _HEIGHT, _LEFT, _BOTTOM, _TOP = 354, 380, 96, 52, 30
_LINE = 17


def frontier_chart(designs: Sequence[Design], *, invented: bool) -> tuple[str, str]:
    """The picture and its words. Up is a stronger incentive, to the right is more noise; up and left is better.

    invented: the mark that stands in every picture of figures that are nobody's.
    """
    quietest = min(designs, key=lambda one: one.noise)
    loudest = max(designs, key=lambda one: one.noise)
    alt = (
        f"Incentive against noise for {len(designs)} designs. Quietest: {quietest.name}, luck of "
        f"{thousands(quietest.noise)}. Loudest: {loudest.name}, luck of {thousands(loudest.noise)}."
    )
    names = max(svg.width_of(one.name) for one in designs)
    return svg.picture(int(_LEFT + _PLOT + 16 + names), _HEIGHT, alt, _shapes(designs, invented)), alt


def _shapes(designs: Sequence[Design], invented: bool) -> Iterator[str]:
    most_noise = max(one.noise for one in designs) * 1.1 or 1
    most_pay = max(one.for_a_point for one in designs) * 1.1 or 1
    right, bottom = _LEFT + _PLOT, _HEIGHT - _BOTTOM
    for part in (0.25, 0.5, 0.75, 1.0):
        y = bottom - (bottom - _TOP) * part
        yield svg.rule(_LEFT, y, right, y, RULE)
        yield svg.words(_LEFT - 6, y + 5, thousands(most_pay * part), SECONDARY, anchor="end")
        x = _LEFT + (right - _LEFT) * part
        yield svg.rule(x, bottom, x, bottom + 5, SECONDARY)
        yield svg.words(x, bottom + 20, thousands(most_noise * part), SECONDARY, anchor="middle")
    yield svg.rule(_LEFT, bottom, right, bottom, OUTLINE)
    yield svg.words(_LEFT, _TOP - 12, "One point better everywhere pays", SECONDARY)
    if invented:
        yield svg.words(right, _TOP - 12, "INVENTED", INK, anchor="end", bold=True)
    yield svg.words(right, bottom + 40, "Luck moves pay by (one SD)", SECONDARY, anchor="end")
    ordered = sorted(designs, key=lambda one: -one.for_a_point)
    heights = [bottom - (bottom - _TOP) * one.for_a_point / most_pay for one in ordered]
    for one, y, label in zip(ordered, heights, _apart(heights, bottom - 8), strict=True):
        x = _LEFT + (right - _LEFT) * one.noise / most_noise
        yield svg.rule(x + 5, y, right + 4, label, RULE)
        yield svg.dot(x, y, INK)
        yield svg.words(right + 8, label + 5, one.name, INK)


def _apart(heights: Sequence[float], lowest: float) -> list[float]:
    """Where labels stand so that none covers another or the axis: down from the top, then up from the bottom."""
    placed: list[float] = []
    for height in heights:
        placed.append(max(height, placed[-1] + _LINE) if placed else height)
    for at in range(len(placed) - 1, -1, -1):
        placed[at] = min(placed[at], lowest if at == len(placed) - 1 else placed[at + 1] - _LINE)
    return placed
