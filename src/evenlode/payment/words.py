"""Figures in sentences: written with enough digits that a reader never sees a line met that was missed."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

_MOST_PLACES = 4


def beside(value: Fraction, line: Fraction, is_share: bool) -> tuple[str, str]:
    """A figure and the line it is compared with, as text that compares the way the exact figures do.

    Shares are written as per cents. One decimal for the figure and as few as it needs for the line; more wherever
    rounding would hide which side of the line the figure is on: 59.96% beside 60% is not written 60.0%.
    """
    scale, unit = (100, "%") if is_share else (1, "")
    ours, of_ours = value.numerator * scale, value.denominator
    theirs, of_theirs = line.numerator * scale, line.denominator
    side = _compare(ours, of_ours, theirs, of_theirs)
    line_places = _places(theirs, of_theirs)
    if side == 0:
        text = f"{_text(theirs, of_theirs, line_places)}{unit}"
        return text, text
    while _compare(ours, of_ours, shown := _units(theirs, of_theirs, line_places), 10**line_places) != side:
        line_places += 1
    places = 1
    while _compare(_units(ours, of_ours, places), 10**places, shown, 10**line_places) != side:
        places += 1
    return f"{_text(ours, of_ours, places)}{unit}", f"{_text(theirs, of_theirs, line_places)}{unit}"


def line_text(line: Fraction, is_share: bool) -> str:
    """A line as the contract writes it: '42.5%' for a share, else the number."""
    return f"{plain(line * 100)}%" if is_share else plain(line)


def plain(value: Fraction) -> str:
    """A figure in its own unit, with as few decimals as it needs and four at most."""
    return _text(value.numerator, value.denominator, _places(value.numerator, value.denominator))


def ratio(value: Fraction | None) -> str | None:
    """'3/5': an exact ratio as text; None stays None."""
    return None if value is None else f"{value.numerator}/{value.denominator}"


@lru_cache(maxsize=1024)
def _places(number: int, of: int) -> int:
    """How many decimals the ratio needs to be exact; four where it needs more."""
    for places in range(_MOST_PLACES):
        if _compare(_units(number, of, places), 10**places, number, of) == 0:
            return places
    return _MOST_PLACES


def _text(number: int, of: int, places: int) -> str:
    """The ratio with so many decimals."""
    units = _units(number, of, places)
    whole, part = divmod(abs(units), 10**places)
    sign = "-" if units < 0 else ""
    return f"{sign}{whole:,}.{part:0{places}d}" if places else f"{sign}{whole:,}"


def _units(number: int, of: int, places: int) -> int:
    """The ratio in units of its last decimal, half rounded away from zero."""
    scale: int = 10**places
    units = (2 * abs(number) * scale + of) // (2 * of)
    return -units if number < 0 else units


def _compare(one: int, of_one: int, other: int, of_other: int) -> int:
    """-1, 0 or 1 as the one ratio is below, equal to or above the other."""
    ours, theirs = one * of_other, other * of_one
    return (ours > theirs) - (ours < theirs)
