"""The methods of statistics: formula, source, when each misleads, and every figure beside the published packages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.conformance.statistics import attribute, changes, funnels, indicators, spc
from tests.conformance.statistics.comparing import REFUSED, Method, rows
from tests.conformance.statistics.differing import DIFFERENCES
from tools.markdown import page, table

TOLD = Path(__file__).with_suffix(".md")
METHODS = [*indicators.METHODS, *spc.METHODS, *attribute.METHODS, *funnels.METHODS, *changes.METHODS]


def pages() -> dict[str, str]:
    """methods.md."""
    intro = (
        "Every figure was computed again when this page was written. *The same* means to nine digits, and labels and "
        "gaps exactly. A refusal counts as the same where the package refuses too or shows nothing."
    )
    differing = (
        "Where a package's answer would mislead, ours is *not assessable*, with the reason. These are all the vectors "
        "in which any figure differs:"
    )
    return {
        "methods.md": page(
            "Methods",
            "tools/reference/methods.md and the vectors in tests/conformance/statistics",
            TOLD.read_text(encoding="utf-8"),
            "## Beside the published packages",
            intro,
            table(
                ["method", "package", "rows", "figures", "refused", "the same", "another answer"],
                map(_counted, METHODS),
            ),
            "### Where we give another answer",
            differing,
            table(["vector", "package", "its answer", "ours", "why"], _differences()),
        )
    }


def _counted(method: Method) -> tuple[str, ...]:
    figures = list(method.figures())
    same = sum(figure.agrees for figure in figures)
    refused = sum(figure.ours == REFUSED for figure in figures)
    counts = (len(rows(method.file)), len(figures), refused, same, len(figures) - same)
    return (f"`{method.name}`", method.package, *(f"{count:,}" for count in counts))


def _differences() -> Iterator[tuple[str, ...]]:
    for told in DIFFERENCES:
        yield f"`{told.vector}`", told.package, told.theirs, told.ours, told.why
