"""The titles of a sheet: a row of them, or several rows of which the lower ones divide what the upper ones name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import zip_longest

_LETTERS = 26
_FIRST_DAY = re.compile(r"^(\d{4}-\d{2})-01$", re.ASCII)

Parts = tuple[str, ...]
"""The words of one column from the upper row of titles to the lowest, blank ones left out."""


def titles_of(cells: Sequence[str]) -> tuple[str, ...]:
    """The titles in a row: spaces made single, and a blank or repeated one called by its column as well."""
    plain = [" ".join(cell.split()) for cell in cells]
    often = Counter(title.casefold() for title in plain)
    return tuple(
        title
        if title and often[title.casefold()] == 1
        else f"{title} (column {letters(place)})"
        if title
        else f"column {letters(place)}"
        for place, title in enumerate(plain)
    )


def letters(place: int) -> str:
    """'A' for 0, 'AB' for 27: how a spreadsheet calls a column."""
    return (letters(place // _LETTERS - 1) if place >= _LETTERS else "") + chr(65 + place % _LETTERS)


def titles_at(rows: Mapping[int, Sequence[str]], line: int, title_rows: int = 1) -> tuple[str, ...]:
    """The titles whose lowest row is `line`, those of several rows joined as '2016-04 / Numerator'.

    In a joined title the first day of a month, which is how a spreadsheet keeps Apr-16, stands as its month.
    """
    every = parts_at(rows, line, title_rows)
    if title_rows > 1:
        every = tuple(tuple(_FIRST_DAY.sub(r"\1", part) for part in parts) for parts in every)
    return titles_of([" / ".join(parts) for parts in every])


def parts_at(rows: Mapping[int, Sequence[str]], line: int, title_rows: int = 1) -> tuple[Parts, ...]:
    """What the rows of titles say of each column. What stands in a merged cell is said of all columns below it.

    A merged cell holds its text in its first column alone, so that a blank one in an upper row has that to its left,
    where the row below it has a title of its own.
    """
    below = [" ".join(cell.split()) for cell in rows.get(line, ())]
    found: list[Parts] = [(cell,) if cell else () for cell in below]
    for above in range(line - 1, line - title_rows, -1):
        said, last = [], ""
        for cell, under in zip_longest((" ".join(one.split()) for one in rows.get(above, ())), found, fillvalue=None):
            last = cell or (last if under else "")
            said.append(((last,) if last else ()) + (under or ()))
        found = said
    return tuple(found)
