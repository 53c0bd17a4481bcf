"""What-if: changes of a case as typed, 'inflation=2.5%', 'lever:Care coordination=50%', 'scope:Respite care=£25k'."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from evenlode.finance.assumptions import FIGURES, IN_POUNDS, Assumptions, check_cost
from evenlode.finance.declared import Declared
from evenlode.finance.thousands import Thousands
from evenlode.problems import Problem, Refusal, refuse
from evenlode.terms.forms.finance import read_figure


@dataclass(frozen=True, slots=True)
class Changes:
    """Changes on top of what is declared: assumptions by name, levers scaled (1 is as declared), scope in £k."""

    figures: Mapping[str, Fraction] = field(default_factory=dict)
    levers: Mapping[str, Fraction] = field(default_factory=dict)
    scope: Mapping[str, Thousands] = field(default_factory=dict)

    @property
    def any(self) -> bool:
        """True where something is changed."""
        return bool(self.figures or self.levers or self.scope)

    def on(self, declared: Assumptions) -> Assumptions:
        """The assumptions with these changes. Raises a Refusal where they contradict each other."""
        for name, value in self.figures.items():
            declared = declared.with_(name, value)
        check_cost(declared.cost)
        return declared

    def and_(self, name: str, value: Fraction) -> Changes:
        """The same and one assumption more."""
        return replace(self, figures={**self.figures, name: value})


NO_CHANGES = Changes()


def read_changes(typed: Iterable[str], declared: Declared) -> Changes:
    """The changes typed as NAME=VALUE. Raises a Refusal that holds every one that cannot be read."""
    figures: dict[str, Fraction] = {}
    levers: dict[str, Fraction] = {}
    scope: dict[str, Fraction] = {}
    problems: list[Problem] = []
    for text in typed:
        name, _, value = (part.strip() for part in text.partition("="))
        try:
            if name.startswith("lever:"):
                known = [lever.name for lever in declared.levers]
                levers[_one_of("lever", name.removeprefix("lever:"), known)] = _not_below_zero(
                    text, _share(text, value)
                )
            elif name.startswith("scope:"):
                service = _one_of("service", name.removeprefix("scope:"), declared.scope.rows)
                scope[service] = _not_below_zero(text, _pounds(text, value))
            else:
                known_name = _one_of("assumption", name.replace("-", " "), FIGURES)
                figures[known_name] = (_pounds if known_name in IN_POUNDS else _share)(text, value)
        except Refusal as refusal:
            problems.extend(refusal.problems)
    if problems:
        raise Refusal(problems)
    return Changes(figures, levers, scope)


def _one_of(what: str, name: str, known: Iterable[str]) -> str:
    names = list(known)
    if name in names:
        return name
    lower = {one.lower(): one for one in names}
    if name.lower() in lower:
        return lower[name.lower()]
    near = difflib.get_close_matches(name.lower(), lower, n=1)
    fix = f"Did you mean {lower[near[0]]}?" if near else f"Use one of: {'; '.join(names)}"
    raise refuse("CASE.SET", f'"{name}" is no {what} of this case', fix)


def _share(text: str, value: str) -> Fraction:
    if not value.endswith("%"):
        raise refuse("CASE.SET", f'"{text}" needs a share', "Write it with its %, for example inflation=2.5%")
    return _figure(text, value)


def _pounds(text: str, value: str) -> Thousands:
    if not value.startswith("£"):
        raise refuse("CASE.SET", f'"{text}" needs an amount', "Write pounds, for example £700k or £36m")
    return _figure(text, value)


def _not_below_zero(text: str, value: Fraction) -> Fraction:
    if value < 0:
        raise refuse("CASE.SET", f'"{text}" is below zero', "Write zero or more")
    return value


def _figure(text: str, value: str) -> Fraction:
    try:
        found = read_figure(value)
    except ValueError as error:
        raise refuse("CASE.SET", f'"{text}": {error}', "Correct it") from None
    if found is None:
        raise refuse("CASE.SET", f'"{text}" has no value', "Write NAME=VALUE")
    return found
