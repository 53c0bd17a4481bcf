"""Mild, moderate or severe, by a rule that a user loads: no source prints the thresholds of the screening."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from evenlode.population.schemes.known import NOT_KNOWN, Known, mapped
from evenlode.problems import refuse

SINCE = date(2013, 11, 28)
NEEDS_MAPPING = True
LEVELS = ("mild", "moderate", "severe")


def category(one: Known, mapping: Mapping[str, str]) -> str:
    """The level that the mapping gives. A Refusal where it gives something that is no level."""
    found = mapped(one, mapping)
    if found not in (*LEVELS, NOT_KNOWN):
        raise refuse("CODE.LIST", f'"{found}" is no level of severity', f"Use {', '.join(LEVELS)}")
    return found
