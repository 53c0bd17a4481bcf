"""Working on several files at a time, where they have rows enough to be worth the threads."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

MANY = 50_000
"""Rows that are worth the starting of threads."""


@contextmanager
def at_once(rows: int) -> Iterator[Callable[[Callable[[Any], Any], Iterable[Any]], Iterable[Any]]]:
    """A `map` that works on several at a time where there are many rows; the answers come in the order given."""
    if rows <= MANY:
        yield map
        return
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        yield pool.map
