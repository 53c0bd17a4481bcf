"""What a score is measured on: a figure, or each item on its own; its range, and which way is better."""

from __future__ import annotations

from evenlode.instruments.form import EACH_ITEM, FigureForm, Instrument
from evenlode.instruments.item_list import Range
from evenlode.problems import refuse
from evenlode.results import Polarity


def range_of(form: Instrument, of: str) -> Range | None:
    """The range of a figure, or of each item; None for a profile. Raises a Refusal where there is no such figure."""
    if of == EACH_ITEM:
        return Range(min(group.range.low for group in form.items), max(group.range.high for group in form.items))
    return _figure(form, of).range


def polarity_of(form: Instrument, of: str) -> Polarity:
    """Which way is better: the figure's own direction, else the instrument's. It never comes from outside.

    Raises a Refusal where there is no such figure.
    """
    return form.polarity if of == EACH_ITEM else _figure(form, of).polarity or form.polarity


def is_measured_on(form: Instrument, of: str) -> bool:
    """True for a figure of the instrument and for 'each item'."""
    return of == EACH_ITEM or of in form.figures_named()


def _figure(form: Instrument, of: str) -> FigureForm:
    figures = form.figures_named()
    if of not in figures:
        fix = f"Use one of {', '.join(figures)}, or {EACH_ITEM}"
        raise refuse("INSTR.FIGURE", f'{form.instrument} has no figure "{of}"', fix, field="of")
    return figures[of]
