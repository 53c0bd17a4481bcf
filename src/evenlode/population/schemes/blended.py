"""Blended segments of need, diagnosis and stage of life: eight, four of them taken forward in 2013."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from evenlode.population.schemes.known import NOT_KNOWN, Known
from evenlode.population.segment import ADULT_FROM, assign

SINCE = date(2013, 11, 28)
NEEDS_MAPPING = False


def category(one: Known, mapping: Mapping[str, str]) -> str:
    """The segment by the first of seven rules that fires; see population.segment."""
    is_child = one.age is not None and one.age < ADULT_FROM
    if not (one.honos_cluster or one.primary_dx or is_child):
        return NOT_KNOWN
    return str(assign(one.honos_cluster, one.primary_dx, one.age).segment)
