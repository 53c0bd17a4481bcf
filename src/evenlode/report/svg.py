"""SVG: the few shapes a chart is made of, as text. Numbers are rounded, so that the same picture has the same bytes."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

FONT = "Arial, Helvetica, sans-serif"


def picture(width: int, height: int, label: str, shapes: Iterable[str]) -> str:
    """A whole SVG picture on a white panel. label says the finding to whoever opens the picture by itself."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
        f' role="img" font-family="{FONT}"><title>{escape(label)}</title>'
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>{"".join(shapes)}</svg>'
    )


def rule(x1: float, y1: float, x2: float, y2: float, colour: str, width: float = 1, dash: str = "") -> str:
    """A straight line."""
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    ends = f'x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}"'
    return f'<line {ends} stroke="{colour}" stroke-width="{_n(width)}"{dashed}/>'


def polyline(points: Iterable[tuple[float, float]], colour: str, width: float) -> str:
    """A line through points."""
    places = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
    line = f'stroke="{colour}" stroke-width="{_n(width)}" stroke-linejoin="round"'
    return f'<polyline points="{places}" fill="none" {line}/>'


def dot(x: float, y: float, colour: str, radius: float = 4) -> str:
    """A filled circle."""
    return f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}" fill="{colour}"/>'


def box(x: float, y: float, width: float, height: float, fill: str, stroke: str = "none", dash: str = "") -> str:
    """A rectangle."""
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    place = f'x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}"'
    return f'<rect {place} fill="{fill}" stroke="{stroke}"{dashed}/>'


def path(d: str, colour: str, width: float = 0, fill: str = "none", dash: str = "") -> str:
    """A path by its commands; with a width a line is drawn along it."""
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    line = f' stroke="{colour}" stroke-width="{_n(width)}"{dashed}' if width else ""
    return f'<path d="{d}" fill="{fill}"{line}/>'


def at(x: float, y: float) -> str:
    """A point as a path writes it."""
    return f"{_n(x)} {_n(y)}"


def words(x: float, y: float, said: str, colour: str, *, anchor: str = "start", bold: bool = False) -> str:
    """A line of text of 14 pixels, y at its baseline, with a white edge so that lines behind it do not cut it."""
    weight = ' font-weight="bold"' if bold else ""
    edge = 'stroke="#ffffff" stroke-width="3" paint-order="stroke" stroke-linejoin="round"'
    place = f'x="{_n(x)}" y="{_n(y)}" text-anchor="{anchor}" font-size="14"'
    return f'<text {place} fill="{colour}"{weight} {edge}>{escape(said)}</text>'


def width_of(said: str) -> float:
    """About how wide a text of 14 pixels is."""
    return len(said) * 7.6


def _n(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")
