"""The blended segments: an ICD-10 code and an age, read by the letter of the business case's table."""

from __future__ import annotations

import re
from enum import StrEnum


class BlendedSegment(StrEnum):
    """The eight blended segments, and 'unmapped' for what the table leaves out."""

    ORGANIC = "organic"
    ALCOHOL = "alcohol_substance"
    PSYCHOSIS = "psychosis"
    ANXIETY_DEPRESSION = "anxiety_depression"
    BEHAVIOURAL = "behavioural_developmental"
    CHILDREN = "children_young_people"
    HEALTHY = "healthy_people"
    PHYSICAL = "physical_comorbidity"
    UNMAPPED = "unmapped"


TAKEN_FORWARD = (
    BlendedSegment.ALCOHOL,
    BlendedSegment.PSYCHOSIS,
    BlendedSegment.ANXIETY_DEPRESSION,
    BlendedSegment.BEHAVIOURAL,
)
_BLOCKS = {
    range(10): BlendedSegment.ORGANIC,
    range(10, 20): BlendedSegment.ALCOHOL,
    range(20, 30): BlendedSegment.PSYCHOSIS,
    range(30, 49): BlendedSegment.ANXIETY_DEPRESSION,
    range(50, 90): BlendedSegment.BEHAVIOURAL,
}
_CHILDHOOD = range(90, 99)
_ADULT_FROM = 18
_CHAPTER_V = re.compile(r"F(\d\d)")


def icd10_segment(code: str, age: int | None = None) -> BlendedSegment:
    """The blended segment of a diagnosis, by its first three characters: 'f32.1' is F32.

    F90 to F98 is children and young people under 18 alone; in an adult, or without an age, it is unmapped, as are
    F49, F99 and every code outside chapter V. Two segments, healthy people and physical comorbidity, have no code.
    Source: business case 2013, table of blended segments.
    """
    found = _CHAPTER_V.match(code.strip().upper().replace(".", "")[:3])
    if not found:
        return BlendedSegment.UNMAPPED
    number = int(found[1])
    if number in _CHILDHOOD and age is not None and age < _ADULT_FROM:
        return BlendedSegment.CHILDREN
    return next((segment for block, segment in _BLOCKS.items() if number in block), BlendedSegment.UNMAPPED)
