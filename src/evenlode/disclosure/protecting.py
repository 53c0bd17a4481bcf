"""Protected cells: counts starred or rounded, rates where they may be shown, and every hidden part with its reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from evenlode.disclosure.rules import Policy, policy
from evenlode.problems import Level as HowFar
from evenlode.problems import Problem, Refusal


class Level(StrEnum):
    """Whether a figure is of the whole country or of a part of it."""

    NATIONAL = "national"
    LOCAL = "local"


class Part(StrEnum):
    """The parts of a figure that are shown or hidden one by one."""

    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    RATE = "rate"


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure before it is protected: its exact counts, None where one is missing, and what it is called."""

    numerator: int | None
    denominator: int | None
    label: str = ""
    level: Level = Level.LOCAL


@dataclass(frozen=True, slots=True)
class Hidden:
    """A part that is not shown, and why, in words for the people who make the release."""

    part: Part
    why: str


@dataclass(frozen=True, slots=True)
class Protected:
    """A figure as it may be shown: None stands for a star. The rate is a share of 1."""

    numerator: int | None
    denominator: int | None
    rate: Fraction | None
    hidden: tuple[Hidden, ...] = ()


def protect(cells: Iterable[Cell], under: str | Policy) -> list[Protected]:
    """Each cell as the policy shows it, in the order given. It looks at one cell at a time: a release audits besides.

    Raises a Refusal that names every row with a negative count or a numerator above its denominator, and one for a
    policy that does not exist.
    """
    rules, cells = policy(under), list(cells)
    problems = [problem for row, cell in enumerate(cells, start=1) for problem in _impossible(row, cell)]
    if problems:
        raise Refusal(problems)
    return [_protected(cell, rules) for cell in cells]


def protect_count(count: int | None, under: str | Policy, level: Level = Level.LOCAL) -> int | None:
    """One count as the policy shows it; None for a star."""
    rules = policy(under)
    if level is Level.NATIONAL and rules.whole_country == "exact":
        return count or 0
    if count is None or rules.is_small(count):
        return None
    return rules.rounded(count)


def protect_rate(
    numerator: int | None, denominator: int | None, under: str | Policy, level: Level = Level.LOCAL
) -> Fraction | None:
    """One rate as the policy shows it, as a share of 1; None for a star."""
    rules = policy(under)
    if level is Level.NATIONAL and rules.whole_country == "exact":
        return Fraction(numerator, denominator) if numerator is not None and denominator else Fraction(0)
    if not denominator or numerator is None or not _may_show_rate(numerator, denominator, rules):
        return None
    if rules.rates.from_ == "protected counts":
        shown = rules.rounded(denominator)
        return Fraction(rules.rounded(numerator), shown) if shown else None
    return Fraction((200 * numerator + denominator) // (2 * denominator), 100)


def _may_show_rate(numerator: int, denominator: int, rules: Policy) -> bool:
    least = rules.rates
    return (
        not rules.is_small(denominator)
        and numerator >= least.numerator_at_least
        and denominator >= least.denominator_at_least
        and denominator - numerator >= least.complement_at_least
    )


def _protected(cell: Cell, rules: Policy) -> Protected:
    counts = {Part.NUMERATOR: cell.numerator, Part.DENOMINATOR: cell.denominator}
    shown = {part: protect_count(count, rules, cell.level) for part, count in counts.items()}
    rate = protect_rate(cell.numerator, cell.denominator, rules, cell.level)
    hidden = [Hidden(part, _why(counts[part], rules)) for part in counts if shown[part] is None]
    if rate is None:
        hidden.append(Hidden(Part.RATE, _why_no_rate(cell, rules)))
    return Protected(shown[Part.NUMERATOR], shown[Part.DENOMINATOR], rate, tuple(hidden))


def _why(count: int | None, rules: Policy) -> str:
    return "missing" if count is None else f"a count of {rules.small.from_} to {rules.small.to}"


def _why_no_rate(cell: Cell, rules: Policy) -> str:
    if cell.numerator is None or cell.denominator is None:
        return "a count is missing"
    if cell.denominator == 0:
        return "nobody is in it"
    least = rules.rates
    if rules.is_small(cell.denominator) or cell.denominator < least.denominator_at_least:
        return "too few people are in it"
    if cell.numerator < least.numerator_at_least:
        return f"fewer than {least.numerator_at_least} people meet it"
    return f"fewer than {least.complement_at_least} people do not meet it"


def _impossible(row: int, cell: Cell) -> Iterable[Problem]:
    name = cell.label or "cells"
    for part in (Part.NUMERATOR, Part.DENOMINATOR):
        count = cell.numerator if part is Part.NUMERATOR else cell.denominator
        if count is not None and count < 0:
            message = f"the {part} is below zero"
            yield Problem("VALUE.RANGE", HowFar.REJECT_FILE, name, row, part, message, "Give a count of zero or more")
    if cell.numerator is not None and cell.denominator is not None and cell.numerator > cell.denominator >= 0:
        message, fix = "the numerator is above the denominator", "Count the numerator among those of the denominator"
        yield Problem("VALUE.RANGE", HowFar.REJECT_FILE, name, row, Part.NUMERATOR, message, fix)
