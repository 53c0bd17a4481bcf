"""Plain JSON: frozen dataclasses as JSON values and back, by their own type hints and without loss."""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cache
from hashlib import sha256
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from evenlode.report.notes import Note
from evenlode.report.tables import Table

T = TypeVar("T")
Reader = Callable[[Any], Any]


_NAMED = {"Table": Table, "Note": Note}
"""Types that a module of values names in its hints and imports for the type checker alone."""


def to_plain(value: Any) -> Any:
    """The value as JSON knows it: a dataclass as the list of its fields, a ratio as 'n/d', a day in ISO form."""
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str):
        return value
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (tuple, list)):
        return [to_plain(one) for one in value]
    if is_dataclass(value):
        return [to_plain(getattr(value, one.name)) for one in fields(value)]
    raise TypeError(f"{type(value).__name__} has no plain form")


def from_plain(kind: type[T], said: Any) -> T:
    """The value of the kind that `to_plain` gave. Raises ValueError, TypeError or KeyError for anything else."""
    asked: Any = kind
    found: T = _reader(asked)(said)
    return found


def shape_of(kind: type) -> str:
    """A short hash of the fields and types of a dataclass and all inside it: it changes where the form changes."""
    return sha256(_said(kind, set()).encode()).hexdigest()[:16]


def _said(kind: Any, seen: set[Any]) -> str:
    inner = [one for one in get_args(kind) if isinstance(one, type) or get_origin(one)]
    text = str(kind) + "".join(_said(one, seen) for one in inner)
    if isinstance(kind, type) and is_dataclass(kind) and kind not in seen:
        seen.add(kind)
        hints = get_type_hints(kind, localns=_NAMED)
        text += "".join(f"{one.name}:{_said(hints[one.name], seen)};" for one in fields(kind))
    return text


@cache
def _reader(kind: Any) -> Reader:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _optional(kind)
    if origin is tuple:
        return _tuple(get_args(kind))
    if origin is Literal or kind in (str, int, float, bool, Any):
        return lambda said: said
    if kind is Fraction:
        return Fraction
    if kind is date:
        return date.fromisoformat
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    if isinstance(kind, type) and is_dataclass(kind):
        return _dataclass(kind)
    raise TypeError(f"{kind} has no plain form")


def _optional(kind: Any) -> Reader:
    own = [one for one in get_args(kind) if one is not type(None)]
    if len(own) != 1:
        raise TypeError(f"{kind} may be more than one thing")
    read = _reader(own[0])
    return lambda said: None if said is None else read(said)


def _tuple(kinds: tuple[Any, ...]) -> Reader:
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        read = _reader(kinds[0])
        return lambda said: tuple(read(one) for one in said)
    readers = [_reader(one) for one in kinds]
    return lambda said: tuple(read(one) for read, one in zip(readers, said, strict=True))


def _dataclass(kind: type) -> Reader:
    hints = get_type_hints(kind, localns=_NAMED)
    readers: list[Reader] = []

    def read(said: Any) -> Any:
        if not readers:  # made on first use: a form may hold itself
            readers.extend(_reader(hints[one.name]) for one in fields(kind))
        return kind(*(reader(one) for reader, one in zip(readers, said, strict=True)))

    return read
