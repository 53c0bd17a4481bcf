"""What the cells of a column look like, and how well that fits one of our columns: days, codes, numbers, names."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from evenlode.data.codes import CODE_LISTS
from evenlode.data.mapping.days import shapes_of
from evenlode.data.mapping.form import Dates
from evenlode.data.mapping.likeness import nearest_code
from evenlode.data.sent.form import Kind, SentColumn
from evenlode.data.sent.lists import SentList
from evenlode.data.sent.saying import shown
from evenlode.data.sent.times import seconds_in

FEW = 20
"""No more different values than this are taken for codes."""

_LONGEST_CODE = 40
_NUMBER = re.compile(r"-?\d{1,3}(?:,\d{3})+|-?\d+(?:\.\d+)?%?", re.ASCII)
_NHS = re.compile(r"\d{3} ?\d{3} ?\d{4}", re.ASCII)
_UNKNOWN = 0.5
_LITTLE = 0.2
_MAY_BE = 0.3


@dataclass(frozen=True)
class Looks:
    """A column of a file: its place, its title, its cells that are not blank, and the lowest part of its title."""

    place: int
    title: str
    cells: tuple[str, ...]
    short: str = ""

    @cached_property
    def values(self) -> tuple[str, ...]:
        """The different values, in the order in which they first come."""
        return tuple(dict.fromkeys(self.cells))

    @cached_property
    def shapes(self) -> tuple[Dates, ...]:
        """How its days are written; none where they are no days."""
        return shapes_of(self.values)

    @cached_property
    def numbers(self) -> float:
        """The share of its values that are numbers."""
        return _share(self.values, lambda text: _NUMBER.fullmatch(text) is not None)

    def fits(self, column: SentColumn) -> tuple[float, str]:
        """From 0, it cannot be, to 1, and why, in words that hold no value. A half where the cells say nothing."""
        if not self.cells:
            return _UNKNOWN, "all cells are blank"
        if column.is_day:
            return (1.0, "the cells are days") if self.shapes else (0.0, "the cells are no days")
        if column.kind is Kind.TIME:
            return _told(_share(self.values, lambda text: seconds_in(text) is not None), "times of day")
        if column.kind is Kind.NHS_NUMBER:
            return _told(
                _share(self.values, lambda text: _NHS.fullmatch(text) is not None), "NHS numbers by their shape"
            )
        if column.kind in (Kind.SCORE, Kind.MONEY):
            return _told(self.numbers, "numbers")
        if column.codes:
            return self._codes(column.codes)
        if self.shapes and self.shapes != ("yyyymmdd",):
            return _LITTLE, "the cells are days"
        return _UNKNOWN, "the cells are text" if self.numbers < _UNKNOWN else "the cells are numbers"

    def _codes(self, codes: SentList) -> tuple[float, str]:
        if len(self.values) > FEW and not all(codes.has(text) for text in self.values):
            return 0.0, f"{len(self.values):,} different values, which are no codes"
        known = _share(self.values, lambda text: translated(text, codes) is not None)
        if not known:  # a few words of their own may stand for codes all the same
            return _MAY_BE, "words of their own, whose meaning is to be filled in"
        return _told(known, f"{codes.name} codes, or words that mean one")


def is_word(text: str) -> bool:
    """True for what may be written down as somebody's code: short, and no number that may be a person's."""
    return len(text) <= _LONGEST_CODE and shown(text) == text


def translated(text: str, codes: SentList) -> str | None:
    """The code of the list that a provider's word is or stands for; None where nobody can tell."""
    return text if codes.has(text) else nearest_code(text, meanings(codes)) if is_word(text) else None


@cache
def meanings(codes: SentList) -> tuple[tuple[str, str], ...]:
    """Each code of a list with what it means, as far as Evenlode has it."""
    nearest = max(CODE_LISTS.values(), key=lambda one: len(set(one.codes) & set(codes.codes)))
    return tuple((code, nearest.codes.get(code, "")) for code in codes.codes)


def _told(share: float, what: str) -> tuple[float, str]:
    if not share:
        return 0.0, f"no cell is one of: {what}"
    return (1.0 if share >= 0.9 else share), f"{'all' if share == 1 else f'{share:.0%} of the'} values are {what}"


def _share(values: Sequence[str], told: Callable[[str], bool]) -> float:
    return sum(map(told, values)) / len(values)
