"""The most that is read of one file: a file can be small and still fill a machine."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from evenlode.problems import Level, Problem


@dataclass(frozen=True, slots=True)
class Limits:
    """The most bytes of a file, and the most rows of a table."""

    most_bytes: int = 2 * 1024**3
    most_rows: int = 50_000_000


def unopened(path: Path, limits: Limits) -> Problem | None:
    """Why a file is not even opened: it is not there, empty or too large. None where it can be."""
    try:
        size = path.stat().st_size
    except OSError as error:
        return _problem(path, "FILE.MISSING", f"The file cannot be read: {error.strerror}", "Check the name and folder")
    if not path.is_file():
        return _problem(path, "FILE.MISSING", "This is no file", "Name a file")
    if size == 0:
        return _problem(path, "FILE.EMPTY", "The file is empty", "Send it again; it holds no bytes at all")
    if size > limits.most_bytes:
        said = f"The file has {size:,} bytes, the most that is read is {limits.most_bytes:,}"
        return _problem(path, "FILE.SIZE", said, "Send one file a month")
    return None


def too_many_rows(path: Path, limits: Limits) -> Problem:
    """The refusal of a file with more rows than are read."""
    return _problem(path, "FILE.SIZE", f"The file has more than {limits.most_rows:,} rows", "Send one file a month")


def _problem(path: Path, rule: str, message: str, fix: str) -> Problem:
    return Problem(rule, Level.REJECT_FILE, path.name, None, None, message, fix)
