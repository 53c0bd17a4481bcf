"""A person's blended segment, where age, HoNOS cluster and diagnosis may disagree: the first of seven rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from evenlode.instruments import honos_clusters
from evenlode.population.icd10_segments import BlendedSegment, icd10_segment

ADULT_FROM = 18
VERSION = 1
"""The version of the rules; a new order is a new version."""

Unsegmented = Literal["unsegmented"]
UNSEGMENTED: Unsegmented = "unsegmented"


@dataclass(frozen=True, slots=True)
class Assignment:
    """The segment, or 'unsegmented'; the number of the rule that gave it, and the version of the rules.

    beside: the segments that secondary diagnoses would give, kept as flags and never deciding.
    """

    segment: BlendedSegment | Unsegmented
    rule: int
    version: int
    beside: frozenset[BlendedSegment]


def assign(
    honos_cluster: str | int | None = None,
    primary_dx: str | None = None,
    age: int | None = None,
    secondary: Iterable[str] = (),
) -> Assignment:
    """The blended segment of a person: needs, as the HoNOS cluster tells them, before the diagnosis.

    primary_dx, secondary: ICD-10 codes. age: in years on the day judged; None where it is not known. A HoNOS cluster
    of 10 to 17 decides for psychosis, so that bipolar disorder and psychotic depression held there are in it.
    Source: business case 2013, table of blended segments; the order is ours, as the contract's switch
    `mood-disorders-in-the-psychosis-group` says.
    """
    known = None if honos_cluster is None else honos_clusters.honos_cluster(honos_cluster)
    code = -1 if known is None else known.code
    said = icd10_segment(primary_dx, age) if primary_dx else BlendedSegment.UNMAPPED
    rules: tuple[tuple[bool, BlendedSegment | Unsegmented], ...] = (
        (age is not None and age < ADULT_FROM, BlendedSegment.CHILDREN),
        (18 <= code <= 21 or said is BlendedSegment.ORGANIC, BlendedSegment.ORGANIC),
        (10 <= code <= 17 or said is BlendedSegment.PSYCHOSIS, BlendedSegment.PSYCHOSIS),
        (said is BlendedSegment.ALCOHOL, BlendedSegment.ALCOHOL),
        (said is BlendedSegment.BEHAVIOURAL, BlendedSegment.BEHAVIOURAL),
        (1 <= code <= 8 or said is BlendedSegment.ANXIETY_DEPRESSION, BlendedSegment.ANXIETY_DEPRESSION),
        (True, UNSEGMENTED),
    )
    rule, segment = next((number, segment) for number, (fires, segment) in enumerate(rules, start=1) if fires)
    others = {icd10_segment(one, age) for one in secondary} - {BlendedSegment.UNMAPPED}
    return Assignment(segment, rule, VERSION, frozenset(others))
