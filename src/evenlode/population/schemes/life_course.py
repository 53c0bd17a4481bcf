"""Stages of life, by age. The business case of 2013 (section 7) names five and prints no ages: these are ours."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from evenlode.population.schemes.known import NOT_KNOWN, Known

SINCE = date(2013, 11, 28)
NEEDS_MAPPING = False
STAGES = {"children": 0, "adolescents": 12, "young adults": 18, "working-age adults": 26, "older adults": 65}
"""The first age of each stage."""


def category(one: Known, mapping: Mapping[str, str]) -> str:
    """The stage that the age has reached."""
    if one.age is None or one.age < 0:
        return NOT_KNOWN
    return [stage for stage, first in STAGES.items() if first <= one.age][-1]
