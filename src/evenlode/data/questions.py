"""Questions: rows as a function of the store and plain values, so that their query can be kept under a name."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from types import FunctionType
from typing import TYPE_CHECKING, Any

from evenlode.data.plans import MAKERS
from evenlode.terms.dated import Dated
from evenlode.terms.form import Form

if TYPE_CHECKING:
    import ibis

    from evenlode.data.store import Store

_MAKERS = [["evenlode", part] for part in MAKERS]


@dataclass(frozen=True, slots=True)
class Question:
    """build(store, *given) gives the rows.

    What it builds may depend on which tables were sent, on the store's own words (its last day of data, its lead
    provider) and on what is given, and on nothing else. A build that fetches rows has looked at data: it is answered
    all the same, and its query is never kept.
    """

    build: Callable[..., Any]
    given: tuple[object, ...] = ()

    def rows(self, store: Store) -> ibis.Table:
        """The rows, lazily."""
        return self.build(store, *self.given)

    @property
    def text(self) -> str | None:
        """All that the question says, as text; None where something given is no plain value."""
        try:
            return json.dumps(_plain(self))
        except TypeError:
            return None


def plain_text(value: object) -> str:
    """A plain value as text: two values have the same text only where they are the same. TypeError for any other."""
    return json.dumps(_plain(value))


def _plain(value: object) -> Any:
    """The value as JSON can hold it, with its kind beside it."""
    kind = type(value).__qualname__
    match value:
        case Enum():
            return [kind, value.name]
        case None | bool() | int() | str():
            return value
        case date() | Fraction() | Decimal():
            return [kind, str(value)]
        case tuple() | list():
            return [kind, *map(_plain, value)]
        case Mapping():
            return [kind, *([_plain(key), _plain(one)] for key, one in value.items())]
        case Dated():
            return [kind, _plain(value.entries)]
        case Form():
            return [kind, *([name, _plain(getattr(value, name))] for name in type(value).model_fields)]
        case FunctionType() if value.__module__.split(".")[:2] in _MAKERS and "<" not in value.__qualname__:
            return [kind, value.__module__, value.__qualname__]
        case _ if dataclasses.is_dataclass(value) and not isinstance(value, type):
            return [kind, *([one.name, _plain(getattr(value, one.name))] for one in dataclasses.fields(value))]
        case _:
            raise TypeError(f"{kind} is no plain value")
