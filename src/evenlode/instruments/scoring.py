"""Scoring rules as plain data: all that it takes to compute one figure, for the library and for an engine alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from evenlode.instruments import primitives
from evenlode.instruments.form import FigureForm, Instrument, Primitive
from evenlode.instruments.item_list import Range
from evenlode.problems import refuse
from evenlode.results import Polarity

Figure = Fraction | str
"""What a scoring gives: an exact number, or the text of a profile."""


@dataclass(frozen=True, slots=True)
class ItemRule:
    """One item: the whole numbers that are an answer, those that say 'not known', words for numbers, and its turn.

    A reversed item counts as low + high - value, so that it points the same way as the others.
    """

    item: str
    low: int
    high: int
    not_known: tuple[int, ...] = ()
    answers: tuple[tuple[str, int], ...] = ()
    reversed: bool = False

    def counts_as(self, value: int) -> int:
        """A valid answer the right way round."""
        return self.low + self.high - value if self.reversed else value


@dataclass(frozen=True, slots=True)
class Scoring:
    """One figure of one instrument. With v the valid answers the right way round, n of them:

    | primitive | figure |
    | --- | --- |
    | sum | v1 + ... + vn |
    | mean times k | k * (v1 + ... + vn) / n |
    | subscale mean | (v1 + ... + vn) / n |
    | profile | the digits of v1 ... vn written one after another |

    counted_from: each valid answer counts as 1 where it is at this number or above, else as 0.

    There is no figure where n < minimum_valid. An engine gets the same answer from the sum and the count of the
    valid answers alone, and compares a quotient with a line exactly by multiplying the line by the count.
    """

    instrument: str
    figure: str
    primitive: Primitive
    items: tuple[ItemRule, ...]
    k: Fraction
    minimum_valid: int
    polarity: Polarity
    counted_from: int | None = None

    def of(self, answers: Mapping[str, int | None]) -> Figure | None:
        """The figure from valid answers as given, None for each that is missing; None where too few are valid."""
        given = [rule.counts_as(value) for rule in self.items if (value := answers.get(rule.item)) is not None]
        valid = given if self.counted_from is None else [int(value >= self.counted_from) for value in given]
        if len(valid) < self.minimum_valid:
            return None
        return primitives.find(self.primitive)(valid, self)

    def range(self) -> Range | None:
        """The lowest and highest figure there can be; None for a profile."""
        make = primitives.find(self.primitive)
        if self.counted_from is not None:
            return Range(Fraction(0), Fraction(len(self.items)))
        low, high = make([rule.low for rule in self.items], self), make([rule.high for rule in self.items], self)
        return None if isinstance(low, str) or isinstance(high, str) else Range(low, high)

    def relaxed(self, minimum_valid: int | None, prorate: bool) -> Scoring:
        """The same figure under a contract's own missing rule.

        prorate: a sum is made up for its missing items by their mean, so it becomes the mean times the number of items.
        """
        found = self if minimum_valid is None else replace(self, minimum_valid=minimum_valid)
        if not prorate or found.primitive is not Primitive.SUM:
            return found
        return replace(found, primitive=Primitive.MEAN_TIMES_K, k=Fraction(len(found.items)))

    def counting_from(self, number: int) -> Scoring:
        """In place of the figure how many of its items are at this number or above, the right way round."""
        return replace(
            self,
            figure=f"items at {number} or above",
            primitive=Primitive.SUM,
            k=Fraction(1),
            minimum_valid=len(self.items),
            counted_from=number,
        )


def scorings_of(form: Instrument, coding: str | None = None) -> tuple[Scoring, ...]:
    """Every figure of the instrument as data, under one coding.

    coding: 'endorsed' where a number is the box that was ticked, 'scored' where reversed items are already turned
    round. It must be said where the instrument has reversed items: the wrong guess moves a score by many points.
    Raises a Refusal for a coding the instrument does not have, none where one is needed, or figures without items.
    """
    rules = _item_rules(form, _coding(form, coding))
    unpublished = [found.figure for found in form.figures if not found.items]
    if unpublished:
        said = f"{form.instrument}: no source that we could read says which items make up {' and '.join(unpublished)}"
        raise refuse("INSTR.KEY", said, "Score it with the owner's key and send the figures", field="figures")
    return tuple(_scoring(form, found, rules) for found in form.figures)


def _scoring(form: Instrument, found: FigureForm, rules: Mapping[str, ItemRule]) -> Scoring:
    return Scoring(
        instrument=form.instrument,
        figure=found.figure,
        primitive=found.by,
        items=tuple(rules[item] for item in found.items),
        k=Fraction(1 if found.k is None else found.k),
        minimum_valid=len(found.items) - found.may_miss,
        polarity=found.polarity or form.polarity,
    )


def _item_rules(form: Instrument, coding: str) -> dict[str, ItemRule]:
    return {
        item: ItemRule(
            item=item,
            low=int(group.range.low),
            high=int(group.range.high),
            not_known=group.not_known,
            answers=tuple((word.casefold(), value) for word, value in group.answers.items()),
            reversed=coding == "endorsed" and item in form.reversed_,
        )
        for group in form.items
        for item in group.items
    }


def _coding(form: Instrument, coding: str | None) -> str:
    if coding is None and len(form.codings) == 1:
        return form.codings[0]
    if coding not in form.codings:
        known = " or ".join(f'"{one}"' for one in form.codings)
        said = "it has reversed items, so the coding must be said" if coding is None else f'it has no coding "{coding}"'
        raise refuse("INSTR.CODING", f"{form.instrument}: {said}", f"Give coding={known}", field="coding")
    return coding
