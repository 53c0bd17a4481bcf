"""The answers of one filled-in form: each item valid, missing or invalid. A value that is no answer never counts."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from evenlode.instruments.exact import exact
from evenlode.instruments.form import Instrument
from evenlode.instruments.scoring import ItemRule, Scoring
from evenlode.problems import refuse

Value = object
"""What an answer may come as: a whole number as an int, a text or any exact number, a word the instrument knows,
None for missing. Anything else is invalid, and invalid is not missing."""


@dataclass(frozen=True, slots=True)
class Answers:
    """The valid answers by item as given, not turned round; how many items have none, and how many a wrong one."""

    values: Mapping[str, int | None]
    missing: int
    invalid: int

    @property
    def answered(self) -> int:
        """How many items have a valid answer."""
        return len(self.values) - self.missing - self.invalid


def read_answers(form: Instrument, items: Mapping[str | int, Value], scorings: Iterable[Scoring]) -> Answers:
    """The answers to every item that some figure is made of. An item that is left out is missing.

    A number that says 'not known' (HoNOS 9) is missing. Raises a Refusal for an item the instrument does not have
    or that is given twice; never for a value, which is a person's.
    """
    given = _by_item(form, items)
    rules = {rule.item: rule for scoring in scorings for rule in scoring.items}
    values: dict[str, int | None] = {}
    missing = 0
    for item, rule in rules.items():
        raw = given.get(item)
        is_missing = _says_nothing(raw, rule)
        values[item] = None if is_missing else _valid(raw, rule)
        missing += is_missing
    invalid = sum(value is None for value in values.values()) - missing
    return Answers(values, missing, invalid)


def _by_item(form: Instrument, items: Mapping[str | int, Value]) -> dict[str, Value]:
    known = {item.casefold(): item for item in form.item_names()}
    found: dict[str, Value] = {}
    for key, value in items.items():
        item = known.get(str(key).strip().casefold())
        if item is None:
            said = f'{form.instrument} has no item "{key}"'
            raise refuse("INSTR.ITEM", said, f"Its items are {', '.join(known.values())}", field="items")
        if item in found:
            raise refuse("INSTR.ITEM", f"item {item} of {form.instrument} is given twice", "Keep one", field="items")
        found[item] = value
    return found


def _says_nothing(raw: Value, rule: ItemRule) -> bool:
    if raw is None or (isinstance(raw, str) and not raw.strip()) or (isinstance(raw, float) and math.isnan(raw)):
        return True
    return exact(raw) in rule.not_known


def _valid(raw: Value, rule: ItemRule) -> int | None:
    words = dict(rule.answers)
    if isinstance(raw, str) and raw.strip().casefold() in words:
        return words[raw.strip().casefold()]
    number = exact(raw)
    if number is None or number.denominator != 1 or not rule.low <= number <= rule.high:
        return None
    return int(number)
