"""The standards by name: what a file in each of them is called, says and cannot hold, and which one a file is in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from evenlode.exchange import indigo, ocds, vbpr
from evenlode.exchange.exchanged import Exchanged
from evenlode.exchange.json_text import Json, Node, leaves, read, write
from evenlode.problems import Problem, Refusal, in_reading_order, refuse


@dataclass(frozen=True, slots=True)
class Standard:
    """A standard: its name and version, what it cannot hold, and its reader where files in it are read."""

    name: str
    version: str
    not_held: tuple[str, ...]
    reader: Callable[[Node], Exchanged] | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """What a file gave: the standard it is in, what it says, and the paths in it that were not read."""

    standard: Standard
    exchanged: Exchanged
    left_out: tuple[str, ...]


STANDARDS: Mapping[str, Standard] = {
    "indigo": Standard("indigo", indigo.VERSION, indigo.NOT_HELD, indigo.from_json),
    "ocds": Standard("ocds", ocds.VERSION, ocds.NOT_HELD, ocds.from_json),
    "vbpr": Standard("vbpr", vbpr.VERSION, vbpr.NOT_HELD),
}


def written(given: Exchanged, standard: str, statement: Mapping[str, Any] | None = None, on: date | None = None) -> str:
    """The text of the file in the standard. A performance report is of one statement, which the others do not need.

    Raises Refusal for a performance report without a statement.
    """
    if standard == "indigo":
        return write(indigo.to_json(given))
    if standard == "ocds":
        return write(ocds.to_json(given))
    if statement is None:
        raise refuse(
            "RUN.NOTHING", "a performance report is of one statement", "Settle a year, or name one", field="statement"
        )
    return write(vbpr.to_json(given, statement, on))


def not_held(standard: Standard) -> str:
    """What the receiver is told: the standard, and what of the contract it has no place for."""
    return "\n".join([standard.version, "", "It has no place for:", *(f"- {one}" for one in standard.not_held), ""])


def read_exchange(path: Path) -> Read:
    """What a file in one of the standards gives. Raises Refusal with every problem at once, each with its path."""
    document = _document(path)
    problems: list[Problem] = []
    node = Node(document, "", path.name, problems)
    standard = _standard_of(document, path)
    assert standard.reader is not None  # noqa: S101 - a standard is told from a file only where it has a reader
    found = standard.reader(node)
    if not problems and found.end < found.start:
        node.wrong("DATE.ORDER", "it ends before it starts", "Swap the two days")
    if problems:
        raise Refusal(in_reading_order(problems))
    return Read(standard, found, tuple(one for one in leaves(document) if one not in node.read_paths))


def _document(path: Path) -> Json:
    try:
        return read(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise refuse("FILE.MISSING", "there is no such file", "Correct its name", file=path.name) from None
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise refuse("FILE.KIND", "the file is no JSON in UTF-8", "Save it again as JSON", file=path.name) from None


def _standard_of(document: Json, path: Path) -> Standard:
    if isinstance(document, dict) and "project" in document:
        return STANDARDS["indigo"]
    if isinstance(document, dict) and "releases" in document:
        return STANDARDS["ocds"]
    message = "it is neither an INDIGO project nor an Open Contracting release package"
    fix = "Send an object with project and organisations, or one with releases"
    raise refuse("FILE.KIND", message, fix, file=path.name)
