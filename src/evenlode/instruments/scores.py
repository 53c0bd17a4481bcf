"""Scoring: the items of one filled-in form in, its total and subscales out, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from evenlode.instruments.answers import Value, read_answers
from evenlode.instruments.form import Instrument, Primitive
from evenlode.instruments.reading import instrument
from evenlode.instruments.scoring import Scoring, scorings_of
from evenlode.problems import refuse

TOTAL = "total"
"""The name of the figure that stands for the whole instrument, where it has one."""


@dataclass(frozen=True, slots=True)
class Score:
    """What one filled-in form comes to, as exact ratios; None for a figure with too few valid answers.

    valid: whether the figures that the instrument needs are there. reason: why not, in a sentence. answered, missing
    and invalid count the items that figures are made of; an invalid value is left out, its form is kept.
    """

    instrument: str
    total: Fraction | None
    subscales: Mapping[str, Fraction | None]
    valid: bool
    reason: str | None
    answered: int
    missing: int
    invalid: int
    profile: str | None = None


def scorings(which: str | Instrument, coding: str | None = None) -> tuple[Scoring, ...]:
    """Every figure of an instrument as plain data, for an engine that scores many forms at once. See `Scoring`."""
    return scorings_of(instrument(which), coding)


def score(
    which: str | Instrument,
    items: Mapping[str | int, Value],
    coding: str | None = None,
    *,
    minimum_valid: int | None = None,
    prorate: bool = False,
) -> Score:
    """The score of one filled-in form.

    items: answers by item number or letter. coding: 'endorsed' or 'scored', needed where items are reversed.
    minimum_valid, prorate: a contract's own missing rule for the total, in place of the instrument's; subscales keep
    theirs. Raises a Refusal for an unknown instrument, coding or item, never for an answer.
    """
    form = instrument(which)
    rules = scorings_of(form, coding)
    if minimum_valid is not None or prorate:
        rules = _own_rule(form, rules, minimum_valid, prorate)
    answers = read_answers(form, items, rules)
    figures = {rule.figure: rule.of(answers.values) for rule in rules}
    texts = {rule.figure for rule in rules if rule.primitive is Primitive.PROFILE}
    numbers = {name: found for name, found in figures.items() if name not in texts and not isinstance(found, str)}
    reason = _reason(form, [rule for rule in rules if figures[rule.figure] is None], answers.values)
    return Score(
        instrument=form.instrument,
        total=numbers.get(TOTAL),
        subscales={name: found for name, found in numbers.items() if name != TOTAL},
        valid=reason is None,
        reason=reason,
        answered=answers.answered,
        missing=answers.missing,
        invalid=answers.invalid,
        profile=next((found for found in figures.values() if isinstance(found, str)), None),
    )


def _own_rule(
    form: Instrument, rules: Sequence[Scoring], minimum_valid: int | None, prorate: bool
) -> tuple[Scoring, ...]:
    total = next((rule for rule in rules if rule.figure == TOTAL), None)
    if total is None:
        said = f"{form.instrument} has no total, so it has no missing rule of a total"
        raise refuse("INSTR.FIGURE", said, "Leave minimum_valid and prorate out", field="minimum_valid")
    if minimum_valid is not None and not 1 <= minimum_valid <= len(total.items):
        said = f"the total of {form.instrument} has {len(total.items)} items, it cannot need {minimum_valid}"
        raise refuse("INSTR.FIGURE", said, f"Give 1 to {len(total.items)}", field="minimum_valid")
    return tuple(rule.relaxed(minimum_valid, prorate) if rule is total else rule for rule in rules)


def _reason(form: Instrument, absent: Sequence[Scoring], values: Mapping[str, int | None]) -> str | None:
    """Why the form is not valid: the figures that are needed and absent; None where it is valid."""
    by_name = {rule.figure: rule for rule in absent}
    every = [by_name[name] for name in form.needs.every if name in by_name]
    some = [by_name[name] for name in form.needs.any if name in by_name]
    needed = every or (some if len(some) == len(form.needs.any) else [])
    if not needed:
        return None
    said = (
        f"{rule.figure} needs {rule.minimum_valid} of {len(rule.items)} items "
        f"and has {sum(values[item.item] is not None for item in rule.items)}"
        for rule in needed
    )
    return "; ".join(said)
