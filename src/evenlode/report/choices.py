"""Choices: every value of the contract that is ours because the sources are silent, gathered from all of its forms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from evenlode.report.report import Choice
from evenlode.report.words import short_day
from evenlode.terms.contract import Contract
from evenlode.terms.dated import Dated, Entry
from evenlode.terms.form import Form
from evenlode.terms.forms.contract import ContractForm
from evenlode.terms.forms.outcome import IndicatorForm, OutcomeForm, StandardForm
from evenlode.terms.forms.population import PopulationForm, SwitchForm
from evenlode.terms.forms.variations import VariationForm


def illustrative_choices(contract: Contract) -> tuple[Choice, ...]:
    """Every `illustrative` reason of the contract, each once, with all it applies to; in the order of the contract."""
    found: dict[str, list[str]] = {}
    forms = (contract.form, contract.population, *contract.outcomes, *contract.standards, contract.variations)
    for form in (*forms, *contract.finance, *contract.governance):
        for reason, what in _reasons(form, ()):
            found.setdefault(reason, []).append(what)
    return tuple(Choice(reason, _folded(applies_to)) for reason, applies_to in found.items())


def _reasons(value: Any, path: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Reason and what it applies to, for a form and everything inside it."""
    if isinstance(value, Dated):
        for start, entry in value.entries:
            yield from _reasons(entry, (*path[:-1], f"{path[-1]} from {short_day(start)}"))
    elif isinstance(value, Form):
        here = _name(value) or path
        illustrative = getattr(value, "illustrative", None)
        if isinstance(value, Entry) and illustrative:
            yield illustrative, ": ".join(path)
        elif isinstance(illustrative, Mapping):
            yield from ((reason, ": ".join((*here, _words(field)))) for field, reason in illustrative.items())
        for field in type(value).model_fields:
            if field != "illustrative":
                yield from _reasons(getattr(value, field), (*here, _words(field)))
    elif isinstance(value, tuple):
        for item in value:
            yield from _reasons(item, path)


def _name(form: Form) -> tuple[str, ...]:
    """What a reader calls the form; empty for a part that has no name of its own."""
    match form:
        case ContractForm():
            return ("Contract",)
        case PopulationForm():
            return ("Population",)
        case SwitchForm():
            return (f"Contradiction {form.switch.replace('-', ' ').replace('honos', 'HoNOS')}",)
        case OutcomeForm():
            return (f"Outcome {form.number}",)
        case IndicatorForm():
            return (f"Indicator {form.code}",)
        case StandardForm():
            return (f"Standard {form.code}",)
        case VariationForm():
            return (f"Variation {form.variation}",)
    return ()


def _words(field: str) -> str:
    return field.strip("_").removeprefix("with.").replace("_", " ").replace(".", ", ")


def _folded(applies_to: list[str]) -> tuple[str, ...]:
    """'Indicators 2a-i and 2b: period' from one entry each: what differs only in the thing named is said once."""
    by_rest: dict[tuple[str, str], list[str]] = {}
    for what in applies_to:
        thing, _, rest = what.partition(": ")
        kind, _, name = thing.partition(" ")
        by_rest.setdefault((kind, rest), []).append(name)
    return tuple(_together(kind, names, rest) for (kind, rest), names in by_rest.items())


def _together(kind: str, names: list[str], rest: str) -> str:
    unique = list(dict.fromkeys(names))
    plural = kind + ("s" if len(unique) > 1 else "")
    said = f"{plural} {', '.join(unique)}".strip()
    return f"{said}: {rest}" if rest else said
