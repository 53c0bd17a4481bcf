"""States drawn: a box in each of the four states of money, by pattern as well as by colour, without any shared id."""

from __future__ import annotations

from collections.abc import Iterator

from evenlode.report import svg
from evenlode.report.colours import BLUE, OUTLINE, WHITE
from evenlode.report.report import State

_HATCH, _DOTS = 7, 6
"""Pixels between two lines of the hatch, and between two dots."""


def state_box(state: State, x: float, y: float, width: float, height: float) -> Iterator[str]:
    """Earned solid, held hatched, not earned hollow, not on offer dotted with a dashed edge.

    The pattern is drawn line by line: a pattern named by an id would be lost where a page shows two pictures.
    """
    match state:
        case State.EARNED:
            yield svg.box(x, y, width, height, BLUE)
        case State.HELD:
            yield svg.box(x, y, width, height, WHITE, BLUE)
            yield svg.path(_hatch(x, y, width, height), BLUE, 2)
        case State.NOT_EARNED:
            yield svg.box(x, y, width, height, WHITE, OUTLINE)
        case State.NOT_ON_OFFER:
            yield svg.box(x, y, width, height, WHITE, OUTLINE, dash="4 3")
            yield svg.path(_rows(x, y, width, height), OUTLINE, 1.5, dash=f"1.5 {_DOTS - 1.5}")


def _hatch(x: float, y: float, width: float, height: float) -> str:
    """Lines from the upper left to the lower right, cut at the edges of the box."""
    parts, offset = [], -height + _HATCH / 2
    while offset < width:
        left, right = max(0.0, offset), min(width, height + offset)
        parts.append(f"M{svg.at(x + left, y + left - offset)}L{svg.at(x + right, y + right - offset)}")
        offset += _HATCH
    return "".join(parts)


def _rows(x: float, y: float, width: float, height: float) -> str:
    """A line for each row of dots: its dashes are the dots."""
    parts, down = [], _DOTS / 2
    while down < height and width > _DOTS:
        parts.append(f"M{svg.at(x + _DOTS / 2, y + down)}H{width + x - _DOTS / 2:.1f}")
        down += _DOTS
    return "".join(parts)
