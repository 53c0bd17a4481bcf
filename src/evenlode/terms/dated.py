"""Values with dates: what was in force on a day, who agreed the change, and what is ours rather than the sources'."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Generic, TypeVar, get_args

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from evenlode.problems import refuse
from evenlode.terms.form import Form
from evenlode.terms.values import Day, Text

T = TypeVar("T")


class Entry(Form, Generic[T]):
    """One dated value. A change in mid-contract cites its variation in `by`.

    reference: where the value is printed. illustrative: why we had to choose it, where the sources are silent.
    """

    value: T
    by: Text | None = None
    reference: Text | None = None
    note: Text | None = None
    illustrative: Text | None = None


class Dated(Generic[T]):
    """A value through time: each entry is in force from its day until the day before the next one.

    On disk a mapping of first day to value, or to {value, by, reference, note, illustrative}.
    """

    __slots__ = ("entries",)

    def __init__(self, entries: Iterable[tuple[date, Entry[T]]]) -> None:
        self.entries: tuple[tuple[date, Entry[T]], ...] = tuple(sorted(entries, key=lambda pair: pair[0]))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Dated) and self.entries == other.entries

    def __hash__(self) -> int:
        return hash(tuple(start for start, _ in self.entries))

    def __repr__(self) -> str:
        return f"Dated({dict(self.entries)!r})"

    def entry_on(self, day: date) -> tuple[date, Entry[T]]:
        """The entry in force on the day and its first day; a Refusal where nothing is in force yet."""
        for start, entry in reversed(self.entries):
            if start <= day:
                return start, entry
        first = self.entries[0][0]
        raise refuse(
            "CFG.EFFECTIVE_DATE", f"nothing is in force on {day}; the first value starts on {first}", "Add one"
        )

    def on(self, day: date) -> T:
        """The value in force on the day; a Refusal where nothing is in force yet."""
        return self.entry_on(day)[1].value

    def starts_by(self, day: date) -> bool:
        """True where something is in force on the day."""
        return bool(self.entries) and self.entries[0][0] <= day

    def changes(self) -> Iterator[tuple[date, Entry[T]]]:
        """The entries after the first."""
        yield from self.entries[1:]

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        (inner,) = get_args(source)
        entry = core_schema.no_info_before_validator_function(
            _as_entry, handler.generate_schema(Entry.__class_getitem__(inner))
        )
        days = core_schema.dict_schema(keys_schema=handler.generate_schema(Day), values_schema=entry, min_length=1)
        return core_schema.no_info_after_validator_function(lambda found: cls(found.items()), days)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        nested: Any = schema
        entry = handler(nested["schema"]["values_schema"])
        short = handler.resolve_ref_schema(entry)["properties"]["value"]
        return {
            "type": "object",
            "minProperties": 1,
            "patternProperties": {r"^\d{4}-\d{2}-\d{2}$": {"anyOf": [short, entry]}},
            "additionalProperties": False,
            "description": "A value by the first day it is in force.",
        }


def _as_entry(found: Any) -> Any:
    """The short form 60% as the long form {value: 60%}."""
    is_long = isinstance(found, Entry) or (isinstance(found, Mapping) and "value" in found)
    return found if is_long else {"value": found}
