"""Panels: the same small picture for each segment and each provider, on one scale, with everybody's figures behind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evenlode.report.report import FigureRow
from evenlode.report.said import segment_name
from evenlode.report.sure import Line, Panel, Panels, Unit
from evenlode.report.words import figure, how_many
from evenlode.results import EVERYONE, Outturn, Period


def panels_of(
    title: str,
    rows: Sequence[FigureRow],
    outturns: Sequence[Outturn],
    names: Mapping[str, str],
    segments: Sequence[str],
    unit: Unit,
    invented: bool,
) -> Panels | None:
    """Small panels of one indicator; None with fewer than two that differ from everybody.

    rows: everybody's figures, whose periods every panel shares. names: providers by slug. segments: in their order.
    """
    places = {row.period: place for place, row in enumerate(rows)}
    keys = [(EVERYONE, segment) for segment in segments]
    keys += [(provider, EVERYONE) for provider in names if provider != EVERYONE]
    everybody = tuple((places[row.period], row.value) for row in rows if row.value is not None)
    found = [
        Panel(
            segment_name(segment) if provider == EVERYONE else names[provider],
            line,
            figure(line[-1][1], unit),
        )
        for provider, segment in keys
        if len(line := _line(outturns, places, provider, segment)) > 2 and line != everybody
    ]
    if len(found) < 2:
        return None
    ends = "; ".join(f"{panel.name} {panel.last}" for panel in found)
    return Panels(
        title=f"{how_many(len(found), 'group')}, each on the same scale".capitalize(),
        subtitle=f"{title}, each group dark, everybody grey",
        alt=f"{'INVENTED figures. ' if invented else ''}Small pictures of {title}. Last figures: {ends}.",
        panels=tuple(found),
        everybody=everybody,
        periods=len(rows),
        unit=unit,
        invented=invented,
    )


def _line(outturns: Sequence[Outturn], places: Mapping[Period, int], provider: str, segment: str) -> Line:
    own = {
        places[one.period]: one.exact
        for one in outturns
        if (one.provider, one.segment, one.stratum) == (provider, segment, EVERYONE) and one.period in places
    }
    return tuple((place, value) for place, value in sorted(own.items()) if value is not None)
