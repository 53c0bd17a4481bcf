"""Two versions of a contract in words: what was added, taken out or changed, and from which day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any

from evenlode.money import pounds
from evenlode.results import say_day
from evenlode.terms.contract import Contract
from evenlode.terms.dated import Dated
from evenlode.terms.form import Form
from evenlode.terms.values import say_share

_NAMES = ("code", "outcome", "standard", "party", "variation", "segment", "scheme", "partner", "rule", "indicator")
"""What names an item of a list, the first that it has."""

_WORDING = frozenset(
    {"reference", "note", "illustrative", "readings", "summary", "as_printed", "titles_as_printed", "proposed", "tags"}
)
"""Fields that only say something: they are counted, not told one by one."""

_MONEY = frozenset({"annual_value", "amount", "price", "prices", "cap", "truncate_at", "support_fee"})


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is no longer the same. before and after: empty where it was not there."""

    where: str
    before: str
    after: str

    def __str__(self) -> str:
        if not self.before:
            return f"{self.where}: {self.after}, new"
        if not self.after:
            return f"{self.where}: {self.before}, taken out"
        return f"{self.where}: {self.before} becomes {self.after}"


def differences(old: Contract, new: Contract) -> tuple[tuple[Difference, ...], int]:
    """What differs in the terms, in the order of the contract; and how many texts differ that change no term."""
    walk = _Walk()
    pairs: tuple[tuple[str, Any, Any], ...] = (
        ("contract", old.form, new.form),
        ("population", old.population, new.population),
        ("outcome", old.outcomes, new.outcomes),
        ("standard", old.standards, new.standards),
    )
    found = tuple(one for where, before, after in pairs for one in walk.between(where, before, after, ""))
    return found, walk.wordings


class _Walk:
    """The walk through two forms side by side; it counts the texts that differ."""

    def __init__(self) -> None:
        self.wordings = 0

    def between(self, where: str, old: Any, new: Any, field: str) -> Iterator[Difference]:
        if old == new:
            return
        if field in _WORDING:
            self.wordings += 1
        elif isinstance(old, Form) and type(old) is type(new):
            for name, info in type(old).model_fields.items():
                yield from self.between(
                    f"{where}, {_plain(info.alias or name)}", getattr(old, name), getattr(new, name), name
                )
        elif isinstance(old, Dated) or isinstance(new, Dated):
            yield from self._dated(where, old, new, field)
        elif isinstance(old, tuple) and isinstance(new, tuple) and any(isinstance(one, Form) for one in (*old, *new)):
            yield from self._listed(where, _by_name(old), _by_name(new))
        elif isinstance(old, Mapping) and isinstance(new, Mapping):
            for key in dict.fromkeys([*old, *new]):
                yield from self.between(f"{where}, {_plain(str(key))}", old.get(key), new.get(key), field)
        else:
            yield Difference(where, _said(old, field), _said(new, field))

    def _dated(self, where: str, old: Dated[Any] | None, new: Dated[Any] | None, field: str) -> Iterator[Difference]:
        before, after = (dict(one.entries) if one else {} for one in (old, new))
        for day in sorted({*before, *after}):
            then, now = before.get(day), after.get(day)
            said = f"{where} from {say_day(day)}"
            if then is None or now is None:
                kept = now or then
                by = f" (variation {kept.by})" if kept and kept.by else ""
                was = _said(_in_force(before, day), field)
                yield Difference(said, was, f"{_said(_in_force(after, day), field)}{by}")
            elif then.value == now.value and then.by == now.by:
                self.wordings += 1
            else:
                by = f" (variation {now.by})" if now.by and now.by != then.by else ""
                yield Difference(said, _said(then.value, field), f"{_said(now.value, field)}{by}")

    def _listed(self, where: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
        for name in dict.fromkeys([*old, *new]):
            then, now = old.get(name), new.get(name)
            inside = f"{where.rpartition(', ')[2]} {name}".removeprefix("indicators ").removeprefix("parties ")
            if then is None or now is None:
                title = getattr(now or then, "title", None) or getattr(now or then, "name", None) or name
                yield Difference(inside, str(title) if then else "", str(title) if now else "")
            else:
                yield from self.between(inside, then, now, "")


def _in_force(entries: Mapping[date, Any], day: date) -> Any:
    """The value in force on the day; None where there is none yet."""
    return next((entries[start].value for start in sorted(entries, reverse=True) if start <= day), None)


def _by_name(items: tuple[Any, ...]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for place, item in enumerate(items, start=1):
        name = next((str(getattr(item, one)) for one in _NAMES if getattr(item, one, None) is not None), str(place))
        found[name] = item
    return found


def _plain(name: str) -> str:
    return name.replace("_", " ")


def _said(value: Any, field: str) -> str:
    """A value as a person writes it; nothing where there is none."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case Fraction():
            return say_share(value) if abs(value) <= 1 else f"{Decimal(value.numerator) / Decimal(value.denominator)}"
        case int() if field in _MONEY:
            return pounds(value)
        case date():
            return say_day(value)
        case Enum():
            return str(value.value)
        case Form():
            said = (
                f"{_plain(info.alias or name)} {_said(getattr(value, name), name)}"
                for name, info in type(value).model_fields.items()
                if getattr(value, name) not in (None, (), {}) and name not in _WORDING
            )
            return ", ".join(said)
        case Mapping():
            return ", ".join(f"{key} {_said(inner, field)}" for key, inner in value.items())
        case tuple() | list():
            return ", ".join(_said(one, field) for one in value) or "none"
        case Dated():
            return "; ".join(f"{_said(entry.value, field)} from {say_day(day)}" for day, entry in value.entries)
        case _:
            return str(value)
