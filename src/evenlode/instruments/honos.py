"""HoNOS compared with HoNOS: five meanings of a reduction in intensity, and the change of one scale."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from evenlode.instruments.answers import Value, read_answers
from evenlode.instruments.form import Instrument
from evenlode.instruments.reading import instrument
from evenlode.instruments.scores import TOTAL, scorings

_HIGH_FROM = 3
"""A scale is high at 3 and 4, low from 0 to 2."""


class Reduction(StrEnum):
    """What 'a reduction in intensity' may mean. No source defines it, so a contract names one."""

    D1 = "D1_total_lower"
    D2 = "D2_total_lower_by_4"
    D3 = "D3_total_lower_by_8"
    D4 = "D4_fewer_items_ge2"
    D5 = "D5_net_high_to_low"


class ScaleOutcome(StrEnum):
    """What became of one scale."""

    IMPROVEMENT = "improvement"
    DETERIORATION = "deterioration"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class HighLow:
    """One scale, high or low before and after: 'HL' was high and is low, which is the improvement."""

    label: str
    outcome: ScaleOutcome


def high_low(previous: int, current: int) -> HighLow:
    """High is 3 or 4, low 0 to 2. One open package names it the wrong way round; the direction here is the scale's."""
    before, after = ("H" if value >= _HIGH_FROM else "L" for value in (previous, current))
    if before == after:
        return HighLow(before + after, ScaleOutcome.UNCHANGED)
    return HighLow(before + after, ScaleOutcome.IMPROVEMENT if before == "H" else ScaleOutcome.DETERIORATION)


def significant_scales(items: Mapping[str | int, Value]) -> int | None:
    """How many of scales 1 to 12 are clinically significant, 2 or more; None where none has a rating."""
    ratings = [value for value in _ratings(items).values() if value is not None]
    return _significant(ratings) if ratings else None


def reductions(previous: Mapping[str | int, Value], current: Mapping[str | int, Value]) -> dict[Reduction, bool] | None:
    """Whether there was a reduction, by each of the five meanings; None where either form lacks a rating of 1 to 12.

    D1 the total is lower, D2 by the adequate change of 4, D3 by the reliable change of 8, D4 fewer scales are
    significant, D5 more scales went from high to low than from low to high. Raises a Refusal for an unknown scale.
    """
    ratings = [tuple(_ratings(items).values()) for items in (previous, current)]
    before, after = ([value for value in form if value is not None] for form in ratings)
    if len(before) < len(ratings[0]) or len(after) < len(ratings[1]):
        return None
    fall = sum(before) - sum(after)
    outcomes = [high_low(*pair).outcome for pair in zip(before, after, strict=True)]
    return {
        Reduction.D1: fall > 0,
        Reduction.D2: fall >= _change("adequate"),
        Reduction.D3: fall >= _change("reliable"),
        Reduction.D4: _significant(after) < _significant(before),
        Reduction.D5: outcomes.count(ScaleOutcome.IMPROVEMENT) > outcomes.count(ScaleOutcome.DETERIORATION),
    }


def _ratings(items: Mapping[str | int, Value]) -> Mapping[str, int | None]:
    """Scales 1 to 12 in order: the items of the total."""
    total = [rule for rule in scorings(_honos()) if rule.figure == TOTAL]
    return read_answers(_honos(), items, total).values


def _significant(ratings: list[int]) -> int:
    (line,) = (one.clinical for one in _honos().cut_offs if one.name == "significant-scale")
    return sum(line.holds(Fraction(rating)) for rating in ratings)


def _change(name: str) -> Fraction:
    (size,) = (one.by for one in _honos().changes if one.name == name)
    return Fraction(size)


def _honos() -> Instrument:
    return instrument("honos")
