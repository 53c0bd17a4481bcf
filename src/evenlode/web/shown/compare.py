"""Compare: providers and segments of every indicator beside the limits of chance; nothing is ranked."""

from __future__ import annotations

from dataclasses import dataclass

from evenlode.report import tables
from evenlode.report.report import IndicatorPage, StandardPage
from evenlode.report.tables import Table
from evenlode.report.words import how_many, number, sentence
from evenlode.web.shown.downloads import Named
from evenlode.web.shown.indicator import Picture, group_panels
from evenlode.web.shown.kept import Kept

INSIDE = "Within chance"


@dataclass(frozen=True, slots=True)
class Compared:
    """One indicator: how its providers stand to the limits of chance, and its segments. found: in one sentence."""

    slug: str
    code: str
    title: str
    everybody: str
    found: str
    providers: Table | None
    segments: Table | None
    groups: Picture | None


@dataclass(frozen=True, slots=True)
class Compare:
    """The page: one indicator chosen, and the names of all that can be."""

    headline: str
    chosen: Compared
    choices: tuple[tuple[str, str], ...]
    beyond: tuple[tuple[str, str, str], ...]
    tables: tuple[Named, ...]


def compare(kept: Kept, slug: str = "") -> Compare | None:
    """The page for one indicator, or for the first that has groups; None where none has, or the name is unknown.

    beyond: every provider outside its 95% limits, as slug of the indicator, its code, and a sentence.
    """
    every: list[IndicatorPage | StandardPage] = [*kept.report.indicators, *kept.report.standards]
    pages = [one for one in every if _has_groups(one)]
    chosen = next((one for one in pages if not slug or one.measured.slug == slug), None)
    if chosen is None:
        return None
    found = _compared(chosen)
    beyond = tuple(
        (page.measured.slug, page.measured.code, f"{group.name}: {group.said}. {group.standing.found}.")
        for page in pages
        for group in page.measured.providers
        if group.standing and group.standing.found != INSIDE
    )
    both = (("providers", found.providers), ("segments", found.segments))
    return Compare(
        headline=_headline(pages, len(beyond)),
        chosen=found,
        choices=tuple((one.measured.slug, f"{one.measured.code} {one.measured.title}") for one in pages),
        beyond=beyond,
        tables=tuple(Named(name, table) for name, table in both if table),
    )


def _has_groups(page: IndicatorPage | StandardPage) -> bool:
    return bool(page.measured.segments or len(page.measured.providers) > 1)


def _headline(pages: list[IndicatorPage | StandardPage], beyond: int) -> str:
    judged = sum(any(group.standing for group in page.measured.providers) for page in pages)
    if not judged:
        return "No indicator has enough providers to set them beside the limits of chance."
    if not beyond:
        return f"No provider stands out in {how_many(judged, 'indicator')} with three providers or more."
    times = sentence(how_many(beyond, "time"))[:-1]
    return f"{times} a provider is beyond its limits, in {number(judged)} indicators that compare them."


def _compared(page: IndicatorPage | StandardPage) -> Compared:
    one = page.measured
    outside = [group.name for group in one.providers if group.standing and group.standing.found != INSIDE]
    if not any(group.standing for group in one.providers):
        said = "Fewer than three providers have a figure, so there are no limits to set them beside."
    elif outside:
        said = f"Beyond its limits: {', '.join(outside)}."
    else:
        said = "Every provider is within what chance alone would make of providers of its size."
    standings = tables.standings(one) if any(group.standing for group in one.providers) else None
    return Compared(
        slug=one.slug,
        code=one.code,
        title=one.title,
        everybody=one.year_figure.said if one.year_figure else "not supplied",
        found=said,
        providers=standings or tables.by_group(one.code, "Provider", one.providers),
        segments=tables.by_group(one.code, "Segment", one.segments),
        groups=group_panels(one),
    )
