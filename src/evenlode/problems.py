"""A problem: what is wrong, where, and what to do about it. Every part of Evenlode says it in this form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How far a problem reaches: noted only, shown, one record left out, or the whole file refused."""

    ACCEPT = "accept"
    WARN = "warn"
    REJECT_RECORD = "reject_record"
    REJECT_FILE = "reject_file"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with what somebody wrote or sent.

    rule: family.name, for example CFG.WEIGHTS (names are added, never renamed).
    file: the file as the user knows it, relative to the folder given; line: its line or row, from 1.
    field: the path inside the file, for example outcomes[3].points. count: how many rows say the same;
    first_lines: the first few of them. The message never holds a person's data.
    """

    rule: str
    level: Level
    file: str
    line: int | None
    field: str | None
    message: str
    fix: str
    count: int = 1
    first_lines: tuple[int, ...] = ()

    @property
    def stops(self) -> bool:
        """True where the file cannot be used at all."""
        return self.level is Level.REJECT_FILE

    @property
    def where(self) -> str:
        """file:line (field), as far as each is known."""
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place} ({self.field})" if self.field else place

    def __str__(self) -> str:
        return f"{self.where}: {self.rule}: {self.message}. {self.fix}"


class Refusal(Exception):  # noqa: N818 - the house word; an error is ours, a refusal is about what was given
    """Work that cannot be done with what was given. Carries every problem found, not just the first."""

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        if not self.problems:
            raise ValueError("a refusal needs at least one problem")
        super().__init__("\n".join(str(problem) for problem in self.problems))

    @property
    def rule(self) -> str:
        """The rule of the first problem."""
        return self.problems[0].rule

    @property
    def where(self) -> str:
        """The place of the first problem."""
        return self.problems[0].where

    @property
    def fix(self) -> str:
        """What to do about the first problem."""
        return self.problems[0].fix


def refuse(
    rule: str, message: str, fix: str, *, file: str = "", line: int | None = None, field: str | None = None
) -> Refusal:
    """A refusal with one problem, to be raised by the caller."""
    return Refusal(Problem(rule, Level.REJECT_FILE, file, line, field, message, fix))


def in_reading_order(problems: Iterable[Problem]) -> list[Problem]:
    """The problems by file, line and rule: the order in which a person mends them."""
    return sorted(problems, key=lambda p: (p.file, p.line or 0, p.rule, p.field or "", p.message))


def stopping(problems: Sequence[Problem]) -> list[Problem]:
    """Those problems that stop the work."""
    return [problem for problem in problems if problem.stops]
