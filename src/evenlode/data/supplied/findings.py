"""Collecting problems while a supplied file is read: what is said of many rows alike becomes one with a count."""

from __future__ import annotations

import re
from dataclasses import replace

from evenlode.problems import Level, Problem, Refusal, in_reading_order

_FIRST_LINES = 5
_LONGEST_QUOTE = 40


class Findings:
    """The problems of one file, as they are met. Whatever is wrong refuses the file unless a milder level is given."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._found: dict[tuple[str, Level, str | None, str, str], Problem] = {}

    def add(
        self,
        rule: str,
        message: str,
        fix: str,
        *,
        line: int | None = None,
        field: str | None = None,
        level: Level = Level.REJECT_FILE,
    ) -> None:
        """Note a problem; one that says the same of another row adds to its count."""
        same = (rule, level, field, message, fix)
        known = self._found.get(same)
        if known is None or line is None:
            self._found[same] = Problem(rule, level, self.file, line, field, message, fix)
            return
        lines = known.first_lines or (known.line or line,)
        lines = (*lines, line) if len(lines) < _FIRST_LINES else lines
        self._found[same] = replace(known, count=known.count + 1, first_lines=lines)

    def all(self) -> tuple[Problem, ...]:
        """Every problem, in the order in which a person mends them."""
        return tuple(in_reading_order(self._found.values()))

    @property
    def stops(self) -> bool:
        """True where anything found so far refuses the file."""
        return any(problem.stops for problem in self._found.values())

    def refuse_if_stopping(self) -> None:
        """Raise a Refusal with every problem, where any of them refuses the file; what is merely noted stays unsaid."""
        if self.stops:
            raise Refusal(problem for problem in self.all() if problem.level is not Level.ACCEPT)


def quoted(text: str) -> str:
    """The text in quotes, short, and with any long number masked: what was sent may hold what it should not."""
    masked = re.sub(r"\d(?:[ -]?\d){6,}", "(long number)", text)
    short = masked if len(masked) <= _LONGEST_QUOTE else f"{masked[:_LONGEST_QUOTE]}..."
    return '"' + "".join(mark if mark.isprintable() else "?" for mark in short) + '"'


def nearest(word: str, known: list[str]) -> str | None:
    """The known word that the given one was most likely meant to be, or None."""
    import difflib

    found = difflib.get_close_matches(word, known, n=1, cutoff=0.7)
    return found[0] if found else None
