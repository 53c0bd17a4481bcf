"""What every score asks and the range it may have, by SNOMED code or by name: ranges.csv read once."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("ranges.csv")
_TOTALS = ("", "total", "clinical-score", "score")
SNOMED = "snomed"
"""The tool of a code that is not in the list; its item is the code."""


@dataclass(frozen=True, slots=True)
class ScoreRange:
    """What a score may be. not_known: a number that says that nobody knows; it is no score.

    tool, item: the instrument and its item, or the name of a score that is sent added up.
    """

    name: str
    low: Decimal
    high: Decimal
    not_known: str | None
    tool: str
    item: str

    def __str__(self) -> str:
        unknown = f", or {self.not_known} = not known" if self.not_known else ""
        return f"{self.low}-{self.high}{unknown}"

    def holds(self, text: str) -> bool:
        """True for a score in the range; a whole number or a decimal in plain digits."""
        return bool(_NUMBER.fullmatch(text)) and self.low <= Decimal(text) <= self.high


_NUMBER = re.compile(r"-?\d{1,6}(\.\d{1,6})?", re.ASCII)


def range_of(words: Sequence[str]) -> ScoreRange | None:
    """The range of what was asked: ('979641000000103',), ('HoNOS item 1',), ('SFQ', '1') or ('QPR-15',).

    None where it is not here.
    """
    if len(words) > 1:
        return _by_question().get(question(words))
    return _by_code().get(_plain(words[0])) or _by_question().get(question(words)) if words else None


def question(words: Sequence[str]) -> tuple[str, str]:
    """The tool and the item that were asked; a tool without an item, or with a word for all of them, is its total."""
    if len(words) == 1 and (coded := _by_code().get(_plain(words[0]))):
        return coded.tool, coded.item
    if len(words) == 1 and words[0].isdecimal():
        return SNOMED, words[0]
    tool, item = _plain(words[0]), _plain(words[1]) if len(words) > 1 else ""
    return tool, "total" if item in _TOTALS else item.lstrip("0").upper() if len(item) < 3 else item


def _plain(text: str) -> str:
    return re.sub(r"[\s_]+", "-", text.strip().casefold())


@cache
def _by_code() -> Mapping[str, ScoreRange]:
    """By SNOMED code and by the name of the question."""
    found: dict[str, ScoreRange] = {}
    with _FILE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            low, high = Decimal(row["low"]), Decimal(row["high"])
            one = ScoreRange(row["name"], low, high, row["not_known"] or None, row["tool"], row["item"])
            found.setdefault(_plain(row["name"]), one)
            if row["snomed"]:
                found[row["snomed"]] = one
    return found


@cache
def _by_question() -> Mapping[tuple[str, str], ScoreRange]:
    return {(one.tool, one.item): one for one in _by_code().values()}
