"""Change: two scores of one person on one instrument, and which of five things happened between them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from evenlode.instruments.change_rules import clinical_line, reliable_size
from evenlode.instruments.exact import Number, exact
from evenlode.instruments.form import Instrument
from evenlode.instruments.item_list import ClinicalLine
from evenlode.instruments.ranges import polarity_of, range_of
from evenlode.instruments.reading import instrument
from evenlode.instruments.scores import TOTAL
from evenlode.problems import refuse
from evenlode.results import Polarity


class Reliable(StrEnum):
    """Whether the score moved by more than noise, and which way."""

    IMPROVED = "improved"
    DETERIORATED = "deteriorated"
    NONE = "none"


class Clinical(StrEnum):
    """Whether the score crossed the cut-off, and which way; 'no_cut_off' where there is none to cross."""

    TO_NONCLINICAL = "clinical_to_nonclinical"
    TO_CLINICAL = "nonclinical_to_clinical"
    NONE = "none"
    NO_CUT_OFF = "no_cut_off"


class Category(StrEnum):
    """The five things that can have happened. The first is what some call recovery."""

    RELIABLE_AND_CLINICAL_IMPROVEMENT = "reliable_and_clinical_improvement"
    RELIABLE_IMPROVEMENT_ONLY = "reliable_improvement_only"
    RELIABLE_DETERIORATION = "reliable_deterioration"
    CLINICAL_CHANGE_ONLY = "clinical_change_only"
    NO_RELIABLE_CHANGE = "no_reliable_change"


@dataclass(frozen=True, slots=True)
class Change:
    """What happened between two scores.

    better_by: the exact difference, positive where the person is better. clinical_at_start: None without a cut-off.
    has_room: whether the score before could have improved reliably at all; near the best score it could not.
    """

    category: Category
    reliable: Reliable
    clinical: Clinical
    better_by: Fraction
    clinical_at_start: bool | None
    has_room: bool


def better_by(which: str | Instrument, before: Number, after: Number, *, of: str = TOTAL) -> Fraction:
    """How much better the later score is, in the score's unit; negative where it is worse.

    of: the figure that both scores are, or 'each item'. Raises a Refusal for a score outside the figure's range.
    """
    form = instrument(which)
    first, last = _score(form, of, before, "before"), _score(form, of, after, "after")
    return _gain(form, of, first, last)


def change(
    which: str | Instrument,
    before: Number,
    after: Number,
    *,
    of: str | None = None,
    rule: str | None = None,
    by: Number | None = None,
    cut_off: str | None = None,
    clinical: str | None = None,
) -> Change:
    """Which of the five categories two scores make.

    of: the figure that both scores are, or 'each item'; left out, what the instrument's own rule is of. rule, cut_off:
    the name of one of the instrument's, in place of its defaults. by, clinical: a contract's own instead, for example
    by=5 and clinical='at or above 10'. A change of exactly the rule's size is reliable.

    Raises a Refusal where the instrument has no default rule and none is given, for an unknown name, for both a name
    and a contract's own, or for a score outside its range. Source: Jacobson and Truax 1991, with the categories named.
    """
    form = instrument(which)
    of = of or next((found.of for found in form.changes if found.default), TOTAL)
    needed = reliable_size(form, of, rule, by)
    line = clinical_line(form, of, cut_off, clinical)
    first, last = _score(form, of, before, "before"), _score(form, of, after, "after")
    difference = _gain(form, of, first, last)
    reliable = _reliable(difference, needed)
    crossed = _crossed(line, first, last)
    return Change(
        category=_category(reliable, crossed),
        reliable=reliable,
        clinical=crossed,
        better_by=difference,
        clinical_at_start=None if line is None else line.holds(first),
        has_room=max(_gain(form, of, first, end) for end in _ends(form, of)) >= needed,
    )


def _reliable(difference: Fraction, needed: Fraction) -> Reliable:
    if difference >= needed:
        return Reliable.IMPROVED
    return Reliable.DETERIORATED if -difference >= needed else Reliable.NONE


def _crossed(line: ClinicalLine | None, first: Fraction, last: Fraction) -> Clinical:
    if line is None:
        return Clinical.NO_CUT_OFF
    if line.holds(first) == line.holds(last):
        return Clinical.NONE
    return Clinical.TO_NONCLINICAL if line.holds(first) else Clinical.TO_CLINICAL


def _category(reliable: Reliable, crossed: Clinical) -> Category:
    recovered = crossed is Clinical.TO_NONCLINICAL
    match reliable:
        case Reliable.IMPROVED if recovered:
            return Category.RELIABLE_AND_CLINICAL_IMPROVEMENT
        case Reliable.IMPROVED:
            return Category.RELIABLE_IMPROVEMENT_ONLY
        case Reliable.DETERIORATED:
            return Category.RELIABLE_DETERIORATION
        case Reliable.NONE:
            return Category.CLINICAL_CHANGE_ONLY if recovered else Category.NO_RELIABLE_CHANGE


def _gain(form: Instrument, of: str, first: Fraction, last: Fraction) -> Fraction:
    return last - first if polarity_of(form, of) is Polarity.HIGHER_IS_BETTER else first - last


def _ends(form: Instrument, of: str) -> tuple[Fraction, Fraction]:
    """The lowest and the highest score of the figure."""
    inside = range_of(form, of)
    if inside is None:
        raise refuse("INSTR.FIGURE", f"{of} of {form.instrument} is no number", "Use a figure that is one", field="of")
    return inside.low, inside.high


def _score(form: Instrument, of: str, value: Number, name: str) -> Fraction:
    low, high = _ends(form, of)
    found = exact(value)
    if found is None or not low <= found <= high:
        said = f"the score {name} is not a number from {low} to {high}, which {of} of {form.instrument} needs"
        raise refuse("INSTR.SCORE", said, "Leave out the pair, or score it again from its items", field=name)
    return found
