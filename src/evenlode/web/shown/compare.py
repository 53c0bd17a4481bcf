"""Compare: providers and segments of every indicator beside the limits of chance; nothing is ranked."""

from __future__ import annotations

from dataclasses import dataclass

from evenlode.report import tables
from evenlode.report.funnel import INSIDE
from evenlode.report.report import IndicatorPage, StandardPage
from evenlode.report.tables import Table
from evenlode.report.words import how_many, number
from evenlode.web.shown.downloads import Named
from evenlode.web.shown.drawn import Picture
from evenlode.web.shown.indicator import funnel_picture, group_panels
from evenlode.web.shown.kept import Kept


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
    funnel: Picture | None


@dataclass(frozen=True, slots=True)
class Compare:
    """The page: one indicator chosen, and the names of all that can be."""

    headline: str
    chosen: Compared
    choices: tuple[tuple[str, str], ...]
    beyond: tuple[tuple[str, str, str], ...]
    by_chance: str
    tables: tuple[Named, ...]


def compare(kept: Kept, slug: str = "") -> Compare | None:
    """The page for one indicator, or for the one to begin with; None where none has, or the name is unknown.

    beyond: every provider outside its 95% limits, as slug of the indicator, its code, and a sentence.
    """
    every: list[IndicatorPage | StandardPage] = [*kept.report.indicators, *kept.report.standards]
    pages = [one for one in every if _has_groups(one)]
    first = slug or _first(pages)
    chosen = next((one for one in pages if one.measured.slug == first), None)
    if chosen is None:
        return None
    found = _compared(chosen)
    outside = [
        (page.measured, group, group.standing.found)
        for page in pages
        for group in page.measured.providers
        if group.standing and group.standing.found != INSIDE
    ]
    both = (("providers", found.providers), ("segments", found.segments))
    return Compare(
        headline=_headline(pages, [(one.code, group.name) for one, group, _ in outside]),
        by_chance=_by_chance(pages),
        chosen=found,
        choices=tuple((one.measured.slug, f"{one.measured.code} {one.measured.title}") for one in pages),
        beyond=tuple((one.slug, one.code, f"{group.name}: {group.said}. {said}.") for one, group, said in outside),
        tables=tuple(Named(name, table) for name, table in both if table),
    )


def _first(pages: list[IndicatorPage | StandardPage]) -> str:
    """The indicator to begin with: where a provider stands out, else where there is a funnel, else any with groups."""
    with_funnel = [one.measured for one in pages if one.measured.funnel]
    outside = [one for one in with_funnel if one.funnel and any(spot.is_outside for spot in one.funnel.spots)]
    return next((one.slug for one in [*outside, *with_funnel, *(page.measured for page in pages)]), "")


def _has_groups(page: IndicatorPage | StandardPage) -> bool:
    return bool(page.measured.segments or len(page.measured.providers) > 1)


def _headline(pages: list[IndicatorPage | StandardPage], beyond: list[tuple[str, str]]) -> str:
    judged = sum(page.measured.funnel is not None for page in pages)
    if not judged:
        return "No indicator has enough providers to set them beside the limits of chance."
    if not beyond:
        return f"No provider stands out in {how_many(judged, 'indicator')} with three providers or more."
    if len(beyond) == 1:
        code, name = beyond[0]
        return f"{name} stands out from the other providers in {code}, and nobody does elsewhere."
    return f"Providers stand out {number(len(beyond))} times, in {how_many(judged, 'indicator')} that compare them."


def _by_chance(pages: list[IndicatorPage | StandardPage]) -> str:
    """How many of the comparisons would be outside their limits if chance were all."""
    every = sum(len(page.measured.funnel.spots) for page in pages if page.measured.funnel)
    often = max(round(every / 20), 1)
    return f"Chance alone puts about {number(often)} of {every} comparisons outside 95% limits." if every else ""


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
        funnel=funnel_picture(one),
    )
