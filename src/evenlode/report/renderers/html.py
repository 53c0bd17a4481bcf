"""HTML: one self-contained page; it needs no script, no network and no font but the reader's own."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from evenlode.money import Pence, pounds
from evenlode.report import colours, funnel, tables
from evenlode.report.charts import NARROW, WIDE, draw
from evenlode.report.notes import notes_table
from evenlode.report.panels_drawn import NARROW_COLUMNS, WIDE_COLUMNS, draw_panels
from evenlode.report.report import Report, Split, Trend
from evenlode.report.sure import Assured, Variation
from evenlode.report.words import how_many, in_units, short_day, trimmed
from evenlode.results import Status, say_day

if TYPE_CHECKING:
    from jinja2 import Environment

SUFFIX = "html"

_ICONS = {
    Status.ACHIEVED: "achieved",
    Status.PARTIAL: "partial",
    Status.NOT_ACHIEVED: "not-achieved",
    Status.NOT_ASSESSABLE: "no-answer",
    Status.NOT_MEASURED: "no-answer",
    Status.AWAITING_DATA: "held",
}
_CHART_ICONS: dict[Variation | Assured, str] = {
    Variation.IMPROVEMENT: "improvement",
    Variation.CONCERN: "concern",
    Variation.COMMON_CAUSE: "common",
    Variation.NOT_ASSESSABLE: "no-answer",
    Assured.PASS: "always",
    Assured.FAIL: "never",
    Assured.INCONSISTENT: "sometimes",
    Assured.NOT_ASSESSABLE: "no-answer",
}


def render(report: Report) -> bytes:
    """The page as UTF-8. Every text is escaped; the same report gives the same bytes."""
    text = _environment().get_template("report.html.j2").render(report=report, colours=colours)
    lines = (line.strip() for line in text.splitlines())
    return ("\n".join(line for line in lines if line) + "\n").encode()


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    found = Environment(
        loader=PackageLoader("evenlode.report"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    found.filters |= {
        "pounds": pounds,
        "day": say_day,
        "short_day": short_day,
        "units": lambda amount, pot: trimmed(pot.in_units(amount), 1),
        "in_units": lambda amount, pot: in_units(pot.in_units(amount), pot.unit),
        "parts": _parts,
        "icon": lambda status: _ICONS[status],
        "panels_wide": lambda panels: _uri(draw_panels(panels, WIDE_COLUMNS)),
        "panels_narrow": lambda panels: _uri(draw_panels(panels, NARROW_COLUMNS)),
        "funnel_wide": lambda plot: _uri(funnel.draw(plot, narrow=False)),
        "funnel_narrow": lambda plot: _uri(funnel.draw(plot, narrow=True)),
        "funnel_words": funnel.words_for,
        "chart_icon": lambda found: _CHART_ICONS[found],
        "wide": lambda trend: _data_uri(trend, narrow=False),
        "narrow": lambda trend: _data_uri(trend, narrow=True),
    }
    found.globals |= {
        "how_many": how_many,
        "tables": tables,
        "notes_table": notes_table,
        "wide_size": WIDE,
        "narrow_size": NARROW,
    }
    return found


def _parts(split: Split, whole: Pence) -> list[tuple[str, str, str]]:
    """State, left edge and width of each part of a bar, the edges in per cent of the whole; empty parts left out."""
    found, left = [], 0
    for state, amount in split.parts():
        if amount and whole:
            found.append((state.value.replace(" ", "-"), _percent(left, whole), _percent(amount, whole)))
        left += amount
    return found


def _percent(part: Pence, whole: Pence) -> str:
    return f"{float(Fraction(part * 100, whole)):.3f}%"


def _data_uri(trend: Trend, *, narrow: bool) -> str:
    return _uri(draw(trend, NARROW if narrow else WIDE))


def _uri(svg: str) -> str:
    return "data:image/svg+xml," + quote(svg, safe="=:/()';")
