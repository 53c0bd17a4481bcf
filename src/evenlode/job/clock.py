"""Steps of a job with their seconds: what a person sees while it works, and what run.json keeps."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol, TypeVar

T = TypeVar("T")


class Progress(Protocol):
    """Whoever watches: told each step as it begins and, of a step with parts, how many of them are done."""

    def __call__(self, said: str, done: int = 0, of: int = 0) -> None:
        """One more thing to show."""


def silent(said: str, done: int = 0, of: int = 0) -> None:
    """Progress that nobody watches."""


class Clock:
    """Runs each step, tells what it is before it starts, and remembers how long it took."""

    def __init__(self, progress: Progress = silent) -> None:
        self._progress = progress
        self.seconds: dict[str, float] = {}

    def step(self, said: str, work: Callable[[], T]) -> T:
        """The result of the work, timed under the name of the step."""
        self._progress(said)
        began = time.perf_counter()
        try:
            return work()
        finally:
            self.seconds[said] = round(time.perf_counter() - began, 3)

    def parts(self, said: str) -> Callable[[int, int], None]:
        """What a step with parts tells how many of them are done."""
        return lambda done, of: self._progress(said, done, of)
