"""Looking for tampering: each entry against its own hash, the one before, and an anchor kept elsewhere."""

from __future__ import annotations

from collections.abc import Iterable

from evenlode.problems import Level, Problem, Refusal
from evenlode.records.entries import BEFORE_THE_FIRST, Entry

_RESTORE = "Stop paying from these records; compare with a backup, and restore it"


def find_tampering(
    entries: Iterable[Entry], guards_missing: list[str], anchor: tuple[int, str] | None, file: str
) -> list[Problem]:
    """Every entry that was changed or stands where another one stood, every gap, and a tail that was cut off."""
    problems = [_problem("JOURNAL.GUARD", f"the guard {name} was taken out", file, None) for name in guards_missing]
    count, previous, anchored = 0, BEFORE_THE_FIRST, None
    for entry in entries:
        if entry.seq != count + 1:
            said = (
                f"entry {count + 1} is missing" if entry.seq == count + 2 else f"entries from {count + 1} are missing"
            )
            problems.append(_problem("JOURNAL.MISSING_ENTRY", said, file, count + 1))
        elif entry.previous_hash != previous:
            said = f"entry {entry.seq} does not follow the entry that stands before it"
            problems.append(_problem("JOURNAL.CHAIN", said, file, entry.seq))
        if not _is_as_written(entry):
            problems.append(_problem("JOURNAL.CHANGED", f"entry {entry.seq} was changed", file, entry.seq))
        count, previous = entry.seq, entry.hash
        if anchor is not None and entry.seq == anchor[0]:
            anchored = entry.hash
    if anchor is not None and anchor[0] > count:
        said = f"entries {count + 1} to {anchor[0]} were cut off: the anchor counts {anchor[0]}, and {count} are there"
        problems.append(_problem("JOURNAL.TRUNCATED", said, file, count + 1))
    elif anchor is not None and anchor[0] > 0 and anchored != anchor[1]:
        said = f"entry {anchor[0]} is not the one that the anchor names: the journal was written anew"
        problems.append(_problem("JOURNAL.ANCHOR", said, file, anchor[0]))
    return problems


def damaged(file: str, error: Exception) -> Problem:
    """The problem of a journal that cannot even be read through."""
    said = error.problems[0].message if isinstance(error, Refusal) else str(error)
    return _problem("JOURNAL.DAMAGED", f"the journal cannot be read to its end ({said})", file, None)


def _is_as_written(entry: Entry) -> bool:
    try:
        return entry.hash_as_it_stands() == entry.hash
    except (TypeError, ValueError):  # a field that is no longer text
        return False


def _problem(rule: str, message: str, file: str, line: int | None) -> Problem:
    return Problem(rule, Level.REJECT_FILE, file, line, None, message, _RESTORE)
