"""Redesign: the same contract year with its lines turned into another shape, to be paid for the same invented years."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from evenlode.results import Kind, Polarity
from evenlode.terms.terms import IndicatorTerms, Ladder, Line, Terms

REACH = Fraction(5, 100)
"""How far below and above the line the other shapes begin and end: five percentage points."""

Change = Callable[[IndicatorTerms], IndicatorTerms]


def redesigned(terms: Terms, change: Change) -> Terms:
    """The terms with every indicator changed."""
    outcomes = tuple(
        replace(outcome, indicators=tuple(change(one) for one in outcome.indicators)) for outcome in terms.outcomes
    )
    return replace(terms, outcomes=outcomes)


def as_linear(terms: Terms) -> Terms:
    """Each line as a straight one: nothing five points short of it, all five points beyond it."""
    return redesigned(terms, lambda one: _with(one, terms, "linear", ((-1, 0), (1, 1)), ("floor", "ceiling")))


def as_levels(terms: Terms) -> Terms:
    """Each line as three levels: half five points short of it, three quarters on it, all five points beyond it."""
    steps = ((-1, Fraction(1, 2)), (0, Fraction(3, 4)), (1, Fraction(1)))
    return redesigned(terms, lambda one: _with(one, terms, "levels", steps, ("good", "improved", "excellent")))


def _with(
    one: IndicatorTerms,
    terms: Terms,
    shape: str,
    steps: tuple[tuple[int, Fraction | int], ...],
    names: tuple[str, ...],
) -> IndicatorTerms:
    line = one.line_on(terms.year.end)
    if one.kind is not Kind.PROPORTION or line is None:
        return one
    sign = 1 if one.polarity is Polarity.HIGHER_IS_BETTER else -1
    rungs = tuple(
        (name, Line(terms.year.start, _kept(line.value + sign * step * REACH), line.is_share), Fraction(pays))
        for name, (step, pays) in zip(names, steps, strict=True)
    )
    ladder = Ladder(terms.year.start, rungs)
    return replace(one, shape="linear" if shape == "linear" else "levels", lines=(), ladders=(ladder,))


def _kept(value: Fraction) -> Fraction:
    return min(max(value, Fraction(0)), Fraction(1))
