"""Progress on stderr: one moving line on a terminal, with a bar for a step that has parts; nothing anywhere else."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def progress() -> Iterator[Callable[..., None]]:
    """A function that is told each step as it begins and, for a step with parts, how many are done of how many."""
    if not sys.stderr.isatty():
        yield lambda step, done=0, of=0: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

    plain = (SpinnerColumn(), TextColumn("{task.description}"))
    with Progress(*plain, BarColumn(), console=Console(stderr=True), transient=True) as line:
        task = line.add_task("Starting", total=None)

        def tell(step: str, done: int = 0, of: int = 0) -> None:
            said = f"{step}, {done} of {of}" if of else step
            line.update(task, description=said, completed=done, total=of or None)

        yield tell
