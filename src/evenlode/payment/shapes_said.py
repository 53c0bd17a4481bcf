"""The shapes in words: what an indicator's shape says on a day, as the contract page and `explain` show it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from evenlode.money import pounds
from evenlode.payment.words import line_text
from evenlode.terms.forms.outcome import IndicatorForm
from evenlode.terms.forms.shapes import BetterOfForm, LinearForm, ReportingForm, UnitPriceForm

Line = Callable[[Fraction], str]
"""How a line of the indicator is written: as a share with its %, or as a number in its own unit."""

DATED_SHAPES = ("target", "levels", "linear", "better_of", "unit_price", "reporting", "percentile_ladder")
"""The fields of an indicator that hold a dated shape, in the order in which they are told."""


def shape_in_words(value: object, line: Line) -> str:
    """What a shape says: 'nothing at 60%, all at 90%'. Raises TypeError for a value that is no shape."""
    match value:
        case Fraction():
            return line(value)
        case LinearForm():
            return f"nothing at {line(value.floor)}, all at {line(value.ceiling)}, a straight line between"
        case BetterOfForm():
            lines = f"threshold {line(value.threshold)}, benchmark {line(value.benchmark)}"
            return f"{lines}, baseline {line(value.baseline)}, counted in {_article(value.counted_in)}"
        case UnitPriceForm():
            cap = "" if value.cap is None else f", up to {pounds(value.cap)}"
            return f"{pounds(value.price)} for each{cap}"
        case ReportingForm():
            days = "" if value.within_days is None else f", known within {value.within_days} days"
            return f"a return with {line_text(value.coverage, is_share=True)} coverage{days}"
        case Mapping():
            return ", ".join(f"{name} {_of_step(name, one, line)}" for name, one in value.items())
    raise TypeError(f"{type(value).__name__} is no shape")


def shapes_of(form: IndicatorForm) -> tuple[tuple[str, Any], ...]:
    """The dated shapes that the indicator has: the name of each in words, and its values by day."""
    return tuple((name.replace("_", " "), dated) for name in DATED_SHAPES if (dated := getattr(form, name)) is not None)


def _article(counted_in: str) -> str:
    return f"a {counted_in}" if counted_in == "straight line" else counted_in


def _of_step(name: object, value: Fraction, line: Line) -> str:
    """A step named by a number is a percentile and pays a share; one named by a word is a level with its line."""
    return f"pays {line_text(value, is_share=True)}" if isinstance(name, int) else line(value)
