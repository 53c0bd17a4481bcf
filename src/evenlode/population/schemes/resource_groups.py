"""Resource groups, the currency that follows HoNOS clusters, by a mapping that a user loads: it is not public."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from evenlode.population.schemes.known import Known, mapped

SINCE = date(2024, 4, 1)
NEEDS_MAPPING = True


def category(one: Known, mapping: Mapping[str, str]) -> str:
    """The group that the mapping gives."""
    return mapped(one, mapping)
