"""How a message speaks of what was sent: values short and masked, rows by number, lists in words."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence

FIRST = 5
"""How many rows, values or columns of one fault are named."""

_LONGEST = 40
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_LONG_NUMBER = re.compile(r"\d(?:[\W_]*\d){6,}", re.ASCII)


def shown(text: str) -> str:
    """A value as a message may show it: short, printable, and any number of seven digits or more masked.

    Pseudonyms are shown, since the row cannot be found without them. What may be an NHS number is not: it can stand
    in any column of a file that is wrong, so that the column is no guide.
    """
    text = "".join(mark if mark.isprintable() else "?" for mark in text)
    masked = text if _DAY.fullmatch(text) else _LONG_NUMBER.sub("(long number)", text)
    return masked if len(masked) <= _LONGEST else f"{masked[:_LONGEST]}..."


def quoted(text: str) -> str:
    """The value in quotes, as `shown` shows it."""
    return f'"{shown(text)}"'


def listed(words: Sequence[str]) -> str:
    """'a, b and c'."""
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def first_of(words: Sequence[str]) -> str:
    """The first few of many: 'a, b, c, d, e and 12 more'."""
    more = len(words) - FIRST
    return listed([*words[:FIRST], f"{more:,} more"]) if more > 0 else listed(words)


def rows_said(lines: Sequence[int]) -> str:
    """'row 4' or 'rows 4, 5 and 9'; of many, only how many."""
    if len(lines) > FIRST:
        return f"{len(lines):,} rows"
    return f"row{'' if len(lines) == 1 else 's'} {listed([f'{line:,}' for line in lines])}"


def counted(number: int, word: str) -> str:
    """'1 row' or '2,000 rows'."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def nearest(name: str, known: Sequence[str]) -> str:
    """What to write in place of a name that there is not: the one that it is most like, else all that there are."""
    plain = {one.casefold(): one for one in known}
    near = difflib.get_close_matches(name.casefold(), plain, n=1)
    return f'Did you mean "{plain[near[0]]}"?' if near else f"Use one of {', '.join(known)}"


def sentence_case(text: str) -> str:
    """The text with its first letter a capital, and nothing else changed."""
    return text[:1].upper() + text[1:]
