"""The range of every score that the contract's instruments send, by SNOMED code or by name: ranges.csv read once."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("ranges.csv")


@dataclass(frozen=True, slots=True)
class ScoreRange:
    """What a score may be. not_known: a number that says that nobody knows; it is no score."""

    name: str
    low: Decimal
    high: Decimal
    not_known: str | None

    def __str__(self) -> str:
        unknown = f", or {self.not_known} = not known" if self.not_known else ""
        return f"{self.low}-{self.high}{unknown}"

    def holds(self, text: str) -> bool:
        """True for a score in the range; a whole number or a decimal in plain digits."""
        return bool(_NUMBER.fullmatch(text)) and self.low <= Decimal(text) <= self.high


_NUMBER = re.compile(r"-?\d{1,6}(\.\d{1,6})?", re.ASCII)


def range_of(asked: str) -> ScoreRange | None:
    """The range of what was asked, by SNOMED code or by name ('HoNOS item 1', 'QPR-15'); None where it is not here."""
    return _ranges().get(asked.strip().casefold())


@cache
def _ranges() -> Mapping[str, ScoreRange]:
    found: dict[str, ScoreRange] = {}
    with _FILE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            one = ScoreRange(row["name"], Decimal(row["low"]), Decimal(row["high"]), row["not_known"] or None)
            found[row["name"].casefold()] = one
            if row["snomed"]:
                found[row["snomed"]] = one
    return found
