"""Money drawn: the waterfall of a statement's pot and who passes what to whom, each with the table beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from evenlode.report import flows, waterfall
from evenlode.report.report import Pot
from evenlode.report.tables import Table
from evenlode.web.shown.drawn import Picture


@dataclass(frozen=True, slots=True)
class Shape:
    """A picture of money and the same as a table."""

    picture: Picture
    table: Table


def pot_drawn(document: Mapping[str, Any], pot: Pot | None) -> Shape | None:
    """Where a statement's pot went; None for a pot of nothing. pot: its points, where they are known."""
    found = waterfall.waterfall(document, pot.whole if pot else Fraction(100), pot.unit if pot else "% of the pot")
    if found is None:
        return None
    wide, narrow = _of_pot(found)
    return Shape(Picture(found.title, found.subtitle, wide, narrow, ""), found.table())


def flows_drawn(document: Mapping[str, Any]) -> Shape | None:
    """Who passes what to whom in a statement's year; None where nothing is paid."""
    found = flows.flows(document)
    if found is None:
        return None
    wide, narrow = _of_flows(found)
    return Shape(Picture(found.title, "From the pot to the organisations, in pounds", wide, narrow, ""), found.table())


@lru_cache(maxsize=32)
def _of_pot(found: waterfall.Waterfall) -> tuple[str, str]:
    return waterfall.draw_wide(found), waterfall.draw_narrow(found)


@lru_cache(maxsize=32)
def _of_flows(found: flows.Flows) -> tuple[str, str]:
    return flows.draw_wide(found), flows.draw_narrow(found)
