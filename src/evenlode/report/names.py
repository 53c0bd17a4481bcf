"""Names: who is called what on the page. Invented figures stand under aliases, never near a real name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from functools import cache
from typing import Any, TypeVar

from evenlode.results import EVERYONE
from evenlode.terms.contract import Contract
from evenlode.terms.forms.contract import PartyForm

T = TypeVar("T")
_NOT_IN_SHORT_NAMES = {"NHS", "and", "of", "the"}


def provider_names(contract: Contract) -> Mapping[str, str]:
    """A provider's slug, and its organisation code where it has one, to its name in the contract."""
    found = {EVERYONE: "All providers"}
    for party in contract.form.parties:
        found[party.party] = party.name
        if party.code:
            found[party.code] = party.name
    return found


def under_aliases(report: T, contract: Contract) -> T:
    """The same value with every real name of the contract replaced by its alias, in every text of it."""
    rename = _renaming(contract)
    pattern = re.compile("|".join(rf"(?<![A-Za-z]){re.escape(name)}(?![a-z])" for name in rename))

    @cache
    def clean_text(text: str) -> str:
        return pattern.sub(lambda found: rename[found[0]], text)

    def clean(value: Any) -> Any:
        if isinstance(value, str):
            return value if isinstance(value, Enum) else clean_text(value)
        if isinstance(value, tuple):
            return tuple(clean(item) for item in value)
        if is_dataclass(value) and not isinstance(value, type):
            old = {name: getattr(value, name) for name in _names_of_fields(type(value))}
            new = {name: clean(found) for name, found in old.items()}
            changed = {name: found for name, found in new.items() if found != old[name]}
            return replace(value, **changed) if changed else value
        return value

    cleaned: T = clean(report)
    return cleaned


@cache
def _names_of_fields(form: type) -> tuple[str, ...]:
    return tuple(one.name for one in fields(form))


def real_names(contract: Contract) -> tuple[str, ...]:
    """Every way in which a text may name this contract or a party of it, the longest first."""
    return tuple(_renaming(contract))


def _renaming(contract: Contract) -> dict[str, str]:
    form = contract.form
    found = {form.title: form.alias.title, form.contract: form.alias.contract}
    for party in form.parties:
        found |= dict.fromkeys(_ways_to_write(party), party.alias)
    places = _places(form.title, form.alias.title)
    for party in form.parties:
        found |= _place_in_name(party, places)
    found |= places
    return dict(sorted(found.items(), key=lambda pair: (-len(pair[0]), pair[0])))


def _ways_to_write(party: PartyForm) -> list[str]:
    """Its name, its code, its first two words, and its initials with and without the words nobody counts."""
    words = party.name.split()
    ways = [party.name, *([party.code] if party.code else [])]
    if len(words) > 2 and all(word[0].isupper() for word in words[:2]):
        counted = [word for word in words if word not in _NOT_IN_SHORT_NAMES]
        ways += [" ".join(words[:2])]
        ways += ["".join(word[0] for word in some) for some in (words, counted) if len(some) > 2]
    return ways


def _places(title: str, alias: str) -> dict[str, str]:
    """The words in which the contract's title and its alias differ, pair by pair: the names of places."""
    real, fictional = title.split(), alias.split()
    if len(real) != len(fictional):
        return {}
    pairs = {one: other for one, other in zip(real, fictional, strict=True) if one != other}
    return pairs | {one.lower(): other.lower() for one, other in pairs.items()}


def _place_in_name(party: PartyForm, places: Mapping[str, str]) -> dict[str, str]:
    """A place that a party's name begins with, also cut short (Oxford for Oxfordshire), and the name without it."""
    first, _, rest = party.name.partition(" ")
    for place, alias in places.items():
        if rest and first[0].isupper() and place.startswith(first):
            return {first: alias} | ({rest: party.alias} if " " not in rest else {})
    return {}
