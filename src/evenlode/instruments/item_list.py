"""What an instrument's file says in short text: a list of items, a range, and a line with its side."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema

from evenlode.terms.values import wrong

NONE_PUBLISHED = "none published"
"""What stands in a file where we looked and no source that we could read gives the thing."""

_RUN = re.compile(r"(\d+) to (\d+)")
_RANGE = re.compile(r"(-?\d+(?:\.\d+)?) to (-?\d+(?:\.\d+)?)")


class Side(StrEnum):
    """On which side of a cut-off a score is clinical."""

    AT_OR_ABOVE = "at or above"
    ABOVE = "above"
    AT_OR_BELOW = "at or below"
    BELOW = "below"


@dataclass(frozen=True, slots=True)
class Range:
    """The lowest and the highest value there can be; both belong to it."""

    low: Fraction
    high: Fraction

    def __contains__(self, value: object) -> bool:
        return isinstance(value, (int, Fraction)) and self.low <= value <= self.high

    def __str__(self) -> str:
        return f"{say_number(self.low)} to {say_number(self.high)}"


@dataclass(frozen=True, slots=True)
class ClinicalLine:
    """Which scores are clinical: those on one side of a line, and whether the line itself is."""

    side: Side
    at: Fraction

    def holds(self, score: Fraction) -> bool:
        """True where the score is clinical."""
        match self.side:
            case Side.AT_OR_ABOVE:
                return score >= self.at
            case Side.ABOVE:
                return score > self.at
            case Side.AT_OR_BELOW:
                return score <= self.at
            case Side.BELOW:
                return score < self.at

    def __str__(self) -> str:
        return f"{self.side.value} {say_number(self.at)}"


def read_items(value: Any) -> tuple[str, ...]:
    """Items in order from '1 to 3, 13, A'; no items from 'none published'."""
    if isinstance(value, tuple):
        return value
    if value == NONE_PUBLISHED:
        return ()
    found: list[str] = []
    for part in (piece.strip() for piece in str(value).split(",")):
        run = _RUN.fullmatch(part)
        if not part or (run and int(run[1]) > int(run[2])):
            raise wrong("INSTR.ITEM", f'"{value}" is not a list of items', "Write for example 1 to 12, 13, A")
        found += [str(number) for number in range(int(run[1]), int(run[2]) + 1)] if run else [part]
    return tuple(found)


def read_range(value: Any) -> Range:
    """A range from '0 to 40'."""
    if isinstance(value, Range):
        return value
    found = _RANGE.fullmatch(str(value))
    if not found or Fraction(found[1]) > Fraction(found[2]):
        raise wrong("INSTR.RANGE", f'"{value}" is not a range', "Write the lowest and the highest, for example 0 to 40")
    return Range(Fraction(found[1]), Fraction(found[2]))


def read_clinical(value: Any) -> ClinicalLine:
    """A line with its side from 'at or above 10', 'above 10', 'at or below 4' or 'below 25'."""
    if isinstance(value, ClinicalLine):
        return value
    for side in Side:
        number = str(value).removeprefix(f"{side.value} ")
        if number != str(value) and re.fullmatch(r"-?\d+(\.\d+)?", number):
            return ClinicalLine(side, Fraction(number))
    fix = f"Write {', '.join(side.value for side in Side)} and a number, for example at or above 10"
    raise wrong("INSTR.CUT_OFF", f'"{value}" is not a line with its side', fix)


def say_number(number: Fraction) -> str:
    """'10', '5.39', or '10/3' where no decimal is exact."""
    for places in range(7):
        scaled = number * 10**places
        if scaled.denominator == 1:
            return f"{Decimal(scaled.numerator).scaleb(-places):f}"
    return str(number)


ItemList = Annotated[tuple[str, ...], BeforeValidator(read_items), WithJsonSchema({"type": "string"})]
RangeText = Annotated[Range, BeforeValidator(read_range), WithJsonSchema({"type": "string"})]
ClinicalText = Annotated[ClinicalLine, BeforeValidator(read_clinical), WithJsonSchema({"type": "string"})]
