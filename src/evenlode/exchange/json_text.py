"""JSON with exact numbers: money is written from pence and read back to pence, and never passes through a float."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from evenlode.money import Pence
from evenlode.problems import Level, Problem

Json = Any
"""Text, whole numbers, decimals, yes and no, lists and objects."""


def write(value: Json) -> str:
    """The value as JSON, two spaces in, keys in their order, a new line at the end. Raises TypeError for a float."""
    return "\n".join(_lines(value, "")) + "\n"


def read(text: str) -> Json:
    """The JSON as values, every number with a point as an exact decimal. Raises ValueError where it is none."""
    return json.loads(text, parse_float=Decimal, parse_constant=_no_number)


def money(amount: Pence) -> Decimal:
    """Pounds as an exact decimal; whole pounds without a point."""
    whole, pence = divmod(amount, 100)
    return Decimal(whole) if pence == 0 else Decimal(amount).scaleb(-2)


@dataclass
class Node:
    """A place in a JSON document, asked for what should be there; what is not is a problem with its path."""

    value: Json
    path: str
    file: str
    problems: list[Problem]
    read_paths: set[str] = field(default_factory=set)

    def at(self, *keys: str) -> Node:
        """The place under these keys; it holds None where there is nothing."""
        found: Node = self
        for key in keys:
            inner = found.value.get(key) if isinstance(found.value, Mapping) else None
            found = Node(inner, f"{found.path}.{key}" if found.path else key, self.file, self.problems, self.read_paths)
        return found

    def each(self) -> Iterator[Node]:
        """The places in a list; none where there is none."""
        if self.value is not None and not isinstance(self.value, list):
            self.wrong("CFG.SHAPE", "it is no list", "Write a list")
        for place, inner in enumerate(self.value if isinstance(self.value, list) else ()):
            yield Node(inner, f"{self.path}[{place}]", self.file, self.problems, self.read_paths)

    def text(self, needed: bool = False) -> str:
        """The text; empty where there is none and none is needed."""
        self.read_paths.add(self.path)
        if isinstance(self.value, str):
            return self.value
        if self.value is not None or needed:
            self.wrong("CFG.MISSING" if self.value is None else "CFG.SHAPE", "it is no text", "Write it in quotes")
        return ""

    def day(self) -> date:
        """The day, which is needed."""
        text = self.text(needed=True)
        try:
            return date.fromisoformat(text[:10])
        except ValueError:
            if text:
                self.wrong("DATE.FORMAT", "it is no whole day", "Write year-month-day, for example 2017-10-01")
            return date.min

    def count(self) -> int | None:
        """A whole number of people, or None."""
        self.read_paths.add(self.path)
        if self.value is None or (type(self.value) is int and self.value >= 0):
            return self.value
        self.wrong("VALUE.NUMBER", "it is no whole number of people", "Write digits alone")
        return None

    def pence(self, needed: bool = True) -> Pence | None:
        """The pence of an amount written as a number, or as text where the standard wants that."""
        self.read_paths.add(self.path)
        if self.value is None and not needed:
            return None
        try:
            exact = Decimal(self.value) * 100 if type(self.value) in (int, str, Decimal) else Decimal("NaN")
        except ArithmeticError:
            exact = Decimal("NaN")
        if not exact.is_finite() or exact != exact.to_integral_value():
            self.wrong("MONEY.FORMAT", "it is no amount in whole pence", "Write pounds and pence, for example 1234.50")
            return 0
        return int(exact)

    def wrong(self, rule: str, message: str, fix: str) -> None:
        """Note what is wrong here."""
        self.problems.append(Problem(rule, Level.REJECT_FILE, self.file, None, self.path, message, fix))


def leaves(value: Json, path: str = "") -> Iterator[str]:
    """The path of everything in the document that is neither a list nor an object."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from leaves(inner, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from leaves(inner, f"{path}[{place}]")
    else:
        yield path


def _lines(value: Json, indent: str) -> list[str]:
    inner = f"{indent}  "
    if isinstance(value, Mapping) and value:
        parts = [_keyed(key, one, inner) for key, one in value.items()]
        return ["{", *_joined(parts), f"{indent}}}"]
    if isinstance(value, Sequence) and not isinstance(value, str) and value:
        return ["[", *_joined([_placed(_lines(one, inner), inner) for one in value]), f"{indent}]"]
    if isinstance(value, Decimal):
        return [f"{value:f}"]
    if value is None or isinstance(value, (str, int, Mapping, Sequence)):
        return [json.dumps(value, ensure_ascii=False)]
    raise TypeError(f"{type(value).__name__} has no place in an exchange file")


def _keyed(key: str, value: Json, indent: str) -> list[str]:
    first, *rest = _lines(value, indent)
    return [f"{indent}{json.dumps(key, ensure_ascii=False)}: {first}", *rest]


def _placed(lines: list[str], indent: str) -> list[str]:
    return [f"{indent}{lines[0]}", *lines[1:]]


def _joined(parts: list[list[str]]) -> list[str]:
    return [
        f"{line}," if at_end and place < len(parts) - 1 else line
        for place, part in enumerate(parts)
        for line, at_end in zip(part, [*[False] * (len(part) - 1), True], strict=True)
    ]


def _no_number(text: str) -> None:
    raise ValueError(f"{text} is no number")
