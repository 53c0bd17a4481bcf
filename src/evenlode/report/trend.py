"""Trend: what the picture of an indicator's periods says: a title, a subtitle, and words for who cannot see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from evenlode.report.report import FigureRow, TargetStep, Trend
from evenlode.report.said import meets, unit_of
from evenlode.report.sure import Limit
from evenlode.report.targets import step_on
from evenlode.report.words import how_many, lower_start, number, sentence, target
from evenlode.results import Grain, Period, Polarity, Stage
from evenlode.terms.contract import Contract
from evenlode.terms.forms.outcome import IndicatorForm, StandardForm

PERIODS = {
    Grain.MONTH: ("month", "months"),
    Grain.QUARTER: ("quarter", "quarters"),
    Grain.CONTRACT_YEAR: ("year", "years"),
    Grain.ROLLING_YEAR: ("rolling year", "rolling years"),
}


def trend_of(
    form: IndicatorForm | StandardForm,
    rows: tuple[FigureRow, ...],
    steps: tuple[TargetStep, ...],
    contract: Contract,
    year: Period,
    invented: bool,
    limits: tuple[Limit, ...] = (),
) -> Trend | None:
    """The picture of the rows, oldest first; None where fewer than two of them have a figure."""
    with_figure = [row for row in rows if row.value is not None]
    if len(with_figure) < 2:
        return None
    unit = unit_of(form.kind)
    line = "threshold" if isinstance(form, StandardForm) else "target"
    title = _takeaway(rows, steps, form.polarity, form.period, line)
    missing = len(rows) - len(with_figure)
    gaps = f" {how_many(missing, 'period')} {'has' if missing == 1 else 'have'} no figure." if missing else ""
    shown = Period(rows[0].period.start, year.end)
    return Trend(
        title=title,
        subtitle=f"{form.title}, by {PERIODS[form.period][0]}",
        alt=f"{'INVENTED figures. ' if invented else ''}{title} {_ends(with_figure)}{sentence(gaps) if gaps else ''}",
        unit=unit,
        points=rows,
        steps=_drawn(form, steps, shown),
        years=_years(form, contract, shown),
        invented=invented,
        limits=limits,
    )


def _takeaway(
    rows: Sequence[FigureRow], steps: tuple[TargetStep, ...], polarity: Polarity, grain: Grain, line: str
) -> str:
    """In how many periods the line of the time was met; without a line, from where to where it went."""
    judged = [
        (row.value, step.value)
        for row in rows
        if row.value is not None and (step := step_on(steps, row.period.end)) and step.value is not None
    ]
    one, many = PERIODS[grain]
    if judged:
        met = sum(meets(value, asked, polarity) for value, asked in judged)
        if met == len(judged):
            return f"The {line} in force was met in every {one} reported."
        times = f"{number(met) if met else 'none'} of {how_many(len(judged), one, many)}"
        return f"The {line} in force was met in {times} reported."
    with_figure = [row for row in rows if row.value is not None]
    first, last = with_figure[0], with_figure[-1]
    if first.said == last.said:
        return f"{last.said} in {lower_start(last.label)}, the same as in {lower_start(first.label)}."
    rising = (last.value or 0) > (first.value or 0)
    ends = f"from {first.said} in {lower_start(first.label)} to {last.said} in {lower_start(last.label)}"
    return f"{'Up' if rising else 'Down'} {ends}."


def _ends(rows: Sequence[FigureRow]) -> str:
    first, last = rows[0], rows[-1]
    target = f", against {last.target}" if last.target else ""
    return f"First {first.said} in {lower_start(first.label)}, last {last.said} in {lower_start(last.label)}{target}."


def _drawn(form: IndicatorForm | StandardForm, steps: tuple[TargetStep, ...], shown: Period) -> tuple[TargetStep, ...]:
    """One step a line: a ladder of levels becomes one a level; what ends before the picture starts is left out."""
    lines = [step for step in steps if step.value is not None]
    if isinstance(form, IndicatorForm) and form.levels is not None:
        values = {start: entry.value for start, entry in form.levels.entries}
        unit = unit_of(form.kind)
        lines = [
            replace(step, value=value, said=f"{name} {target(value, unit)}")
            for step in steps
            for name, value in values[step.start].items()
        ]
    return tuple(
        step for step in lines if step.start <= shown.end and (step.until is None or step.until >= shown.start)
    )


def _years(form: IndicatorForm | StandardForm, contract: Contract, shown: Period) -> tuple[tuple[date, str], ...]:
    """The first day of each contract year in the picture, with its number and what it was for."""
    found = []
    for year in contract.years():
        if shown.start <= year.end and year.start <= shown.end:
            name = f"Year {contract.year_number(year)}"
            is_baseline = isinstance(form, IndicatorForm) and _stage(form, year) is Stage.BASELINE
            found.append((year.start, f"{name}: baseline" if is_baseline else name))
    return tuple(found)


def _stage(form: IndicatorForm, year: Period) -> Stage | None:
    return form.stage.on(year.end) if form.stage.starts_by(year.end) else None
