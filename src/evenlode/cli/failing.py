"""What stops a command, told on stderr in a sentence, and the exit code that goes with it."""

from __future__ import annotations

import errno
import os
import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import typer

from evenlode.problems import Problem, Refusal

FAILED, USAGE, INVALID, NOT_ALLOWED, STOPPED = 1, 2, 3, 4, 130
"""Exit codes beside 0: it failed; the command was not understood; the data is invalid; not allowed; Ctrl-C."""

ONE_PERSON = ".FOUR_EYES"
"""How a rule's name ends where two people are needed and one has done both steps."""

_HOUSE = Path(__file__).resolve().parents[1]
_DISK = {
    errno.ENOSPC: "The disk is full",
    errno.EDQUOT: "Your share of the disk is full",
    errno.EROFS: "The disk is read-only",
}


@contextmanager
def told() -> Iterator[None]:
    """Turn whatever is raised inside into a message on stderr and an exit code."""
    try:
        yield
        sys.stdout.flush()  # a full disk behind > FILE is told here, not lost when Python closes
    except Refusal as refusal:
        leave(NOT_ALLOWED if refusal.rule.endswith(ONE_PERSON) else INVALID, in_columns(refusal.problems))
    except KeyboardInterrupt:
        leave(STOPPED, "Stopped. Nothing was half-written.")
    except OSError as error:
        if error.errno == errno.EPIPE:
            raise  # whoever reads our output has had enough: Typer ends quietly
        if error.errno in _DISK:
            _forget_output()
        leave(*_of_the_machine(error))
    except Exception as error:
        if not type(error).__module__.startswith(("typer", "click")):
            leave(FAILED, _of_ours(error))
        raise


def _forget_output() -> None:
    """Point stdout at nothing: what it still holds cannot be written, and Python would try again as it ends."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def leave(code: int, message: str) -> None:
    """End the command with a message on stderr."""
    typer.echo(message, err=True)
    raise typer.Exit(code)


def in_columns(problems: Sequence[Problem], word: str = "problem") -> str:
    """Every problem on a line of its own as place, field, sentence; their number last, under the word given."""
    rows = [(_place(problem), f"{problem.field}:" if problem.field else "", sentence(problem)) for problem in problems]
    wide = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, wide, strict=True) if width).rstrip() for row in rows
    ]
    total = sum(problem.count for problem in problems)
    return "\n".join([*lines, f"{total} {word}{'' if total == 1 else 's'}"])


def _place(problem: Problem) -> str:
    return problem.file if problem.line is None else f"{problem.file}:{problem.line}"


def sentence(problem: Problem) -> str:
    """What is wrong and what to do, with the rows that say the same."""
    rows = (
        f" ({problem.count} rows, the first: {', '.join(map(str, problem.first_lines))})" if problem.count > 1 else ""
    )
    return f"{problem.message}{rows}. {problem.fix}{'' if problem.fix.endswith(('.', '?', '!')) else '.'}"


def _of_the_machine(error: OSError) -> tuple[int, str]:
    """A refusal of the operating system in one sentence."""
    file = f" ({error.filename})" if error.filename else ""
    if error.errno in _DISK:
        return (
            FAILED,
            f"{_DISK[error.errno]}{file}: make room, or name another folder, and call again. Nothing was half-written.",
        )
    if isinstance(error, PermissionError):
        return (
            NOT_ALLOWED,
            f"You may not read or write this{file}: ask its owner, or name another folder with --workspace.",
        )
    return FAILED, f"{error.strerror or type(error).__name__}{file}: check the file or folder and call again."


def _of_ours(error: Exception) -> str:
    """An error of ours, without its text: the text of an exception can hold a person's data."""
    if os.environ.get("EVENLODE_DEBUG"):
        return "".join(traceback.format_exception(error)).rstrip()
    frames = traceback.extract_tb(error.__traceback__)
    ours = next((frame for frame in reversed(frames) if _HOUSE in Path(frame.filename).parents), frames[-1])
    place = Path(ours.filename).relative_to(_HOUSE).as_posix()
    return (
        f"This is a fault in Evenlode: {type(error).__name__} at {place}, line {ours.lineno}.\n"
        "Nothing was half-written. To report it, send this message and the command you typed to whoever looks\n"
        "after Evenlode. The same command with EVENLODE_DEBUG=1 prints more: read that through before you send it,\n"
        "since it can hold personal data."
    )
