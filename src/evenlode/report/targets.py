"""Targets: the dated history of an indicator's target, levels or other shape, and of a standard's threshold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import TypeVar

from evenlode.payment.shapes_said import shape_in_words, shapes_of
from evenlode.report.report import TargetStep
from evenlode.report.said import unit_of
from evenlode.report.sure import Unit
from evenlode.report.words import target
from evenlode.terms.dated import Dated
from evenlode.terms.forms.outcome import IndicatorForm, StandardForm

T = TypeVar("T")


def history(form: IndicatorForm | StandardForm, day: date, variations: Mapping[str, str]) -> tuple[TargetStep, ...]:
    """Every dated target, threshold or other shape of judging, oldest first; in_force as on the day.

    variations: the title of each agreed change by its number.
    """
    unit = unit_of(form.kind)
    line = form.threshold if isinstance(form, StandardForm) else form.target
    if line is not None:
        return _steps(line, day, variations, lambda value: target(value, unit), lambda value: value)
    for _, dated in shapes_of(form) if isinstance(form, IndicatorForm) else ():
        return _steps(dated, day, variations, _said(unit), lambda shape: None)
    return ()


def step_on(steps: tuple[TargetStep, ...], day: date) -> TargetStep | None:
    """The step in force on the day."""
    return next((step for step in reversed(steps) if step.start <= day), None)


def _steps(
    dated: Dated[T],
    day: date,
    variations: Mapping[str, str],
    say: Callable[[T], str],
    line: Callable[[T], Fraction | None],
) -> tuple[TargetStep, ...]:
    starts = [start for start, _ in dated.entries]
    ends = [start - timedelta(days=1) for start in starts[1:]] + [None]
    return tuple(
        TargetStep(
            start=start,
            until=until,
            said=say(entry.value),
            value=line(entry.value),
            variation=entry.by,
            variation_title=variations.get(entry.by or ""),
            source=entry.illustrative or entry.reference or "The contract",
            is_published=entry.illustrative is None,
            in_force=start <= day and (until is None or day <= until),
        )
        for (start, entry), until in zip(dated.entries, ends, strict=True)
    )


def _said(unit: Unit) -> Callable[[object], str]:
    return lambda shape: shape_in_words(shape, lambda value: target(value, unit))
