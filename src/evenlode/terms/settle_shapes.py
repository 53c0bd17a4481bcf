"""Settling how an indicator is judged: its dated targets, ladders, prices and returns as exact values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from evenlode.results import Kind
from evenlode.terms.dated import Entry
from evenlode.terms.forms.outcome import IndicatorForm, MeasuredForm
from evenlode.terms.terms import CompleteReturn, Improvement, Ladder, Line, Price, ShapeName

_SHAPES: dict[str, ShapeName] = {
    "target": "target",
    "levels": "levels",
    "status_rule": "any_improvement",
    "linear": "linear",
    "better_of": "better_of",
    "unit_price": "unit_price",
    "reporting": "reporting",
    "percentile_ladder": "percentile_ladder",
}

WAYS = tuple(_SHAPES)
"""The fields of an indicator that say how it is judged; it has one of them, or none."""


def shape_of(indicator: IndicatorForm) -> ShapeName:
    """The judging shape that the indicator's own fields name."""
    return next((_SHAPES[way] for way in WAYS if getattr(indicator, way) is not None), "none")


def written_with_percent(indicator: MeasuredForm) -> bool:
    """True where the figures are shares, so that their lines are written with %."""
    return indicator.kind in (Kind.PROPORTION, Kind.CHANGE)


def lines(indicator: IndicatorForm) -> tuple[Line, ...]:
    """Every dated target."""
    if indicator.target is None:
        return ()
    return tuple(_line(indicator, start, entry, entry.value) for start, entry in indicator.target.entries)


def ladders(indicator: IndicatorForm, day: date) -> tuple[Ladder, ...]:
    """Every dated ladder: levels, floor and ceiling, threshold and benchmark, or steps of percentiles."""
    if indicator.levels is not None:
        pays = indicator.level_pays.on(day) if indicator.level_pays else None
        return tuple(
            _ladder(indicator, start, entry, ((name, at, _pays(pays, name)) for name, at in entry.value.items()))
            for start, entry in indicator.levels.entries
        )
    nothing, all_of_it = Fraction(0), Fraction(1)
    if indicator.linear is not None:
        return tuple(
            _ladder(
                indicator,
                start,
                entry,
                (("floor", entry.value.floor, nothing), ("ceiling", entry.value.ceiling, all_of_it)),
            )
            for start, entry in indicator.linear.entries
        )
    if indicator.better_of is not None:
        return tuple(
            _ladder(
                indicator,
                start,
                entry,
                (("threshold", entry.value.threshold, nothing), ("benchmark", entry.value.benchmark, all_of_it)),
            )
            for start, entry in indicator.better_of.entries
        )
    if indicator.percentile_ladder is not None:
        return tuple(
            _ladder(
                indicator, start, entry, ((f"percentile {at}", Fraction(at), pay) for at, pay in _rising(entry.value))
            )
            for start, entry in indicator.percentile_ladder.entries
        )
    return ()


def improvements(indicator: IndicatorForm) -> tuple[Improvement, ...]:
    """What each dated `better_of` counts improvement from."""
    return tuple(
        Improvement(start, entry.value.baseline, entry.value.counted_in == "ten points")
        for start, entry in (indicator.better_of.entries if indicator.better_of else ())
    )


def prices(indicator: IndicatorForm) -> tuple[Price, ...]:
    """Every dated unit price."""
    return tuple(
        Price(start, entry.value.price, entry.value.cap, entry.by)
        for start, entry in (indicator.unit_price.entries if indicator.unit_price else ())
    )


def returns(indicator: IndicatorForm) -> tuple[CompleteReturn, ...]:
    """What each dated `reporting` asks of a return."""
    return tuple(
        CompleteReturn(start, entry.value.coverage, entry.value.within_days, entry.by)
        for start, entry in (indicator.reporting.entries if indicator.reporting else ())
    )


def _ladder(
    indicator: IndicatorForm, start: date, entry: Entry[Any], rungs: Iterable[tuple[str, Fraction, Fraction]]
) -> Ladder:
    return Ladder(start, tuple((name, _line(indicator, start, entry, at), pay) for name, at, pay in rungs), entry.by)


def _line(indicator: IndicatorForm, start: date, entry: Entry[Any], value: Fraction) -> Line:
    return Line(start, value, written_with_percent(indicator), entry.by, entry.reference, entry.illustrative)


def _rising(steps: Mapping[int, Fraction]) -> list[tuple[int, Fraction]]:
    return sorted(steps.items())


def _pays(pays: Mapping[str, Fraction] | None, level: str) -> Fraction:
    """The level's share of the indicator's own money: all of it where the pot is divided by per cent of the pot."""
    return Fraction(1) if pays is None else pays.get(level, Fraction(0))
