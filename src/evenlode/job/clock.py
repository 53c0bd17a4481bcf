"""Steps of a job with their seconds: what a person sees while it works, and what run.json keeps."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
Progress = Callable[[str], None]


def silent(said: str) -> None:
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
